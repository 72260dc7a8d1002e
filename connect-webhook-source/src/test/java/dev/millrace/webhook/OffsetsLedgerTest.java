package dev.millrace.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.testkit.ConnectorHarness;
import dev.millrace.testkit.DeliveryMode;
import dev.millrace.testkit.SourceHarness;
import java.time.Duration;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class OffsetsLedgerTest {

    private LedgerInbox inbox = new LedgerInbox(500, DedupOptions.settings());
    private SourceHarness harness = harness(DeliveryMode.EXACTLY_ONCE);

    private SourceHarness harness(DeliveryMode mode) {
        return ConnectorHarness.source(LedgerSourceConnector::new, Map.of("inbox", inbox.name), mode);
    }

    private SourceHarness harness(DeliveryMode mode, LedgerInbox of) {
        inbox = of;
        return harness(mode);
    }

    @AfterEach
    void close() {
        harness.close();
    }

    @Test
    void knowsAnEventAfterACrashRightBehindItsTransaction() {
        harness.start();
        send(1, 2, 3);
        harness.pollUntil(3);

        harness.crash();
        harness.start();

        assertThat(known(1, 2, 3, 4)).containsExactly(1L, 2L, 3L);
    }

    @Test
    void doesNotKnowAnEventWhoseTransactionWasNotCommitted() {
        harness.start();
        send(1);
        harness.pollUntil(1);
        harness.holdConfirmations();
        send(2);
        harness.pollUntil(1);

        harness.crash();
        harness.start();

        assertThat(known(1, 2)).containsExactly(1L);
    }

    @Test
    void knowsAllEventsOfALongLifeAfterEachCrash() {
        harness = harness(DeliveryMode.EXACTLY_ONCE, new LedgerInbox(70, DedupOptions.settings()))
                .start();
        int sent = 0;
        for (int life = 0; life < 4; life++) {
            for (int batch = 0; batch < 20; batch++) {
                send(LongStream.range(sent, sent + 70).toArray());
                sent += 70;
                harness.poll();
            }
            harness.crash();
            harness.start();

            assertThat(known(LongStream.range(0, sent).toArray())).hasSize(sent);
        }

        assertThat(harness.delivered()).hasSize(sent);
    }

    @Test
    void remembersAtLeastAsManyAsPromisedHoweverLongItRuns() {
        DedupSettings settings = DedupOptions.settings("dedup.max.entries", "2500");
        harness = harness(DeliveryMode.EXACTLY_ONCE, new LedgerInbox(500, settings))
                .start();
        for (int batch = 0; batch < 40; batch++) {
            send(LongStream.range(batch * 500L, batch * 500L + 500).toArray());
            harness.poll();
        }

        harness.crash();
        harness.start();

        assertThat(known(LongStream.range(17_500, 20_000).toArray())).hasSize(2_500);
        assertThat(pages()).hasSizeBetween(4, 5);
    }

    @Test
    void givesEachRecordAnOffsetOfItsOwn() {
        harness.start();
        send(LongStream.range(0, 2_000).toArray());

        List<SourceRecord> records = harness.pollUntil(2_000);

        assertThat(new HashSet<>(records)).hasSize(2_000);
        assertThat(records.stream()
                        .map(record -> List.of(record.sourcePartition(), record.sourceOffset()))
                        .distinct())
                .hasSize(2_000);
    }

    @ParameterizedTest
    @EnumSource(DeliveryMode.class)
    void neverKnowsWhatATransformDropped(DeliveryMode mode) {
        harness = harness(mode, new LedgerInbox(50, DedupOptions.settings()));
        harness.drop(record -> record.value() instanceof String text && number(text) % 3 == 0);
        harness.start();
        send(LongStream.range(1, 1_501).toArray());
        for (int turn = 0; turn < 40; turn++) {
            harness.poll();
            harness.commit();
        }

        harness.crash();
        harness.start();

        List<Long> known = known(LongStream.range(1, 1_501).toArray());
        assertThat(known).allMatch(number -> number % 3 != 0).hasSize(1_000);
    }

    @Test
    void knowsAnEventOfSeveralRecordsOnlyWhenKafkaHasAll() {
        harness = harness(DeliveryMode.AT_LEAST_ONCE, inbox).start();
        harness.holdConfirmations();
        for (long number = 1; number <= 3; number++) {
            inbox.events.add(new LedgerInbox.Event(key(number), Collections.nCopies(3, "" + number)));
        }
        List<SourceRecord> records = harness.pollUntil(9);
        // Of the first event the last two, of the second one all in reverse, of the third one the first alone.
        harness.confirm(IntStream.of(2, 1, 5, 4, 3, 6).mapToObj(records::get).toList());
        harness.poll();
        harness.commit();

        harness.crash();
        harness.start();

        assertThat(known(1, 2, 3)).containsExactly(2L);
    }

    @Test
    void neverKnowsWhatKafkaHasNotHoweverAcknowledgementsAndCrashesFall() {
        for (int seed = 0; seed < 15; seed++) {
            Random random = new Random(seed);
            LedgerInbox of = new LedgerInbox(60, DedupOptions.settings());
            try (SourceHarness one = harness(DeliveryMode.AT_LEAST_ONCE, of)) {
                live(one, random);
            }
        }
    }

    private void live(SourceHarness one, Random random) {
        one.drop(record -> record.value() instanceof String text && number(text) % 7 == 0);
        one.start().holdConfirmations();
        long sent = 1;
        for (int step = 0; step < 120; step++) {
            int events = random.nextInt(60);
            send(LongStream.range(sent, sent + events).toArray());
            sent += events;
            one.poll();
            one.confirm(one.unconfirmed().stream()
                    .filter(record -> random.nextInt(10) < 9)
                    .toList());
            if (random.nextInt(4) == 0) {
                one.commit();
            }
            if (random.nextInt(30) == 0) {
                one.crash();
                one.start();
                Set<Long> delivered = one.delivered().stream()
                        .map(record -> number((String) record.value()))
                        .collect(Collectors.toSet());

                assertThat(delivered)
                        .containsAll(known(LongStream.range(1, sent).toArray()));
            }
        }
    }

    @Test
    void forgetsInACrashOnlyWhatTheLastFlushHasNotStored() {
        harness = harness(DeliveryMode.AT_LEAST_ONCE, new LedgerInbox(100, DedupOptions.settings()))
                .start();
        send(LongStream.range(0, 3_000).toArray());
        harness.pollUntil(3_000);
        harness.poll();
        harness.commit();
        send(LongStream.range(3_000, 3_200).toArray());
        harness.pollUntil(200);

        harness.crash();
        harness.start();

        assertThat(known(LongStream.range(0, 3_200).toArray()))
                .containsExactlyElementsOf(LongStream.range(0, 3_000).boxed().toList());
    }

    @Test
    void placesMoreRecordsThanItHasRoomForAndRemembersThemLater() {
        harness = harness(DeliveryMode.AT_LEAST_ONCE, new LedgerInbox(5_000, DedupOptions.settings()))
                .start();
        harness.holdConfirmations();
        send(LongStream.range(0, 5_000).toArray());
        harness.pollUntil(5_000);
        harness.releaseConfirmations();
        for (int late = 5_000; late < 5_010; late++) {
            send(late);
            harness.poll();
            harness.poll();
        }
        harness.commit();

        harness.crash();
        harness.start();

        assertThat(known(LongStream.range(0, 5_010).toArray())).hasSize(5_010);
    }

    @Test
    void letsEventsGoWithTheWindow() {
        harness.start();
        send(LongStream.range(0, 500).toArray());
        harness.pollUntil(500);
        inbox.clock.advance(Duration.ofHours(26));
        send(1_000);
        harness.pollUntil(1);

        harness.crash();
        harness.start();

        assertThat(known(LongStream.range(0, 1_001).toArray())).containsExactly(1_000L);
    }

    @Test
    void countsAStoredOffsetOfSomebodyElseAsEmpty() {
        harness.start();
        send(1, 2);
        harness.pollUntil(2);
        harness.crash();
        harness.offsets().store(DedupBuckets.slot("/hook", 0), Map.of("ids", "not ours"));

        harness.start();

        assertThat(known(1, 2)).containsExactly(2L);
    }

    @Test
    void writesFewBytesForAnEvent() {
        DedupWindow window = new DedupWindow(
                inbox.settings, inbox.clock, DedupMeters.unseen().evicted());
        OffsetsLedger ledger = new OffsetsLedger("/hook", inbox.settings, harness.offsets(), window, inbox.clock);
        long bytes = 0;
        int longest = 0;

        for (long number = 0; number < 20_000; number++) {
            DedupPlace place = ledger.place(key(number));
            int length = (place.partition().toString() + place.offset(number, true)).length();
            bytes += length;
            longest = Math.max(longest, length);
            place.confirmed();
        }

        assertThat(bytes / 20_000).isLessThan(160);
        assertThat(longest).isLessThan(28_000);
    }

    private void send(long... numbers) {
        for (long number : numbers) {
            inbox.events.add(new LedgerInbox.Event(key(number), List.of("" + number)));
        }
    }

    private List<Long> known(long... numbers) {
        return LongStream.of(numbers)
                .filter(number -> inbox.knows(key(number)))
                .boxed()
                .toList();
    }

    private List<String> pages() {
        return harness.offsets().all().keySet().stream()
                .map(partition -> String.valueOf(partition.get("bucket")))
                .filter(bucket -> bucket.startsWith("page"))
                .toList();
    }

    private static EventKey key(long number) {
        return new EventKey(number * 0x9E3779B97F4A7C15L, ~number);
    }

    private static long number(String text) {
        return Long.parseLong(text);
    }
}
