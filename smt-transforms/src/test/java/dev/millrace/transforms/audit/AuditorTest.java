package dev.millrace.transforms.audit;

import static dev.millrace.transforms.audit.Audits.auditor;
import static dev.millrace.transforms.audit.Audits.headers;
import static dev.millrace.transforms.audit.Audits.sink;
import static dev.millrace.transforms.audit.Audits.source;
import static dev.millrace.transforms.audit.Audits.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.transforms.rewrite.RuleFailure;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;

class AuditorTest {

    private static final String KEY = "0123456789abcdef0123456789abcdef";

    @AfterEach
    void forgetTheContext() {
        MDC.remove("connector.context");
    }

    @Test
    void tellsWhoDidWhatToWhatAndWhen() throws Exception {
        MDC.put("connector.context", "[orders|task-2] ");
        SourceRecord record = source(7, Map.of("b", 1, "a", "x"));

        SourceRecord stamped =
                auditor("action", "receive", "config.hash", "c0ffee").stamp(record);

        Map<String, String> told = new LinkedHashMap<>(headers(stamped).texts());
        assertThat(told.remove("audit.worker")).contains("@");
        assertThat(told.remove("audit.id"))
                .matches("[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}");
        assertThat(told)
                .isEqualTo(Map.of(
                        "audit.action", "RECEIVE",
                        "audit.config.hash", "c0ffee",
                        "audit.connector", "orders",
                        "audit.integration", "orders-inbound",
                        "audit.object", "{\"offset\":{\"line\":\"7\"},\"partition\":{\"file\":\"orders.csv\"}}",
                        "audit.payload.algorithm", "SHA-256",
                        "audit.payload.form", "rfc8785",
                        "audit.payload.hash", sha256("{\"a\":\"x\",\"b\":1}"),
                        "audit.task", "2",
                        "audit.time", "2026-03-01T12:00:00.123Z"));
    }

    @Test
    void leavesOutWhatItDoesNotKnow() {
        SourceRecord stamped = auditor("coordinates", "false").stamp(source(7, "x"));

        assertThat(headers(stamped).texts())
                .doesNotContainKeys("audit.connector", "audit.task", "audit.object", "audit.contract.id");
    }

    @Test
    void tellsWhatTheRecordsOwnHeadersSay() {
        SourceRecord record = source(1, "x");
        record.headers()
                .addString("millrace.sha256", "ab".repeat(32))
                .addLong("millrace.record.length", 120)
                .addString("contract.id", "orders")
                .addString("contract.version", "1.10")
                .addString("mapping.version", "3")
                .add(
                        "traceparent",
                        "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01".getBytes(StandardCharsets.UTF_8),
                        Schema.BYTES_SCHEMA);

        SourceRecord stamped = auditor("mapping.version", "4").stamp(record);

        assertThat(headers(stamped).texts())
                .containsEntry("audit.raw.hash", "ab".repeat(32))
                .containsEntry("audit.raw.algorithm", "SHA-256")
                .containsEntry("audit.raw.size", "120")
                .containsEntry("audit.contract.id", "orders")
                .containsEntry("audit.contract.version", "1.10")
                .containsEntry("audit.mapping.version", "4")
                .containsEntry("audit.traceparent", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01");
        assertThat(stamped.headers())
                .hasSizeGreaterThan(6)
                .startsWith(record.headers().iterator().next());
    }

    @Test
    void derivesATraceThatIsAlwaysTheSameForARecordWithoutOne() {
        SourceRecord record = source(1, "x");
        record.headers().addString("traceparent", "00-00000000000000000000000000000000-00f067aa0ba902b7-01");

        SourceRecord first = auditor("trace", "derive").stamp(record);
        SourceRecord second = auditor("trace", "derive").stamp(record);

        assertThat(text(first, AuditField.TRACEPARENT))
                .matches("00-[0-9a-f]{32}-[0-9a-f]{16}-00")
                .isEqualTo(text(second, AuditField.TRACEPARENT))
                .isEqualTo(first.headers().lastWithName("traceparent").value());
        assertThat(first.headers().allWithName("traceparent")).toIterable().hasSize(1);
    }

    @Test
    void leavesATraceThatIsNoneWhereItIs() {
        SourceRecord record = source(1, "x");
        record.headers().addString("traceparent", "none");

        SourceRecord stamped = auditor().stamp(record);

        assertThat(stamped.headers().lastWithName("traceparent").value()).isEqualTo("none");
        assertThat(headers(stamped).texts()).doesNotContainKey("audit.traceparent");
    }

    @Test
    void putsItsEvidenceInThePlaceOfAnEarlierOneAndNamesThat() {
        SourceRecord received = auditor("action", "receive").stamp(source(1, "x"));

        SourceRecord changed = auditor("action", "transform").stamp(received);

        assertThat(text(changed, AuditField.PARENT)).isEqualTo(text(received, AuditField.ID));
        assertThat(text(changed, AuditField.ID)).isNotEqualTo(text(received, AuditField.ID));
        assertThat(changed.headers().allWithName("audit.id")).toIterable().hasSize(1);
    }

    @Test
    void hashesStructsAndMapsAlike() {
        Schema schema = SchemaBuilder.struct()
                .field("b", Schema.INT32_SCHEMA)
                .field("a", Schema.STRING_SCHEMA)
                .build();
        SourceRecord struct = new SourceRecord(
                Map.of(), Map.of(), "t", schema, new Struct(schema).put("b", 1).put("a", "x"));
        SourceRecord map = new SourceRecord(Map.of(), Map.of(), "t", null, Map.of("a", "x", "b", 1));

        assertThat(text(auditor().stamp(struct), AuditField.PAYLOAD_HASH))
                .isEqualTo(text(auditor().stamp(map), AuditField.PAYLOAD_HASH));
    }

    @Test
    void hashesTombstonesAndKeys() throws Exception {
        SourceRecord tombstone = new SourceRecord(Map.of(), Map.of("o", 1L), "t", null, "k", null, null);

        assertThat(text(auditor().stamp(tombstone), AuditField.PAYLOAD_HASH)).isEqualTo(sha256("null"));
        SourceRecord whole = auditor("payload.part", "key-and-value").stamp(tombstone);
        assertThat(text(whole, AuditField.PAYLOAD_HASH)).isEqualTo(sha256("{\"key\":\"k\",\"value\":null}"));
        assertThat(text(whole, AuditField.PAYLOAD_FORM)).isEqualTo("rfc8785:key-and-value");
    }

    @Test
    void hashesWithAKeyWhatCanBeGuessed() throws Exception {
        SourceRecord record = new SourceRecord(Map.of("p", 1), Map.of("o", 1L), "t", null, "k", null, "M");

        SourceRecord keyed = auditor(
                        "payload.hash", "hmac-sha-256", "payload.hash.key", KEY, "payload.hash.key.id", "2026")
                .stamp(record);

        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(KEY.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        assertThat(text(keyed, AuditField.PAYLOAD_HASH))
                .isEqualTo(HexFormat.of().formatHex(mac.doFinal("\"M\"".getBytes(StandardCharsets.UTF_8))));
        assertThat(text(keyed, AuditField.PAYLOAD_ALGORITHM)).isEqualTo("HMAC-SHA-256");
        assertThat(text(keyed, AuditField.PAYLOAD_KEY)).isEqualTo("2026");
        assertThat(text(keyed, AuditField.ID)).isNotEqualTo(text(auditor().stamp(record), AuditField.ID));
    }

    @Test
    void givesARecordThatIsTransformedAgainTheSameHeaders() {
        Auditor auditor = auditor("chain", "true");
        List<SourceRecord> batch =
                IntStream.range(0, 5).mapToObj(line -> source(line, "x" + line)).toList();
        List<AuditHeaders> first =
                batch.stream().map(auditor::stamp).map(Audits::headers).toList();

        List<AuditHeaders> again = batch.subList(2, 5).stream()
                .map(record -> source(
                        (Long) Objects.requireNonNull(record.sourceOffset().get("line")), record.value()))
                .map(auditor::stamp)
                .map(Audits::headers)
                .toList();
        AuditHeaders next = headers(auditor.stamp(source(5, "x5")));

        assertThat(again).isEqualTo(first.subList(2, 5));
        assertThat(next.text(AuditField.CHAIN_SEQ)).hasValue("5");
        assertThat(next.text(AuditField.CHAIN_PREV)).isEqualTo(first.get(4).text(AuditField.CHAIN_HASH));
    }

    @Test
    void givesARecordAnotherLinkWhenATransformInFrontMadeSomethingElseOfIt() {
        Auditor auditor = auditor("chain", "true");
        SourceRecord record = source(1, "x");
        AuditHeaders first = headers(auditor.stamp(record));
        record.headers().addString("contract.version", "2");

        AuditHeaders second = headers(auditor.stamp(record));

        assertThat(second.text(AuditField.ID)).isEqualTo(first.text(AuditField.ID));
        assertThat(second.text(AuditField.CHAIN_SEQ)).hasValue("1");
        assertThat(second.text(AuditField.CHAIN_PREV)).isEqualTo(first.text(AuditField.CHAIN_HASH));
    }

    @Test
    void tellsRecordsWithOneSourceOffsetApart() {
        Auditor auditor = auditor("chain", "true");
        SourceRecord change = new SourceRecord(Map.of(), Map.of("o", 1L), "t", null, "k", null, "x");
        SourceRecord tombstone = new SourceRecord(Map.of(), Map.of("o", 1L), "t", null, "k", null, null);
        SourceRecord other = new SourceRecord(Map.of(), Map.of("o", 1L), "t", null, "l", null, null);

        List<String> ids = List.of(change, tombstone, other).stream()
                .map(auditor::stamp)
                .map(record -> text(record, AuditField.ID))
                .toList();

        assertThat(ids).doesNotHaveDuplicates();
    }

    @Test
    void tellsEqualRecordsOfASourceWithoutOffsetsApart() {
        Auditor auditor = auditor("chain", "true");
        SourceRecord beat = new SourceRecord(Map.of(), Map.of(), "t", null, null, null, "beat");

        AuditHeaders first = headers(auditor.stamp(beat));
        AuditHeaders again = headers(auditor.stamp(beat));
        auditor.stamp(new SourceRecord(Map.of(), Map.of(), "t", null, null, null, "other"));
        AuditHeaders later = headers(auditor.stamp(beat));

        assertThat(again).isEqualTo(first);
        assertThat(later.text(AuditField.TIME)).isNotEqualTo(first.text(AuditField.TIME));
        assertThat(later.text(AuditField.CHAIN_SEQ)).hasValue("2");
    }

    @Test
    void forgetsTheOldestBeyondItsBound() {
        Auditor auditor = auditor("memory.max.records", "2");
        String first = text(auditor.stamp(source(1, "x")), AuditField.TIME);
        auditor.stamp(source(2, "x"));
        auditor.stamp(source(3, "x"));

        String again = text(auditor.stamp(source(1, "x")), AuditField.TIME);

        assertThat(again).isNotEqualTo(first);
    }

    @Test
    void givesARecordOfASinkTheSameIdWhoeverReadsIt() {
        SinkRecord record = sink(3, 41, "x");
        SinkRecord renamed = record.newRecord("elsewhere", 9, null, null, null, "y", 1L);

        AuditHeaders first = headers(auditor("action", "deliver").stamp(record));
        AuditHeaders second = headers(auditor("action", "deliver").stamp(renamed));

        assertThat(first.text(AuditField.ID)).isEqualTo(second.text(AuditField.ID));
        assertThat(first.text(AuditField.OBJECT)).hasValue("orders/3/41");
    }

    @Test
    void chainsASinksRecordsByTheirPartitionsAndOffsets() {
        Auditor auditor = auditor("chain", "true");

        AuditHeaders first = headers(auditor.stamp(sink(0, 10, "a")));
        AuditHeaders other = headers(auditor.stamp(sink(1, 5, "b")));
        AuditHeaders second = headers(auditor.stamp(sink(0, 13, "c")));
        AuditHeaders again = headers(auditor.stamp(sink(0, 10, "a")));

        assertThat(first.text(AuditField.CHAIN_ID)).hasValue("chain-1/orders-0");
        assertThat(other.text(AuditField.CHAIN_ID)).hasValue("chain-1/orders-1");
        assertThat(second.text(AuditField.CHAIN_SEQ)).hasValue("13");
        assertThat(second.text(AuditField.CHAIN_PREV)).isEqualTo(first.text(AuditField.CHAIN_HASH));
        assertThat(again).isEqualTo(first);
    }

    @Test
    void beginsAnotherChainWhenASinkReadsWhatWasForgotten() {
        Auditor auditor = auditor("chain", "true", "memory.max.records", "1");
        auditor.stamp(sink(0, 10, "a"));
        auditor.stamp(sink(0, 11, "b"));

        AuditHeaders again = headers(auditor.stamp(sink(0, 10, "a")));
        AuditHeaders next = headers(auditor.stamp(sink(0, 11, "b")));

        assertThat(again.text(AuditField.CHAIN_ID)).hasValue("chain-2/orders-0");
        assertThat(again.text(AuditField.CHAIN_PREV)).hasValue("");
        assertThat(next.text(AuditField.CHAIN_PREV)).isEqualTo(again.text(AuditField.CHAIN_HASH));
    }

    @Test
    void givesManyThreadsOneChain() {
        Auditor auditor = auditor("chain", "true");
        ChainVerifier verifier = new ChainVerifier();

        IntStream.range(0, 2_000)
                .parallel()
                .mapToObj(line -> headers(auditor.stamp(source(line % 1_000, "x"))))
                .toList()
                .forEach(event -> verifier.accept(event.text(AuditField.ID).orElseThrow(), event));

        ChainReport report = verifier.report();
        assertThat(report.chains()).hasSize(1);
        assertThat(report.chains().get(0).verdict()).isEqualTo(ChainReport.Verdict.INTACT);
        assertThat(report.chains().get(0).events()).isEqualTo(1_000);
        assertThat(report.chains().get(0).repeats()).isEqualTo(1_000);
    }

    @Test
    void neverChangesTheRecordItWasGiven() {
        SourceRecord record = source(1, Map.of("a", 1));
        record.headers().addString("audit.id", "old").addString("own", "x");
        SourceRecord before = record.newRecord(
                record.topic(),
                null,
                null,
                null,
                null,
                record.value(),
                null,
                record.headers().duplicate());

        auditor("chain", "true", "trace", "derive").stamp(record);

        assertThat(record.headers()).isEqualTo(before.headers());
    }

    @Test
    void refusesAPayloadWithoutACanonicalFormAndTellsNothingOfIt() {
        SourceRecord record = source(1, new AtomicReference<>("secret"));

        assertThatThrownBy(() -> auditor().stamp(record))
                .isInstanceOf(RuleFailure.class)
                .hasMessageContaining("not-canonical")
                .hasMessageNotContaining("secret");
        assertThat(auditor().stamp(source(1, "fine"))).isNotNull();
    }

    private static String sha256(String text) throws Exception {
        return HexFormat.of()
                .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    }
}
