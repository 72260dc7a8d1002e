package dev.millrace.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.connect.components.Versioned;
import org.apache.kafka.connect.connector.ConnectRecord;
import org.apache.kafka.connect.data.ConnectSchema;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.header.ConnectHeaders;
import org.apache.kafka.connect.header.Header;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.transforms.Transformation;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/**
 * What each transform promises, as a test per sentence. A subclass gives the transform, a configuration, and a sample with all
 * that the configuration touches; it says once what must become of the sample, and the contract asks it in every form.
 */
public abstract class TransformContract {
    private static final String KIND = "millrace.kind";
    private static final String PAYLOAD = "payload-4711-never-told";
    private static final Pattern FAILURE =
            Pattern.compile("\\{\"transform\":\"[^\"]+\",\"rule\":\".*\",\"path\":\".*\",\"code\":\"[a-z0-9-]+\".*}");
    private static final Pattern CODE = Pattern.compile("\"code\":\"([^\"]*)\"");
    private static final int THREADS = 4;
    private static final int ROUNDS = 200;
    private static final int SCHEMAS = 300;

    private final List<AutoCloseable> opened = new ArrayList<>();

    /** A new transform, not configured: that of values, or of whole records. */
    protected abstract <R extends ConnectRecord<R>> Transformation<R> transform();

    /** The same for keys; empty where it has none. */
    protected <R extends ConnectRecord<R>> Optional<Transformation<R>> keyTransform() {
        return Optional.empty();
    }

    /** A valid configuration that does something with the sample. */
    protected abstract Map<String, String> configuration();

    /** The sample: a record's value with all that the configuration touches, best with optional fields, nesting and a list. */
    protected abstract Struct struct();

    /** The sample as a map without a schema; as it stands, the struct's content. */
    protected Map<String, Object> map() {
        return SampleVariants.asMap(struct());
    }

    /** Asserts what became of the sample; asked for the struct and for the map. {@link PlainValue} makes both comparable. */
    protected abstract void check(SourceRecord before, @Nullable SourceRecord after);

    /**
     * What is added to {@link #configuration} so that a path leads nowhere in the sample, without {@code on.missing}; empty
     * where no path can.
     */
    protected abstract Map<String, String> missingPath();

    /** A wrong value for each key that can have one: each must be reported on its key. */
    protected abstract Map<String, String> wrongValues();

    /** Whether the result of a struct keeps the schema's name, version, documentation and parameters. */
    protected boolean keepsSchema() {
        return true;
    }

    /** Whether what stays in a map keeps its order. */
    protected boolean keepsOrder() {
        return true;
    }

    /** Whether a struct and a map with the same content give the same. */
    protected boolean treatsMapsAsStructs() {
        return true;
    }

    /** A record of a source with a value; each call gives another instance, of one origin. */
    protected SourceRecord record(@Nullable Schema schema, @Nullable Object value) {
        return new SourceRecord(
                Map.of("file", "orders.csv"),
                Map.of("line", 7L),
                "orders",
                0,
                Schema.STRING_SCHEMA,
                "k-1",
                schema,
                value,
                1_700_000_000_000L,
                new ConnectHeaders().addString("trace", "t-1"));
    }

    /** What counts of a record when two results are compared; leave out what differs on purpose, such as fresh ciphertext. */
    protected Map<String, @Nullable Object> essence(ConnectRecord<?> record) {
        Map<String, @Nullable Object> parts = new LinkedHashMap<>();
        parts.put("topic", record.topic());
        parts.put("key", PlainValue.withoutNulls(record.key()));
        parts.put("value", PlainValue.withoutNulls(record.value()));
        parts.put("timestamp", record.timestamp());
        for (Header header : record.headers()) {
            parts.merge(
                    "header " + header.key(),
                    String.valueOf(PlainValue.of(header.value())),
                    (one, other) -> one + "," + other);
        }
        return parts;
    }

    @Test
    void doesItsWorkOnAStruct() {
        SourceRecord before = ofStruct(struct());

        check(before, configured().apply(before));
    }

    @Test
    void doesItsWorkOnAMap() {
        SourceRecord before = record(null, map());

        check(before, configured().apply(before));
    }

    @Test
    void givesTheSameForAStructAndAMap() {
        Assumptions.assumeTrue(treatsMapsAsStructs(), "it does to maps what has no sense for structs");
        Transformation<SourceRecord> transform = configured();

        assertThat(outcome(transform, record(null, map()))).isEqualTo(outcome(transform, ofStruct(struct())));
    }

    @Test
    void doesToKeysWhatItDoesToValues() {
        Transformation<SourceRecord> values = configured();
        Optional<Transformation<SourceRecord>> keys = keyTransform();
        Assumptions.assumeTrue(keys.isPresent(), "it has no twin for keys");
        configure(keys.get(), configuration());
        SourceRecord sample = ofStruct(struct());
        SourceRecord turned = sample.newRecord(
                "orders", 0, sample.valueSchema(), sample.value(), Schema.STRING_SCHEMA, "v", sample.timestamp());

        SourceRecord ofKey = keys.get().apply(turned);
        SourceRecord ofValue = values.apply(sample);

        assertThat(ofKey == null).isEqualTo(ofValue == null);
        if (ofKey != null && ofValue != null) {
            assertThat(essence(swapped(ofKey)).get("value"))
                    .isEqualTo(essence(ofValue).get("value"));
            assertThat(ofKey.value()).isEqualTo("v");
        }
    }

    @Test
    void doesToRecordsOfSinksWhatItDoesToThoseOfSources() {
        Transformation<SinkRecord> sinks = transform();
        configure(sinks, configuration());
        SourceRecord sample = ofStruct(struct());
        SinkRecord sunk = new SinkRecord(
                "orders",
                0,
                sample.keySchema(),
                sample.key(),
                sample.valueSchema(),
                sample.value(),
                42,
                sample.timestamp(),
                TimestampType.CREATE_TIME,
                sample.headers());

        SinkRecord ofSink = sinks.apply(sunk);
        SourceRecord ofSource = configured().apply(sample);

        assertThat(ofSink == null).isEqualTo(ofSource == null);
        if (ofSink != null && ofSource != null) {
            assertThat(PlainValue.withoutNulls(ofSink.value()) == null)
                    .isEqualTo(PlainValue.withoutNulls(ofSource.value()) == null);
            assertThat(ofSink.originalTopic()).isEqualTo("orders");
            assertThat(ofSink.originalKafkaOffset()).isEqualTo(42);
        }
    }

    @Test
    void leavesWhatItGetsUnchanged() {
        for (SourceRecord before : List.of(ofStruct(struct()), record(null, map()))) {
            String told = toldOf(before);

            configured().apply(before);

            assertThat(toldOf(before)).isEqualTo(told);
        }
    }

    @Test
    void givesTheSameForTheSameRecordTwice() {
        for (SourceRecord before : List.of(ofStruct(struct()), record(null, map()))) {
            Transformation<SourceRecord> transform = configured();

            assertThat(outcome(transform, before)).isEqualTo(outcome(transform, before));
        }
    }

    @Test
    void givesSchemasThatItsValuesAreOf() {
        Transformation<SourceRecord> transform = configured();

        for (Struct variant : variants()) {
            SourceRecord after = applied(transform, ofStruct(variant)).orElse(null);
            if (after != null && after.valueSchema() != null) {
                ConnectSchema.validateValue(after.valueSchema(), after.value());
                if (after.value() instanceof Struct struct) {
                    struct.validate();
                    assertThat(struct.schema()).isEqualTo(after.valueSchema());
                }
            }
        }
    }

    @Test
    void derivesASchemaOnce() {
        Transformation<SourceRecord> transform = configured();
        Struct struct = struct();

        Optional<SourceRecord> one = applied(transform, ofStruct(struct));
        Optional<SourceRecord> other = applied(
                transform, ofStruct(SampleVariants.named(struct, struct.schema().name())));

        Assumptions.assumeTrue(
                one.isPresent() && other.isPresent() && struct.schema().defaultValue() == null);
        assertThat(other.get().valueSchema()).isEqualTo(one.get().valueSchema());
        assertThat(applied(transform, ofStruct(struct)).orElseThrow().valueSchema())
                .isSameAs(one.get().valueSchema());
    }

    @Test
    void keepsWhatTheSchemaSaysAboutItself() {
        Assumptions.assumeTrue(keepsSchema(), "it makes schemas of its own");
        Schema before = struct().schema();

        SourceRecord after = configured().apply(ofStruct(struct()));

        Assumptions.assumeTrue(after != null && after.value() instanceof Struct, "it makes no struct of one");
        Schema schema = after.valueSchema();
        assertThat(schema.name()).isEqualTo(before.name());
        assertThat(schema.version()).isEqualTo(before.version());
        assertThat(schema.doc()).isEqualTo(before.doc());
        assertThat(schema.parameters()).isEqualTo(before.parameters());
    }

    @Test
    void keepsTheOrderOfAMap() {
        Assumptions.assumeTrue(keepsOrder(), "it orders fields by its own rule");
        Map<String, Object> map = map();

        SourceRecord after = configured().apply(record(null, map));

        Assumptions.assumeTrue(after != null && after.value() instanceof Map, "it makes no map of one");
        List<Object> kept = new ArrayList<>(((Map<?, ?>) after.value()).keySet());
        kept.retainAll(map.keySet());
        List<Object> expected = new ArrayList<>(map.keySet());
        expected.retainAll(kept);
        assertThat(kept).isEqualTo(expected);
    }

    @Test
    void takesNullAtEveryLevel() {
        Transformation<SourceRecord> transform = configured();
        List<Struct> variants = SampleVariants.withNulls(struct());
        assertThat(variants)
                .as("places that can be null: give the sample optional fields")
                .isNotEmpty();

        for (Struct variant : variants) {
            Object ofStruct = outcome(transform, ofStruct(variant));
            Object ofMap = outcome(transform, record(null, PlainValue.of(variant)));
            if (treatsMapsAsStructs()) {
                assertThat(ofMap).as("with null: %s", PlainValue.of(variant)).isEqualTo(ofStruct);
            }
        }
    }

    @Test
    void putsNoDefaultOfASchemaWhereNobodyAskedForIt() {
        SourceRecord after = configured().apply(ofStruct(SampleVariants.evolved(struct())));

        assertThat(after == null ? "" : toldOf(after)).doesNotContain(SampleVariants.DEFAULT);
    }

    @Test
    void tellsNoValueWhenItFails() {
        for (Object wrong : List.of(PAYLOAD, Map.of(PAYLOAD, PAYLOAD), List.of(PAYLOAD), 4711.25, true)) {
            Transformation<SourceRecord> transform = configured();
            for (Map<String, Object> variant : SampleVariants.withEachReplaced(map(), wrong)) {
                Object told = outcome(transform, record(null, variant));
                assertThat(told instanceof String ? told.toString() : "").doesNotContain("4711");
            }
        }
    }

    @Test
    void followsASchemaThatEvolves() {
        Transformation<SourceRecord> transform = configured();
        Struct evolved = SampleVariants.evolved(struct());

        for (Struct next : List.of(struct(), evolved, struct(), evolved)) {
            assertThat(outcome(transform, ofStruct(next))).isEqualTo(outcome(configured(), ofStruct(next)));
        }
    }

    @Test
    void isRightForMoreSchemasThanItRemembers() {
        Transformation<SourceRecord> transform = configured();
        Object expected = outcome(transform, ofStruct(struct()));

        for (int round = 0; round < 2; round++) {
            for (int number = 0; number < SCHEMAS; number++) {
                Struct next = SampleVariants.named(struct(), "schema" + number);
                assertThat(withoutName(outcome(transform, ofStruct(next)))).isEqualTo(withoutName(expected));
            }
        }
    }

    /** Takes away what a result holds of a schema's name; as it stands, results hold none. */
    protected Object withoutName(Object outcome) {
        return outcome;
    }

    @Test
    void servesSeveralThreads() throws Exception {
        Transformation<SourceRecord> transform = configured();
        List<SourceRecord> records = new ArrayList<>();
        variants().forEach(variant -> records.add(ofStruct(variant)));
        variants().forEach(variant -> records.add(record(null, PlainValue.of(variant))));
        SampleVariants.withEachReplaced(map(), "another text").forEach(variant -> records.add(record(null, variant)));
        List<Object> expected =
                records.stream().map(record -> outcome(transform, record)).toList();

        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            List<Future<?>> running = new ArrayList<>();
            for (int thread = 0; thread < THREADS; thread++) {
                int shift = thread;
                running.add(threads.submit(() -> {
                    for (int round = 0; round < ROUNDS; round++) {
                        int at = (round + shift) % records.size();
                        assertThat(outcome(transform, records.get(at))).isEqualTo(expected.get(at));
                    }
                }));
            }
            for (Future<?> one : running) {
                one.get(600, TimeUnit.SECONDS);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void letsRecordsThatAreNoDataThrough() {
        for (String kind : List.of("audit", "malformed", "ack", "session", "rejected")) {
            SourceRecord before = ofStruct(struct());
            before.headers().addString(KIND, kind);

            assertThat(configured().apply(before)).isSameAs(before);
        }
        SourceRecord empty = record(null, null);
        empty.headers().addString(KIND, "session");
        assertThat(configured().apply(empty)).isSameAs(empty);
    }

    @Test
    void handlesTombstonesAsTold() {
        SourceRecord tombstone = record(null, null);
        if (!configured().config().names().contains("on.tombstone")) {
            assertThat(outcome(configured(), tombstone)).isNotNull();
            return;
        }

        assertThat(configured().apply(tombstone)).as("by default").isSameAs(tombstone);
        assertThat(configured(Map.of("on.tombstone", "pass")).apply(tombstone)).isSameAs(tombstone);
        assertThat(configured(Map.of("on.tombstone", "drop")).apply(tombstone)).isNull();
        assertThat(outcome(configured(Map.of("on.tombstone", "fail")), tombstone))
                .isEqualTo("failed: tombstone");
    }

    @Test
    void handlesAMissingPathAsTold() {
        Assumptions.assumeFalse(missingPath().isEmpty(), "no path can be missing for it");
        Map<String, String> fails = new HashMap<>(missingPath());
        Map<String, String> ignores = new HashMap<>(missingPath());
        if (configured().config().names().contains("on.missing")) {
            fails.put("on.missing", "fail");
            ignores.put("on.missing", "ignore");
            assertThat(outcome(configured(ignores), ofStruct(struct()))).isInstanceOf(Map.class);
            assertThat(outcome(configured(ignores), record(null, map()))).isInstanceOf(Map.class);
        }

        assertThat(outcome(configured(fails), ofStruct(struct()))).isEqualTo("failed: missing");
        assertThat(outcome(configured(fails), record(null, map()))).isEqualTo("failed: missing");
    }

    @Test
    void documentsEveryKey() {
        DeclaredOptions.assertDocumented(this.<SourceRecord>transform().config());
    }

    @Test
    void acceptsTheConfigurationWhenItIsValidated() {
        assertThat(errors(configuration())).isEmpty();
    }

    @Test
    void reportsAWrongValueOnItsKey() {
        wrongValues().forEach((key, value) -> {
            Map<String, String> wrong = new HashMap<>(configuration());
            wrong.put(key, value);

            assertThat(errors(wrong)).as("errors for a wrong value of %s", key).containsKey(key);
            assertThatThrownBy(() -> configure(transform(), wrong))
                    .as("configured with a wrong value of %s", key)
                    .isInstanceOf(ConfigException.class)
                    .hasMessageContaining(key);
        });
    }

    @Test
    void canBeClosedAtAnyTime() {
        Transformation<SourceRecord> never = transform();
        assertThatCode(never::close).doesNotThrowAnyException();

        Transformation<SourceRecord> transform = configured();
        assertThatCode(transform::close).doesNotThrowAnyException();
        assertThatCode(transform::close).doesNotThrowAnyException();
    }

    @Test
    void tellsItsVersion() {
        assertThat(this.<SourceRecord>transform())
                .isInstanceOfSatisfying(
                        Versioned.class,
                        versioned -> assertThat(versioned.version()).isNotBlank());
    }

    @AfterEach
    void closeAll() throws Exception {
        for (AutoCloseable one : opened) {
            one.close();
        }
    }

    /** A transform with the configuration, which the contract closes. */
    protected final Transformation<SourceRecord> configured() {
        return configured(Map.of());
    }

    /** A transform with the configuration and what is added to it, which the contract closes. */
    protected final Transformation<SourceRecord> configured(Map<String, String> added) {
        Transformation<SourceRecord> transform = transform();
        Map<String, String> whole = new HashMap<>(configuration());
        whole.putAll(added);
        configure(transform, whole);
        return transform;
    }

    /** A record of a source with a struct as its value. */
    protected final SourceRecord ofStruct(Struct struct) {
        return record(struct.schema(), struct);
    }

    private void configure(Transformation<?> transform, Map<String, String> configuration) {
        opened.add(transform);
        transform.configure(configuration);
    }

    private List<Struct> variants() {
        List<Struct> variants = new ArrayList<>(SampleVariants.withNulls(struct()));
        variants.add(struct());
        variants.add(SampleVariants.evolved(struct()));
        return variants;
    }

    private Optional<SourceRecord> applied(Transformation<SourceRecord> transform, SourceRecord record) {
        try {
            return Optional.ofNullable(transform.apply(record));
        } catch (DataException failed) {
            assertThat(String.valueOf(failed.getMessage()))
                    .as("a failure is one line of JSON")
                    .matches(FAILURE);
            return Optional.empty();
        }
    }

    /** What comes of a record: its essence, {@code dropped}, or {@code failed} with the code. */
    protected final Object outcome(Transformation<SourceRecord> transform, SourceRecord record) {
        try {
            SourceRecord after = transform.apply(record);
            return after == null ? "dropped" : essence(after);
        } catch (DataException failed) {
            String message = String.valueOf(failed.getMessage());
            assertThat(message)
                    .as("a failure is one line of JSON")
                    .matches(FAILURE)
                    .doesNotContain("4711", "\n");
            var code = CODE.matcher(message);
            assertThat(code.find()).isTrue();
            assertThat(code.group(1)).as("a defect: %s", message).isNotEqualTo("defect");
            return "failed: " + code.group(1);
        }
    }

    private static SourceRecord swapped(SourceRecord record) {
        return record.newRecord(
                record.topic(),
                record.kafkaPartition(),
                record.valueSchema(),
                record.value(),
                record.keySchema(),
                record.key(),
                record.timestamp());
    }

    private static String toldOf(SourceRecord record) {
        StringBuilder told = new StringBuilder();
        Consumer<@Nullable Object> add =
                part -> told.append(PlainValue.of(part)).append('|');
        add.accept(record.topic());
        add.accept(record.key());
        add.accept(record.value());
        add.accept(record.timestamp());
        record.headers().forEach(header -> add.accept(header.key() + "=" + PlainValue.of(header.value())));
        return told.toString();
    }

    private Map<String, List<String>> errors(Map<String, String> configuration) {
        return DeclaredOptions.errors(this.<SourceRecord>transform().config(), configuration);
    }
}
