package dev.millrace.transforms.audit;

import static dev.millrace.transforms.audit.Audits.auditor;
import static dev.millrace.transforms.audit.Audits.headers;
import static dev.millrace.transforms.audit.Audits.sink;
import static dev.millrace.transforms.audit.Audits.source;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.kit.AuditChain;
import dev.millrace.transforms.audit.ChainReport.Finding;
import dev.millrace.transforms.audit.ChainReport.Kind;
import dev.millrace.transforms.audit.ChainReport.Verdict;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ChainVerifierTest {

    private static final String LOG = "orders-0";

    private final List<AuditHeaders> events = written(6);

    @Test
    void findsAChainIntactThatIsAsItWasWritten() {
        ChainReport.Chain chain = verify(events);

        assertThat(chain.verdict()).isEqualTo(Verdict.INTACT);
        assertThat(chain.first()).isZero();
        assertThat(chain.last()).isEqualTo(5);
        assertThat(chain.events()).isEqualTo(6);
        assertThat(chain.lastHash())
                .isEqualTo(events.get(5).text(AuditField.CHAIN_HASH).orElseThrow());
    }

    @Test
    void findsAnEdit() {
        events.set(2, with(events.get(2), AuditField.PAYLOAD_HASH, "0".repeat(64)));

        ChainReport.Chain chain = verify(events);

        assertThat(chain.findings()).containsExactly(found(Kind.EDITED, 2));
        assertThat(chain.verdict()).isEqualTo(Verdict.BROKEN);
    }

    @Test
    void findsAnEditWhoseHashWasMadeAnew() {
        events.set(2, sealed(with(events.get(2), AuditField.PAYLOAD_HASH, "0".repeat(64))));

        ChainReport.Chain chain = verify(events);

        assertThat(chain.findings()).containsExactly(found(Kind.WRONG_PREVIOUS, 3));
        assertThat(chain.verdict()).isEqualTo(Verdict.BROKEN);
    }

    @Test
    void findsAHeaderThatWasAddedOrTakenAway() {
        Map<String, String> more = new HashMap<>(events.get(1).texts());
        more.put("audit.note", "approved");
        events.set(1, new AuditHeaders(more));
        Map<String, String> fewer = new HashMap<>(events.get(4).texts());
        fewer.remove("audit.worker");
        events.set(4, new AuditHeaders(fewer));

        assertThat(verify(events).findings()).containsExactly(found(Kind.EDITED, 1), found(Kind.EDITED, 4));
    }

    @Test
    void findsAnInsertionUnderANumberThatIsTaken() {
        AuditHeaders forged = sealed(with(events.get(3), AuditField.ID, "forged"));
        events.add(3, forged);

        ChainReport.Chain chain = verify(events);

        assertThat(chain.findings()).contains(found(Kind.FORKED, 3));
        assertThat(chain.verdict()).isEqualTo(Verdict.BROKEN);
    }

    @Test
    void findsAnInsertionForWhichTheRestWasNumberedAnew() {
        AuditHeaders forged = sealed(with(events.get(3), AuditField.ID, "forged"));
        for (int at = 3; at < 6; at++) {
            events.set(at, sealed(with(events.get(at), AuditField.CHAIN_SEQ, Integer.toString(at + 1))));
        }
        events.add(3, forged);

        assertThat(verify(events).verdict()).isEqualTo(Verdict.BROKEN);
    }

    @Test
    void reportsADeletionAsAGapForADroppedRecordLooksTheSame() {
        events.remove(3);
        events.remove(2);

        ChainReport.Chain chain = verify(events);

        assertThat(chain.findings()).containsExactly(found(Kind.GAP, 4));
        assertThat(chain.verdict()).isEqualTo(Verdict.GAPS);
    }

    @Test
    void findsADeletionForWhichTheRestWasNumberedAnew() {
        events.remove(2);
        for (int at = 2; at < 5; at++) {
            events.set(at, sealed(with(events.get(at), AuditField.CHAIN_SEQ, Integer.toString(at))));
        }

        assertThat(verify(events).findings()).contains(found(Kind.WRONG_PREVIOUS, 2));
    }

    @Test
    void reportsAMissingBeginningAsAGap() {
        events.remove(0);

        assertThat(verify(events).findings()).containsExactly(found(Kind.GAP, 1));
    }

    @Test
    void doesNotSeeThatTheEndWasCutOffButTellsTheLastHash() {
        String noted = events.get(5).text(AuditField.CHAIN_HASH).orElseThrow();

        ChainReport.Chain chain = verify(events.subList(0, 4));

        assertThat(chain.verdict()).isEqualTo(Verdict.INTACT);
        assertThat(chain.lastHash()).isNotEqualTo(noted);
    }

    @Test
    void findsAnotherOrderInALog() {
        Collections.swap(events, 1, 4);

        ChainReport.Chain chain = verify(events);

        assertThat(chain.findings()).contains(found(Kind.REORDERED, 2));
        assertThat(chain.verdict()).isEqualTo(Verdict.BROKEN);
    }

    @Test
    void readsAChainThatIsSpreadOverLogs() {
        ChainVerifier verifier = new ChainVerifier();
        for (int log = 2; log >= 0; log--) {
            for (int at = log; at < events.size(); at += 3) {
                verifier.accept("orders-" + log, events.get(at));
            }
        }

        assertThat(verifier.report().chains().get(0).verdict()).isEqualTo(Verdict.INTACT);
    }

    @Test
    void countsARecordThatWasWrittenTwiceAndLeavesItAtThat() {
        events.add(3, events.get(2));
        events.add(events.get(4));

        ChainReport.Chain chain = verify(events);

        assertThat(chain.verdict()).isEqualTo(Verdict.INTACT);
        assertThat(chain.repeats()).isEqualTo(2);
    }

    @Test
    void followsTheOffsetsOfASinkAcrossThoseThatWereNeverRecords() {
        Auditor auditor = auditor("chain", "true");
        List<AuditHeaders> read = IntStream.of(100, 101, 105, 106)
                .mapToObj(offset -> headers(auditor.stamp(sink(0, offset, "x" + offset))))
                .collect(Collectors.toCollection(ArrayList::new));

        assertThat(verify(read).verdict()).isEqualTo(Verdict.INTACT);
        read.remove(2);
        assertThat(verify(read).findings()).containsExactly(found(Kind.GAP, 106));
    }

    @Test
    void tellsChainsApartAndWhatIsInNone() {
        ChainVerifier verifier = new ChainVerifier();
        events.forEach(event -> verifier.accept(LOG, event));
        Auditor sinks = auditor("chain", "true");
        verifier.accept(LOG, headers(sinks.stamp(sink(7, 1, "x"))));
        verifier.accept(LOG, headers(auditor().stamp(source(1, "x"))));
        verifier.accept(LOG, new AuditHeaders(Map.of()));
        verifier.accept(LOG, with(events.get(0), AuditField.CHAIN_SEQ, "first"));
        verifier.accept(LOG, with(events.get(0), AuditField.CHAIN_PREV, "zz"));

        ChainReport report = verifier.report();

        assertThat(report.chains()).extracting(ChainReport.Chain::id).containsExactly("chain-1", "chain-1/orders-7");
        assertThat(report.unchained()).isEqualTo(2);
        assertThat(report.unreadable()).isEqualTo(2);
        assertThat(report.isUnbroken()).isFalse();
    }

    @Test
    void readsWhatStandsInKafka() {
        org.apache.kafka.common.header.internals.RecordHeaders stored =
                new org.apache.kafka.common.header.internals.RecordHeaders();
        events.get(0)
                .texts()
                .forEach((name, text) -> stored.add(name, text.getBytes(java.nio.charset.StandardCharsets.UTF_8)));
        stored.add("other", new byte[] {1});

        assertThat(AuditHeaders.read(stored)).isEqualTo(events.get(0));
    }

    @Test
    void keepsNoMoreOfALongChainThanItsEnds() {
        ChainVerifier verifier = new ChainVerifier(3);
        List<AuditHeaders> many = written(200);

        many.forEach(event -> verifier.accept(LOG, event));
        verifier.accept(LOG, many.get(199));

        assertThat(verifier.report().chains())
                .singleElement()
                .returns(Verdict.INTACT, ChainReport.Chain::verdict)
                .returns(200L, ChainReport.Chain::events)
                .returns(1L, ChainReport.Chain::repeats);
    }

    @Test
    void doesNotJudgeWhatComesAgainAfterItWasForgotten() {
        ChainVerifier verifier = new ChainVerifier(3);
        List<AuditHeaders> many = written(200);

        many.forEach(event -> verifier.accept(LOG, event));
        verifier.accept(LOG, many.get(100));

        ChainReport.Chain chain = verifier.report().chains().get(0);
        assertThat(chain.findings()).containsExactly(found(Kind.UNJUDGED, 100));
        assertThat(chain.verdict()).isEqualTo(Verdict.GAPS);
    }

    @Test
    void countsAllGapsAndListsSome() {
        ChainVerifier verifier = new ChainVerifier(10);
        List<AuditHeaders> many = written(1_000);

        for (int at = 0; at < many.size(); at += 2) {
            verifier.accept(LOG, many.get(at));
        }

        ChainReport.Chain chain = verifier.report().chains().get(0);
        assertThat(chain.verdict()).isEqualTo(Verdict.GAPS);
        assertThat(chain.counts()).isEqualTo(Map.of(Kind.GAP, 499L));
        assertThat(chain.findings()).hasSize(100);
    }

    @Test
    void findsAnEventThatWasPutBetweenTwoThatFollowOnEachOther() {
        Auditor auditor = auditor("chain", "true");
        List<AuditHeaders> read = IntStream.of(100, 101, 105)
                .mapToObj(offset -> headers(auditor.stamp(sink(0, offset, "x" + offset))))
                .collect(Collectors.toCollection(ArrayList::new));
        read.add(sealed(with(read.get(1), AuditField.CHAIN_SEQ, "103")));

        assertThat(verify(read).counts()).containsKey(Kind.FORKED);
    }

    @Test
    void tellsWhereAnEventWasRead() {
        ChainVerifier verifier = new ChainVerifier();
        events.set(2, with(events.get(2), AuditField.PAYLOAD_HASH, "0".repeat(64)));

        for (int at = 0; at < events.size(); at++) {
            verifier.accept(new ChainReport.Place(LOG, 40 + at), events.get(at));
        }

        assertThat(verifier.report().chains().get(0).findings())
                .singleElement()
                .extracting(found -> found.at().toString())
                .isEqualTo("orders-0@42");
    }

    private static Finding found(Kind kind, long seq) {
        return new Finding(kind, seq, new ChainReport.Place(LOG, ChainReport.Place.UNTOLD));
    }

    private static List<AuditHeaders> written(int count) {
        Auditor auditor = auditor("chain", "true");
        return IntStream.range(0, count)
                .mapToObj(line -> headers(auditor.stamp(source(line, "x" + line))))
                .collect(Collectors.toCollection(ArrayList::new));
    }

    private static ChainReport.Chain verify(List<AuditHeaders> events) {
        ChainVerifier verifier = new ChainVerifier();
        events.forEach(event -> verifier.accept(LOG, event));
        return verifier.report().chains().get(0);
    }

    private static AuditHeaders with(AuditHeaders event, AuditField field, String text) {
        Map<String, String> texts = new HashMap<>(event.texts());
        texts.put(field.header(), text);
        return new AuditHeaders(texts);
    }

    /** The event with the hash that it should have, as a forger would make it. */
    private static AuditHeaders sealed(AuditHeaders event) {
        AuditChain.Link link = event.link().orElseThrow();
        return with(event, AuditField.CHAIN_HASH, link.hash(event.canonical()));
    }
}
