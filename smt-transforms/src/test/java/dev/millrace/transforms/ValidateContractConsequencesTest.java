package dev.millrace.transforms;

import static dev.millrace.transforms.ValidateContractTest.header;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.testkit.LogCapture;
import dev.millrace.transforms.rewrite.MisusedTransform;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.LongStream;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.connect.connector.ConnectRecord;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.source.SourceRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of records that break a contract, in sources and in sinks. */
final class ValidateContractConsequencesTest {

    private static final Map<String, Object> GOOD = Map.of("id", 11L, "currency", "EUR");
    private static final Map<String, Object> BAD = Map.of("id", 4711L, "ssn", "078-05-1120");
    private static final String CONTRACT =
            "{\"$id\":\"orders\",\"version\":\"1\",\"required\":[\"currency\"],\"properties\":{\"id\":{\"maximum\":100}}}";

    @Test
    void routesInASourceByDefault() {
        ValidateContract<SourceRecord> transform = of(Map.of("quarantine.topic", "orders.bad"));

        SourceRecord routed = kept(transform, source(BAD, 1));

        assertThat(routed.topic()).isEqualTo("orders.bad");
        assertThat(routed.kafkaPartition()).isNull();
        assertThat(routed.value()).isEqualTo(BAD);
        assertThat(routed.key()).isEqualTo("k");
        assertThat(header(routed, "millrace.kind")).isEqualTo("rejected");
        assertThat(header(routed, "millrace.error.topic")).isEqualTo("orders");
        assertThat(header(routed, "contract.id")).isEqualTo("orders");
        assertThat(header(routed, "contract.errors"))
                .isEqualTo(
                        "[{\"path\":\"id\",\"keyword\":\"maximum\"},{\"path\":\"currency\",\"keyword\":\"required\"}]");
        SourceRecord good = source(GOOD, 2);
        assertThat(transform.apply(good)).isSameAs(good);
    }

    @Test
    void needsATopicInASourceWithTheFirstRecord() {
        ValidateContract<SourceRecord> transform = of(Map.of());

        assertThatThrownBy(() -> transform.apply(source(GOOD, 1)))
                .isInstanceOf(MisusedTransform.class)
                .hasMessageContaining("quarantine.topic must be given in a source");
    }

    @Test
    void failsInASinkByDefault() {
        ValidateContract<SinkRecord> transform = of(Map.of());

        assertThatThrownBy(() -> transform.apply(sink(BAD, 1)))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("\"transform\":\"ValidateContract\"")
                .hasMessageContaining("\"code\":\"contract-violation\"")
                .hasMessageContaining("\"path\":\"id\"")
                .hasMessageContaining("currency")
                .hasMessageNotContainingAny("4711", "078-05", "ssn");
    }

    @Test
    void stopsInASinkThatWouldOnlyRenameTheTopic() {
        for (Map<String, String> routing : List.of(
                Map.of("quarantine.topic", "orders.bad"),
                Map.of("quarantine.topic", "orders.bad", "on.violation", "route"))) {
            ValidateContract<SinkRecord> transform = of(routing);

            assertThatThrownBy(() -> transform.apply(sink(GOOD, 1)))
                    .isInstanceOf(MisusedTransform.class)
                    .hasMessageContaining("misconfigured");
        }
    }

    @Test
    void failsInASourceWhereToldSo() {
        ValidateContract<SourceRecord> transform = of(Map.of("on.violation", "fail"));

        assertThatThrownBy(() -> transform.apply(source(BAD, 1))).isInstanceOf(DataException.class);
    }

    @Test
    void tellsOneSetOfReasonsAfterASecondCheck() {
        ValidateContract<SourceRecord> first = of(Map.of("on.violation", "tag"));
        ValidateContract<SourceRecord> second = of(Map.of("on.violation", "tag", "contract", "{\"maxProperties\": 1}"));

        SourceRecord told = kept(second, kept(first, source(BAD, 1)));

        assertThat(told.headers().allWithName("contract.errors")).toIterable().hasSize(1);
        assertThat(header(told, "contract.errors")).isEqualTo("[{\"path\":\"\",\"keyword\":\"maxProperties\"}]");
    }

    @Test
    void tellsTheSideThatItChecked() {
        ValidateContract<SinkRecord> transform = new ValidateContract.Key<>();
        transform.configure(Map.of("contract", "{\"type\": \"integer\"}", "on.violation", "tag"));

        assertThat(header(kept(transform, sink(GOOD, 1)), "contract.stage")).isEqualTo("sink.key");
    }

    @Test
    void drops() {
        ValidateContract<SinkRecord> transform = of(Map.of("on.violation", "drop"));

        assertThat(transform.apply(sink(BAD, 1))).isNull();
        assertThat(transform.apply(sink(GOOD, 1))).isNotNull();
    }

    @Test
    void tellsTenReasonsAtMost() {
        String required = "{\"required\": [\"a\",\"b\",\"c\",\"d\",\"e\",\"f\",\"g\",\"h\",\"i\",\"j\",\"k\",\"l\"]}";
        ValidateContract<SourceRecord> transform = of(Map.of("on.violation", "tag", "contract", required));

        String errors = String.valueOf(header(kept(transform, source(GOOD, 1)), "contract.errors"));

        assertThat(errors.split("required", -1)).hasSize(11);
    }

    @Test
    void checksAShareThatIsTheSameForTheSameRecords() {
        ValidateContract<SinkRecord> sinks = of(Map.of("on.violation", "drop", "sample.rate", "0.25"));
        ValidateContract<SourceRecord> sources = of(Map.of("on.violation", "drop", "sample.rate", "0.25"));

        List<Long> ofSink = LongStream.range(0, 4_000)
                .boxed()
                .filter(at -> sinks.apply(sink(BAD, at)) == null)
                .toList();
        List<Long> ofSource = LongStream.range(0, 4_000)
                .boxed()
                .filter(at -> sources.apply(source(BAD, at)) == null)
                .toList();

        assertThat(ofSink.size()).isBetween(850, 1_150);
        assertThat(ofSource.size()).isBetween(850, 1_150);
        assertThat(ofSink)
                .allSatisfy(at -> assertThat(sinks.apply(sink(BAD, at))).isNull());
        assertThat(ofSource)
                .allSatisfy(at -> assertThat(sources.apply(source(BAD, at))).isNull());
    }

    @Test
    void alwaysChecksARecordWithoutCoordinates() {
        ValidateContract<SourceRecord> transform = of(Map.of("on.violation", "drop", "sample.rate", "0.000001"));

        assertThat(transform.apply(new SourceRecord(null, null, "orders", null, BAD)))
                .isNull();
    }

    @Test
    void readsTheContractFromAFileOnce(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("orders.json"), CONTRACT);
        ValidateContract<SinkRecord> transform = new ValidateContract.Value<>();
        transform.configure(Map.of("contract.file", file.toString()));
        Files.delete(file);

        assertThatThrownBy(() -> transform.apply(sink(BAD, 1))).isInstanceOf(DataException.class);
        assertThatThrownBy(() ->
                        new ValidateContract.Value<SinkRecord>().configure(Map.of("contract.file", file.toString())))
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith("contract.file can't be read");
    }

    @Test
    void needsAContract() {
        assertThatThrownBy(() -> new ValidateContract.Value<SinkRecord>().configure(Map.of()))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("contract or contract.file must be given");
    }

    @Test
    void tellsWhatCanNotBeHeldToOneRecord() {
        try (LogCapture log = new LogCapture()) {
            of(Map.of(
                    "contract",
                    "apiVersion: v3.1.0\nkind: DataContract\nid: o\nversion: 1.10\nschema: [{name: orders,"
                            + " quality: [{metric: rowCount, mustBeGreaterThan: 0}]}]"));

            assertThat(log.lines())
                    .anyMatch(line ->
                            line.startsWith("WARN") && line.contains("contract o 1.10") && line.contains("rowCount"));
        }
    }

    private static <R extends ConnectRecord<R>> ValidateContract<R> of(Map<String, String> options) {
        Map<String, String> all = new HashMap<>(Map.of("contract", CONTRACT));
        all.putAll(options);
        ValidateContract<R> transform = new ValidateContract.Value<>();
        transform.configure(all);
        return transform;
    }

    private static <R extends ConnectRecord<R>> R kept(ValidateContract<R> transform, R record) {
        return Objects.requireNonNull(transform.apply(record), "dropped");
    }

    private static SourceRecord source(@Nullable Object value, long at) {
        return new SourceRecord(
                Map.of("file", "a.csv"), Map.of("line", at), "orders", 3, Schema.STRING_SCHEMA, "k", null, value);
    }

    private static SinkRecord sink(@Nullable Object value, long at) {
        return new SinkRecord("orders", 3, null, "k", null, value, at, 1L, TimestampType.CREATE_TIME);
    }
}
