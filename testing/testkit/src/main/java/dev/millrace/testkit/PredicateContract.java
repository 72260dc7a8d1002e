package dev.millrace.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.connect.components.Versioned;
import org.apache.kafka.connect.connector.ConnectRecord;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.header.ConnectHeaders;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.transforms.predicates.Predicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What each predicate promises, as a test per sentence. A subclass gives the predicate, a configuration and a sample. */
public abstract class PredicateContract {
    private static final String PAYLOAD = "payload-4711-never-told";
    private static final int THREADS = 4;
    private static final int ROUNDS = 200;
    private static final int SCHEMAS = 300;

    private final List<AutoCloseable> opened = new ArrayList<>();

    /** A new predicate, not configured. */
    protected abstract <R extends ConnectRecord<R>> Predicate<R> predicate();

    /** A valid configuration. */
    protected abstract Map<String, String> configuration();

    /** The sample: a record's value that the predicate is true for, best with optional fields, nesting and a list. */
    protected abstract Struct struct();

    /** The sample as a map without a schema; as it stands, the struct's content. */
    protected Map<String, Object> map() {
        return SampleVariants.asMap(struct());
    }

    /** A record that the predicate is false for. */
    protected abstract SourceRecord other();

    /** A wrong value for each key that can have one: each must be reported on its key. */
    protected abstract Map<String, String> wrongValues();

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

    @Test
    void isTrueForTheSampleInBothForms() {
        Predicate<SourceRecord> predicate = configured();

        assertThat(predicate.test(ofStruct(struct()))).isTrue();
        assertThat(predicate.test(record(null, map()))).isTrue();
    }

    @Test
    void isFalseForTheOther() {
        assertThat(configured().test(other())).isFalse();
    }

    @Test
    void answersForTombstonesAndForNullAtEveryLevel() {
        Predicate<SourceRecord> predicate = configured();

        assertThat(outcome(predicate, record(null, null))).isNotBlank();
        for (Struct variant : SampleVariants.withNulls(struct())) {
            assertThat(outcome(predicate, record(null, PlainValue.of(variant))))
                    .as("with null: %s", PlainValue.of(variant))
                    .isEqualTo(outcome(predicate, ofStruct(variant)));
        }
    }

    @Test
    void tellsNoValueWhenItFails() {
        Predicate<SourceRecord> predicate = configured();

        for (Object wrong : List.of(PAYLOAD, Map.of(PAYLOAD, PAYLOAD), List.of(PAYLOAD), 4711.25, true)) {
            for (Map<String, Object> variant : SampleVariants.withEachReplaced(map(), wrong)) {
                assertThat(outcome(predicate, record(null, variant))).doesNotContain("4711");
            }
        }
    }

    @Test
    void leavesWhatItGetsUnchanged() {
        SourceRecord before = ofStruct(struct());
        Object told = PlainValue.of(before.value());

        configured().test(before);

        assertThat(PlainValue.of(before.value())).isEqualTo(told);
        assertThat(before.headers()).isEqualTo(record(null, null).headers());
    }

    @Test
    void isRightForMoreSchemasThanItRemembers() {
        Predicate<SourceRecord> predicate = configured();

        for (int round = 0; round < 2; round++) {
            for (int number = 0; number < SCHEMAS; number++) {
                assertThat(predicate.test(ofStruct(SampleVariants.named(struct(), "schema" + number))))
                        .isTrue();
            }
            assertThat(predicate.test(ofStruct(SampleVariants.evolved(struct()))))
                    .isTrue();
        }
    }

    @Test
    void servesSeveralThreads() throws Exception {
        Predicate<SourceRecord> predicate = configured();
        List<SourceRecord> records = new ArrayList<>();
        SampleVariants.withNulls(struct()).forEach(variant -> records.add(ofStruct(variant)));
        records.add(ofStruct(struct()));
        records.add(record(null, map()));
        List<String> expected =
                records.stream().map(record -> outcome(predicate, record)).toList();

        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            List<Future<?>> running = new ArrayList<>();
            for (int thread = 0; thread < THREADS; thread++) {
                int shift = thread;
                running.add(threads.submit(() -> {
                    for (int round = 0; round < ROUNDS; round++) {
                        int at = (round + shift) % records.size();
                        assertThat(outcome(predicate, records.get(at))).isEqualTo(expected.get(at));
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
    void documentsEveryKey() {
        DeclaredOptions.assertDocumented(this.<SourceRecord>predicate().config());
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
            assertThatThrownBy(() -> configured(wrong))
                    .as("configured with a wrong value of %s", key)
                    .isInstanceOf(ConfigException.class)
                    .hasMessageContaining(key);
        });
    }

    @Test
    void canBeClosedAtAnyTime() {
        Predicate<SourceRecord> never = predicate();
        assertThatCode(never::close).doesNotThrowAnyException();

        Predicate<SourceRecord> predicate = configured();
        assertThatCode(predicate::close).doesNotThrowAnyException();
        assertThatCode(predicate::close).doesNotThrowAnyException();
    }

    @Test
    void tellsItsVersion() {
        assertThat(this.<SourceRecord>predicate())
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

    /** A predicate with the configuration, which the contract closes. */
    protected final Predicate<SourceRecord> configured() {
        return configured(configuration());
    }

    /** A record of a source with a struct as its value. */
    protected final SourceRecord ofStruct(Struct struct) {
        return record(struct.schema(), struct);
    }

    private Predicate<SourceRecord> configured(Map<String, String> configuration) {
        Predicate<SourceRecord> predicate = predicate();
        opened.add(predicate);
        predicate.configure(configuration);
        return predicate;
    }

    private static String outcome(Predicate<SourceRecord> predicate, SourceRecord record) {
        try {
            return String.valueOf(predicate.test(record));
        } catch (DataException failed) {
            return String.valueOf(failed.getMessage());
        }
    }

    private Map<String, List<String>> errors(Map<String, String> configuration) {
        return DeclaredOptions.errors(this.<SourceRecord>predicate().config(), configuration);
    }
}
