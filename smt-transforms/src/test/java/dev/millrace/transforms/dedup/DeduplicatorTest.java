package dev.millrace.transforms.dedup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.transforms.Deduplicate;
import dev.millrace.transforms.rewrite.CrossCheck;
import dev.millrace.transforms.rewrite.MisusedTransform;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.ConfigValue;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.source.SourceRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DeduplicatorTest {

    private static final Schema ORDER = SchemaBuilder.struct()
            .field("id", Schema.OPTIONAL_STRING_SCHEMA)
            .field("amount", Schema.INT32_SCHEMA)
            .build();

    private final HandClock clock = new HandClock();
    private final List<Deduplicator> open = new ArrayList<>();

    @AfterEach
    void close() {
        open.forEach(Deduplicator::close);
    }

    @Test
    void dropsAnotherRecordWithTheSameId() {
        Deduplicator deduplicator = deduplicator("id", "id");

        List<SourceRecord> passed = run(deduplicator, source(1, "A"), source(2, "B"), source(3, "A"), source(4, "C"));

        assertThat(passed).extracting(DeduplicatorTest::offset).containsExactly(1L, 2L, 4L);
    }

    @Test
    void readsStructsAndMapsAlike() {
        Deduplicator deduplicator = deduplicator("id", "id,amount");
        SourceRecord struct = new SourceRecord(
                Map.of(),
                Map.of("o", 2L),
                "t",
                ORDER,
                new Struct(ORDER).put("id", "A").put("amount", 1));
        SourceRecord other = new SourceRecord(
                Map.of(),
                Map.of("o", 3L),
                "t",
                ORDER,
                new Struct(ORDER).put("id", "A").put("amount", 2));

        List<SourceRecord> passed = run(deduplicator, source(1, "A"), struct, other);

        assertThat(passed).extracting(DeduplicatorTest::offset).containsExactly(1L, 3L);
    }

    @Test
    void passesARecordThatIsTransformedAgainAfterAFailedSend() {
        Deduplicator deduplicator = deduplicator("id", "id");
        List<SourceRecord> batch = List.of(source(1, "A"), source(2, "B"), source(3, "A"), source(4, "C"));
        List<SourceRecord> sent = new ArrayList<>();

        // What AbstractWorkerSourceTask#sendRecords does when the send of the second and of the fourth record fails
        // twice.
        List<SourceRecord> toSend = batch;
        List<Long> failures = new ArrayList<>(List.of(2L, 2L, 4L, 4L));
        while (!toSend.isEmpty()) {
            toSend = sendRecords(deduplicator, toSend, failures, sent);
        }

        assertThat(sent).extracting(DeduplicatorTest::offset).containsExactly(1L, 2L, 4L);
    }

    @Test
    void passesAWholeBatchThatIsTransformedAgain() {
        Deduplicator deduplicator = deduplicator("id", "id");
        SourceRecord[] batch =
                IntStream.range(0, 50).mapToObj(n -> source(n, "id" + n)).toArray(SourceRecord[]::new);
        run(deduplicator, batch);

        List<SourceRecord> again = run(deduplicator, batch);

        assertThat(again).hasSize(50);
    }

    @Test
    void passesARecordWithoutAnOffsetThatComesDirectlyBehindItself() {
        Deduplicator deduplicator = deduplicator("id", "id");

        List<SourceRecord> passed =
                run(deduplicator, loose("A"), loose("A"), loose("A"), loose("B"), loose("A"), loose("B"), loose("C"));

        assertThat(passed)
                .extracting(record -> (Object) ((Map<?, ?>) record.value()).get("id"))
                .containsExactly("A", "A", "A", "B", "C");
    }

    @Test
    void dropsARecordWithoutAnOffsetDirectlyBehindAnotherDuplicate() {
        Deduplicator deduplicator = deduplicator("id", "id");

        List<SourceRecord> passed = run(deduplicator, loose("A"), loose("B"), loose("A"), loose("A"), loose("A"));

        assertThat(passed).hasSize(2);
    }

    @Test
    void passesARecordOfASinkThatIsReadAgainWhateverItsTopicIsNow() {
        Deduplicator deduplicator = deduplicator("id", "$key");
        SinkRecord first = sink(0, 10, "k");
        SinkRecord again = sink(0, 10, "k").newRecord("renamed", 3, null, "k", null, null, 5L);
        SinkRecord other = sink(1, 10, "k");

        assertThat(deduplicator.apply(first)).isSameAs(first);
        assertThat(deduplicator.apply(again)).isSameAs(again);
        assertThat(deduplicator.apply(other)).isNull();
        assertThat(deduplicator.apply(first)).isSameAs(first);
    }

    @Test
    void passesWhatASinkReadsAgainAlthoughAnotherRecordHasTakenItsId() {
        Deduplicator deduplicator = deduplicator("id", "$key", "window.ms", "1000", "time", "wallclock");
        deduplicator.apply(sink(0, 10, "k"));
        clock.advance(1_001);
        deduplicator.apply(sink(0, 11, "k"));

        SinkRecord again = deduplicator.apply(sink(0, 10, "k"));

        assertThat(again).isNotNull();
        assertThat(deduplicator.apply(sink(0, 11, "k"))).isNotNull();
        assertThat(deduplicator.apply(sink(0, 12, "k"))).isNull();
    }

    @Test
    void forgetsAnIdWhenItsWindowIsOver() {
        Deduplicator deduplicator = deduplicator("id", "id", "window.ms", "1000", "time", "wallclock");
        run(deduplicator, source(1, "A"));
        clock.advance(1_000);
        List<SourceRecord> within = run(deduplicator, source(2, "A"));
        clock.advance(1);
        List<SourceRecord> behind = run(deduplicator, source(3, "A"));

        assertThat(within).isEmpty();
        assertThat(behind).hasSize(1);
    }

    @Test
    void measuresTheWindowByTheTimeOfTheRecordsInBothDirections() {
        Deduplicator deduplicator = deduplicator("id", "id", "window.ms", "1000");

        List<SourceRecord> passed = run(
                deduplicator,
                at(5_000, 1, "A"),
                at(6_000, 2, "A"),
                at(4_000, 3, "A"),
                at(6_001, 4, "A"),
                at(3_000, 5, "A"));

        assertThat(passed).extracting(DeduplicatorTest::offset).containsExactly(1L, 4L, 5L);
    }

    @Test
    void takesTheWorkersClockForRecordsWithoutATime() {
        Deduplicator deduplicator = deduplicator("id", "id", "window.ms", "1000");
        run(deduplicator, source(1, "A"));
        clock.advance(1_001);

        assertThat(run(deduplicator, source(2, "A"))).hasSize(1);
    }

    @Test
    void forgetsTheOldestIdBeyondItsBound() {
        Deduplicator deduplicator = deduplicator("id", "id", "max.entries", "2");
        run(deduplicator, source(1, "A"), source(2, "B"), source(3, "C"));

        List<SourceRecord> passed = run(deduplicator, source(4, "A"), source(5, "C"));

        assertThat(passed).extracting(DeduplicatorTest::offset).containsExactly(4L);
    }

    @Test
    void tellsRecordsOfDifferentTopicsApart() {
        Deduplicator deduplicator = deduplicator("id", "payload-hash");
        SourceRecord orders = new SourceRecord(Map.of(), Map.of("o", 1L), "orders", null, "x");
        SourceRecord invoices = new SourceRecord(Map.of(), Map.of("o", 2L), "invoices", null, "x");

        assertThat(run(deduplicator, orders, invoices)).hasSize(2);
    }

    @Test
    void takesKeyAndValueAsAWholeForAPayloadHash() {
        Deduplicator deduplicator = deduplicator("id", "payload-hash");
        SourceRecord first = new SourceRecord(Map.of(), Map.of("o", 1L), "t", null, "k", null, Map.of("a", 1, "b", 2));
        SourceRecord same = new SourceRecord(Map.of(), Map.of("o", 2L), "t", null, "k", null, Map.of("b", 2, "a", 1));
        SourceRecord otherKey = new SourceRecord(Map.of(), Map.of("o", 3L), "t", null, "l", null, first.value());

        assertThat(run(deduplicator, first, same, otherKey))
                .extracting(DeduplicatorTest::offset)
                .containsExactly(1L, 3L);
    }

    @Test
    void tagsADuplicate() {
        Deduplicator deduplicator = deduplicator("id", "id", "on.duplicate", "tag");
        SourceRecord second = source(2, "A");
        second.headers().addString("own", "x");

        List<SourceRecord> passed = run(deduplicator, source(1, "A"), second);

        assertThat(passed.get(0).headers()).isEmpty();
        assertThat(passed.get(1).headers().lastWithName("millrace.duplicate").value())
                .isEqualTo(true);
        assertThat(passed.get(1).headers().lastWithName("own").value()).isEqualTo("x");
        assertThat(second.headers()).hasSize(1);
    }

    @Test
    void routesADuplicateOfASourceAndRefusesToInASink() {
        Deduplicator deduplicator =
                deduplicator("id", "$key", "on.duplicate", "route", "quarantine.topic", "duplicates");
        SourceRecord first = new SourceRecord(Map.of(), Map.of("o", 1L), "t", null, "k", null, "v");
        SourceRecord second = new SourceRecord(Map.of(), Map.of("o", 2L), "t", null, "k", null, "w");

        List<SourceRecord> passed = run(deduplicator, first, second);

        assertThat(passed.get(1).topic()).isEqualTo("duplicates");
        assertThat(passed.get(1).value()).isEqualTo("w");
        assertThat(passed.get(1).headers().lastWithName("millrace.kind").value())
                .isEqualTo("rejected");
        assertThat(passed.get(1).headers().lastWithName("millrace.error.code").value())
                .isEqualTo("duplicate");
        deduplicator.apply(sink(0, 1, "k"));
        SinkRecord duplicate = sink(0, 2, "k");
        assertThatThrownBy(() -> deduplicator.apply(duplicate))
                .isInstanceOf(MisusedTransform.class)
                .hasMessageContaining("on.duplicate");
    }

    @Test
    void passesRecordsWithoutAnIdUnlessToldOtherwise() {
        SourceRecord none = new SourceRecord(Map.of(), Map.of("o", 1L), "t", null, Map.of("amount", 1));
        SourceRecord next = new SourceRecord(Map.of(), Map.of("o", 2L), "t", null, Map.of("amount", 2));
        SourceRecord tombstone = new SourceRecord(Map.of(), Map.of("o", 3L), "t", null, null);

        assertThat(run(deduplicator("id", "id"), none, next, tombstone)).hasSize(3);
        assertThat(run(deduplicator("id", "id", "on.missing", "null"), none, next, tombstone))
                .hasSize(1);
        Deduplicator strict = deduplicator("id", "id", "on.missing", "fail");
        assertThatThrownBy(() -> strict.apply(none))
                .isInstanceOf(DataException.class)
                .hasMessage("{\"transform\":\"Deduplicate\",\"rule\":\"id\",\"path\":\"id\",\"code\":\"missing\"}");
    }

    @Test
    void passesRecordsThatAreNoData() {
        Deduplicator deduplicator = deduplicator("id", "payload-hash");
        SourceRecord first = new SourceRecord(Map.of(), Map.of("o", 1L), "t", null, "x");
        SourceRecord second = new SourceRecord(Map.of(), Map.of("o", 2L), "t", null, "x");
        first.headers().addString("millrace.kind", "audit");
        second.headers().addString("millrace.kind", "audit");

        assertThat(run(deduplicator, first, second)).containsExactly(first, second);
    }

    @Test
    void passesOneOfManyThatComeAtOnce() {
        Deduplicator deduplicator = deduplicator("id", "id");

        long passed = IntStream.range(0, 4_000)
                .parallel()
                .mapToObj(n -> deduplicator.apply(source(n, "id" + n % 100)))
                .filter(record -> record != null)
                .count();

        assertThat(passed).isEqualTo(100);
    }

    @Test
    void refusesIdsThatLeadNowhere() {
        assertThat(problem(Map.of("id", "items[*].sku")))
                .isEqualTo("id names items[*].sku, which leads to many places; name one, such as [0] for [*]");
        assertThat(problem(Map.of("id", "a..b"))).startsWith("id holds the path a..b");
        assertThat(problem(Map.of("id", ""))).startsWith("id names nothing");
        assertThat(problem(Map.of("id", "payload-hash,a"))).contains("beside paths");
        assertThat(problems(Map.of("id", "a", "on.duplicate", "route"), "quarantine.topic"))
                .anyMatch(message -> message.contains("on.duplicate=route"));
        assertThatThrownBy(() -> deduplicator("id", "a", "on.duplicate", "route"))
                .isInstanceOf(ConfigException.class);
    }

    private static String problem(Map<String, String> configuration) {
        return problems(configuration, "id").get(0);
    }

    private static List<String> problems(Map<String, String> configuration, String key) {
        return new Deduplicate<SourceRecord>()
                .config().validate(configuration).stream()
                        .filter(value -> value.name().equals(key))
                        .map(ConfigValue::errorMessages)
                        .findFirst()
                        .orElseThrow();
    }

    private Deduplicator deduplicator(String... pairs) {
        Map<String, String> configuration = new HashMap<>();
        for (int at = 0; at < pairs.length; at += 2) {
            configuration.put(pairs[at], pairs[at + 1]);
        }
        ConfigDef definition = new Deduplicate<SourceRecord>().config();
        Deduplicator made = Deduplicator.from(CrossCheck.parse(definition, configuration), clock);
        open.add(made);
        return made;
    }

    /** Sends until one fails; gives what is left to send. */
    private static List<SourceRecord> sendRecords(
            Deduplicator deduplicator, List<SourceRecord> toSend, List<Long> failures, List<SourceRecord> sent) {
        int processed = 0;
        for (SourceRecord record : toSend) {
            SourceRecord transformed = deduplicator.apply(record);
            if (transformed != null) {
                if (failures.remove((Object) offset(record))) {
                    return toSend.subList(processed, toSend.size());
                }
                sent.add(transformed);
            }
            processed++;
        }
        return List.of();
    }

    private static List<SourceRecord> run(Deduplicator deduplicator, SourceRecord... records) {
        List<SourceRecord> passed = new ArrayList<>();
        for (SourceRecord record : records) {
            @Nullable SourceRecord next = deduplicator.apply(record);
            if (next != null) {
                passed.add(next);
            }
        }
        return passed;
    }

    private static Long offset(SourceRecord record) {
        return (Long) Objects.requireNonNull(record.sourceOffset().get("o"));
    }

    private static SourceRecord source(long offset, String id) {
        return new SourceRecord(
                Map.of("f", "a"), Map.of("o", offset), "t", null, new HashMap<>(Map.of("id", id, "amount", 1)));
    }

    private static SourceRecord at(long time, long offset, String id) {
        return new SourceRecord(
                Map.of("f", "a"), Map.of("o", offset), "t", null, null, null, null, Map.of("id", id), time);
    }

    private static SourceRecord loose(String id) {
        return new SourceRecord(Map.of("f", "a"), null, "t", null, Map.of("id", id));
    }

    private static SinkRecord sink(int partition, long offset, String key) {
        return new SinkRecord("t", partition, null, key, null, "v" + offset, offset, 5L, TimestampType.CREATE_TIME);
    }
}
