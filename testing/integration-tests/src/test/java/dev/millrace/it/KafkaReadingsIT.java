package dev.millrace.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.ops.figures.KafkaReadings;
import dev.millrace.ops.kafka.KafkaClients;
import dev.millrace.ops.watch.Figure;
import dev.millrace.ops.watch.Figures;
import dev.millrace.ops.watch.FlowView;
import dev.millrace.ops.watch.FlowView.Readings;
import dev.millrace.testkit.Eventually;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the console measures of flows, asked of a real broker. */
class KafkaReadingsIT {

    /** Of the newest record; retention is for ever. */
    private static final Instant WRITTEN = Instant.parse("2026-01-05T06:00:00Z");

    private final String name = Platform.name("readings");
    private final String orders = name + "-orders";
    private final String letters = name + "-letters";
    private final Admin admin = DeadLetters.admin();
    private final TestClock clock = new TestClock();
    private final KafkaReadings readings = new KafkaReadings(
            new KafkaClients(Map.of("bootstrap.servers", Platform.broker().bootstrapServers())),
            clock,
            Duration.ofMinutes(2));

    @AfterEach
    void removeTopics() throws ExecutionException, InterruptedException {
        readings.close();
        try (admin) {
            admin.deleteTopics(List.of(orders, letters)).all().get();
        }
    }

    @Test
    void countsWhatASinkHasNotDeliveredAndWhatWasSetAside() throws Exception {
        create();
        write(orders, 0, 10);
        write(orders, 1, 7);
        write(orders, 2, 5);
        write(letters, 0, 4);
        FlowView sink = flow(false, Map.of());

        Readings before = read(sink, Figures.NONE);
        commit("connect-" + name, Map.of(0, 10L, 1, 4L));
        deleteBefore(orders, 2, 3);
        deleteBefore(letters, 0, 1);
        Readings after = read(sink, Figures.NONE);
        Readings ofAnotherGroup = read(flow(false, Map.of("consumer.override.group.id", "own")), Figures.NONE);
        Readings fromTheEnd = read(flow(false, Map.of("consumer.override.auto.offset.reset", "latest")), Figures.NONE);

        assertThat(before.lag()).as("of a group that never was").hasValue(22);
        assertThat(before.setAside()).hasValue(4);
        assertThat(after.lag())
                .as("3 of partition 1, and 2 that are left of partition 2")
                .hasValue(5);
        assertThat(after.setAside()).hasValue(3);
        assertThat(ofAnotherGroup.lag()).hasValue(19);
        assertThat(fromTheEnd.lag()).as("without what it was never to read").hasValue(3);
    }

    @Test
    void tellsTheAgeOfTheNewestRecordAndHowFastTheyCome() throws Exception {
        create();
        FlowView source = flow(true, Map.of());
        Readings empty = read(source, Figures.NONE);
        write(orders, 0, 3);
        write(orders, 1, 1);

        clock.now = WRITTEN.plusSeconds(90);
        Readings first = read(source, Figures.NONE);
        write(orders, 1, 20);
        clock.now = clock.now.plusSeconds(10);
        Readings second = read(source, Figures.NONE);

        assertThat(empty.freshnessMs()).isEmpty();
        assertThat(empty.lag()).as("of a source").isEmpty();
        assertThat(first.freshnessMs()).hasValue(90_000);
        assertThat(second.freshnessMs()).hasValue(100_000);
        assertThat(second.recordsPerSecond()).hasValue(2);
        assertThat(second.setAside()).hasValue(0);
    }

    @Test
    void takesTheRateOfASinkFromItsTasksOrElseFromItsGroup() throws Exception {
        create();
        write(orders, 0, 100);
        FlowView sink = flow(false, Map.of());
        commit("connect-" + name, Map.of(0, 10L));
        Readings first = read(sink, delivered(1_000));

        clock.now = clock.now.plusSeconds(10);
        commit("connect-" + name, Map.of(0, 50L));
        Readings byTasks = read(sink, delivered(1_070));
        clock.now = clock.now.plusSeconds(10);
        commit("connect-" + name, Map.of(0, 80L));
        Readings byGroup = read(sink, Figures.of(List.of(), List.of("a worker gives no figures")));

        assertThat(first.recordsPerSecond()).isEmpty();
        assertThat(byTasks.recordsPerSecond()).hasValue(7);
        assertThat(byGroup.recordsPerSecond()).hasValue(3);
        assertThat(byGroup.lag()).hasValue(20);
    }

    @Test
    void asksForManyFlowsAtOnceAndLeavesOutTopicsThatAreNotThere() throws Exception {
        create();
        write(orders, 0, 2);
        FlowView there = flow(true, Map.of());
        FlowView gone = new FlowView(
                name + "-gone",
                false,
                "type",
                "partner",
                List.of(name + "-nowhere"),
                List.of(name + "-no-letters"),
                "RUNNING",
                List.of(),
                Map.of(),
                Optional.empty(),
                Readings.NONE);

        KafkaReadings.Completed completed = readings.complete(List.of(there, gone), Figures.NONE);

        assertThat(completed.troubles()).isEmpty();
        assertThat(completed.flows()).extracting(FlowView::name).containsExactly(name, name + "-gone");
        assertThat(completed.flows().get(0).readings().freshnessMs()).isPresent();
        assertThat(completed.flows().get(1).readings().lag()).isEmpty();
        assertThat(completed.flows().get(1).readings().setAside()).hasValue(0);
    }

    @Test
    void takesNoMarkerOfATransactionForARecordThatWaits() throws Exception {
        create();
        try (TopicWriter writer = new TopicWriter(Map.of("transactional.id", name))) {
            writer.producer().initTransactions();
            writer.producer().beginTransaction();
            for (int number = 0; number < 2; number++) {
                writer.write(new ProducerRecord<>(orders, 0, "k", "v" + number));
            }
            writer.producer().commitTransaction();
        }
        // The coordinator writes it a moment after it has told the producer.
        Eventually.holds("the marker is behind the two records", () -> end(orders, 0) == 3);
        FlowView sink = flow(false, Map.of());

        commit("connect-" + name, Map.of(0, 1L));
        Readings atOnce = read(sink, Figures.NONE);
        Readings one = lastOfThree(sink);
        commit("connect-" + name, Map.of(0, 2L));
        Readings none = lastOfThree(sink);

        assertThat(atOnce.lag())
                .as("as many as there are offsets, until it has stood still")
                .hasValue(2);
        assertThat(one.lag()).as("a record, and the marker behind it").hasValue(1);
        assertThat(none.lag()).as("the marker").hasValue(0);
    }

    private long end(String topic, int partition) {
        TopicPartition asked = new TopicPartition(topic, partition);
        return KafkaClients.answer(
                        admin.listOffsets(Map.of(asked, OffsetSpec.latest())).partitionResult(asked), "end")
                .offset();
    }

    private Readings lastOfThree(FlowView flow) {
        read(flow, Figures.NONE);
        read(flow, Figures.NONE);
        return read(flow, Figures.NONE);
    }

    private Readings read(FlowView flow, Figures figures) {
        KafkaReadings.Completed completed = readings.complete(List.of(flow), figures);
        assertThat(completed.troubles()).isEmpty();
        return completed.flows().get(0).readings();
    }

    private Figures delivered(long records) {
        return Figures.of(
                List.of(new Figure("rest_sink_delivered", Map.of("connector", name, "task", "0"), records)), List.of());
    }

    private FlowView flow(boolean source, Map<String, String> config) {
        return new FlowView(
                name,
                source,
                "type",
                "partner",
                List.of(orders),
                List.of(letters),
                "RUNNING",
                List.of(),
                config,
                Optional.empty(),
                Readings.NONE);
    }

    private void create() throws ExecutionException, InterruptedException {
        Map<String, String> forEver = Map.of("retention.ms", "-1");
        admin.createTopics(List.of(
                        new NewTopic(orders, Optional.of(3), Optional.empty()).configs(forEver),
                        new NewTopic(letters, Optional.of(1), Optional.empty()).configs(forEver)))
                .all()
                .get();
    }

    /** Each record is as old as {@link #WRITTEN}, or older. */
    private static void write(String topic, int partition, int records) {
        try (TopicWriter writer = new TopicWriter()) {
            for (int number = 0; number < records; number++) {
                long time = WRITTEN.minusSeconds(number).toEpochMilli();
                writer.write(new ProducerRecord<>(topic, partition, time, "k", "v" + number));
            }
        }
    }

    private void commit(String group, Map<Integer, Long> offsets) throws ExecutionException, InterruptedException {
        Map<TopicPartition, OffsetAndMetadata> all = new HashMap<>();
        offsets.forEach(
                (partition, offset) -> all.put(new TopicPartition(orders, partition), new OffsetAndMetadata(offset)));
        admin.alterConsumerGroupOffsets(group, all).all().get();
    }

    private void deleteBefore(String topic, int partition, long offset)
            throws ExecutionException, InterruptedException {
        admin.deleteRecords(Map.of(new TopicPartition(topic, partition), RecordsToDelete.beforeOffset(offset)))
                .all()
                .get();
    }

    /** Stands still, until the test sets it. */
    private static final class TestClock extends Clock {

        private Instant now = WRITTEN.plus(Duration.ofMinutes(1));

        @Override
        public ZoneOffset getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(java.time.ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    }
}
