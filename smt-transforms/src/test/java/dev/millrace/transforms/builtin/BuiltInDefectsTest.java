package dev.millrace.transforms.builtin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.transforms.ConvertTimestamps;
import dev.millrace.transforms.MapFields;
import dev.millrace.transforms.MapHeaders;
import dev.millrace.transforms.Restructure;
import dev.millrace.transforms.RouteByContent;
import dev.millrace.transforms.SetKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.errors.SchemaBuilderException;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.transforms.Cast;
import org.apache.kafka.connect.transforms.ExtractField;
import org.apache.kafka.connect.transforms.Flatten;
import org.apache.kafka.connect.transforms.HeaderFrom;
import org.apache.kafka.connect.transforms.InsertField;
import org.apache.kafka.connect.transforms.RegexRouter;
import org.apache.kafka.connect.transforms.ReplaceField;
import org.apache.kafka.connect.transforms.TimestampConverter;
import org.apache.kafka.connect.transforms.Transformation;
import org.apache.kafka.connect.transforms.ValueToKey;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * What the built-in transforms do without a word, or throw, and what ours do instead. The guide to migrating from them names
 * these tests; a release of Kafka that changes one of them shows here.
 */
class BuiltInDefectsTest {

    private static final Schema ADDRESS = SchemaBuilder.struct()
            .field("zip", Schema.STRING_SCHEMA)
            .field("seen_at", Schema.STRING_SCHEMA)
            .build();
    private static final Schema PERSON = SchemaBuilder.struct()
            .field("name", Schema.STRING_SCHEMA)
            .field(
                    "state",
                    SchemaBuilder.string().optional().defaultValue("new").build())
            .field("addr", ADDRESS)
            .build();

    private static Map<String, @Nullable Object> map(@Nullable Object... pairs) {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        for (int at = 0; at < pairs.length; at += 2) {
            map.put(String.valueOf(pairs[at]), pairs[at + 1]);
        }
        return map;
    }

    private static Map<String, @Nullable Object> person() {
        return map("name", "ada", "addr", map("zip", "89073", "seen_at", "1970-01-01T00:00:01Z"));
    }

    private static Struct personStruct() {
        return new Struct(PERSON)
                .put("name", "ada")
                .put("addr", new Struct(ADDRESS).put("zip", "89073").put("seen_at", "1970-01-01T00:00:01Z"));
    }

    private static SourceRecord record(@Nullable Object value) {
        Schema schema = value instanceof Struct struct ? struct.schema() : null;
        return new SourceRecord(Map.of(), Map.of(), "people", null, null, "k", schema, value);
    }

    private static SourceRecord apply(Transformation<SourceRecord> transform, SourceRecord record, String... pairs) {
        Map<String, String> properties = new LinkedHashMap<>();
        for (int at = 0; at < pairs.length; at += 2) {
            properties.put(pairs[at], pairs[at + 1]);
        }
        try (transform) {
            transform.configure(properties);
            return Objects.requireNonNull(transform.apply(record));
        }
    }

    private static @Nullable Object value(
            Transformation<SourceRecord> transform, @Nullable Object value, String... pairs) {
        return apply(transform, record(value), pairs).value();
    }

    @Test
    void timestampConverterTurnsADateThatIsNoneIntoAnother() {
        Map<String, @Nullable Object> order = map("at", "2026-13-45");

        Object builtIn = value(
                new TimestampConverter.Value<>(),
                order,
                "field",
                "at",
                "target.type",
                "Timestamp",
                "format",
                "yyyy-MM-dd");

        assertThat(builtIn).isEqualTo(map("at", Date.from(Instant.parse("2027-02-14T00:00:00Z"))));
        assertThatThrownBy(() -> value(new ConvertTimestamps.Value<>(), order, "paths", "at", "formats", "yyyy-MM-dd"))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("not-a-time");
    }

    @Test
    void timestampConverterReadsMicrosecondsAsMilliseconds() {
        Map<String, @Nullable Object> order = map("at", "2026-11-22 07:00:00.123456");
        String format = "yyyy-MM-dd HH:mm:ss.SSSSSS";

        Object builtIn = value(
                new TimestampConverter.Value<>(), order, "field", "at", "target.type", "Timestamp", "format", format);
        Object ours =
                value(new ConvertTimestamps.Value<>(), order, "paths", "at", "formats", format, "output", "epoch_us");

        assertThat(builtIn).isEqualTo(map("at", Date.from(Instant.parse("2026-11-22T07:02:03.456Z"))));
        assertThat(ours).isEqualTo(map("at", 1_795_330_800_123_456L));
    }

    @Test
    void timestampConverterLosesMicrosecondsOfNumbers() {
        Map<String, @Nullable Object> order = map("at", 1_795_330_800_123_456L);

        Object builtIn = value(
                new TimestampConverter.Value<>(),
                order,
                "field",
                "at",
                "target.type",
                "Timestamp",
                "unix.precision",
                "microseconds");

        assertThat(builtIn).isEqualTo(map("at", Date.from(Instant.ofEpochMilli(1_795_330_800_123L))));
        assertThatThrownBy(() -> value(new ConvertTimestamps.Value<>(), order, "paths", "at", "formats", "epoch_us"))
                .hasMessageContaining("inexact");
        assertThat(value(
                        new ConvertTimestamps.Value<>(),
                        order,
                        "paths",
                        "at",
                        "formats",
                        "epoch_us",
                        "rounding",
                        "down"))
                .isEqualTo(builtIn);
    }

    @Test
    void timestampConverterPassesOverANestedFieldOfAStruct() {
        String[] builtIn = {"field", "addr.seen_at", "target.type", "unix", "format", "yyyy-MM-dd'T'HH:mm:ss'Z'"};

        Struct left = (Struct) value(new TimestampConverter.Value<>(), personStruct(), builtIn);
        Struct ours = (Struct)
                value(new ConvertTimestamps.Value<>(), personStruct(), "field.names", "*_at", "output", "epoch_ms");

        assertThat(Objects.requireNonNull(left).getStruct("addr").getString("seen_at"))
                .isEqualTo("1970-01-01T00:00:01Z");
        assertThat(Objects.requireNonNull(ours).getStruct("addr").getInt64("seen_at"))
                .isEqualTo(1000L);
    }

    @Test
    void timestampConverterAddsAnEntryForAFieldThatIsNotThere() {
        Object builtIn = value(
                new TimestampConverter.Value<>(),
                person(),
                "field",
                "addr.seen_at",
                "target.type",
                "unix",
                "format",
                "yyyy-MM-dd'T'HH:mm:ss'Z'");
        Object ours = value(new ConvertTimestamps.Value<>(), person(), "paths", "addr.seen", "output", "epoch_ms");

        assertThat(entries(builtIn)).containsEntry("addr.seen_at", null);
        assertThat(ours).isEqualTo(person());
        assertThatThrownBy(() ->
                        value(new ConvertTimestamps.Value<>(), person(), "paths", "addr.seen", "on.missing", "fail"))
                .hasMessageContaining("\"code\":\"missing\"");
    }

    @Test
    void replaceFieldPassesOverANestedField() {
        Object builtIn = value(new ReplaceField.Value<>(), person(), "exclude", "addr.zip");
        Object ours = value(new Restructure.Value<>(), person(), "steps", "[{\"drop\": \"addr.zip\"}]");

        assertThat(builtIn).isEqualTo(person());
        assertThat(ours).isEqualTo(map("name", "ada", "addr", map("seen_at", "1970-01-01T00:00:01Z")));
    }

    @Test
    void replaceFieldChangesTheOrderOfAMap() {
        Map<String, @Nullable Object> row = new LinkedHashMap<>();
        for (int column = 20; column > 0; column--) {
            row.put("column" + column, column);
        }
        List<String> expected = new ArrayList<>(row.keySet());
        expected.remove("column7");

        Object builtIn = value(new ReplaceField.Value<>(), row, "exclude", "column7");
        Object ours = value(new Restructure.Value<>(), row, "steps", "[{\"drop\": \"column7\"}]");

        assertThat(names(builtIn)).containsExactlyInAnyOrderElementsOf(expected).isNotEqualTo(expected);
        assertThat(names(ours)).isEqualTo(expected);
    }

    @Test
    void replaceFieldPutsTheDefaultOfASchemaInThePlaceOfANull() {
        Struct builtIn = (Struct) value(new ReplaceField.Value<>(), personStruct(), "exclude", "name");
        Struct ours = (Struct) value(new Restructure.Value<>(), personStruct(), "steps", "[{\"drop\": \"name\"}]");

        assertThat(Objects.requireNonNull(builtIn).getWithoutDefault("state")).isEqualTo("new");
        assertThat(Objects.requireNonNull(ours).getWithoutDefault("state")).isNull();
    }

    @Test
    void replaceFieldLosesOneOfTwoFieldsThatGetOneName() {
        Map<String, @Nullable Object> row = map("a", 1, "b", 2);

        Object builtIn = value(new ReplaceField.Value<>(), row, "renames", "a:b");

        assertThat((Map<?, ?>) builtIn).hasSize(1);
        assertThatThrownBy(() -> value(new Restructure.Value<>(), row, "steps", "[{\"rename\": \"a\", \"to\": \"b\"}]"))
                .hasMessageContaining("name-collision");
    }

    @Test
    void flattenLosesOneOfTwoFieldsThatGetOneName() {
        Map<String, @Nullable Object> row = map("a.b", 1, "a", map("b", 2));

        Object builtIn = value(new Flatten.Value<>(), row);

        assertThat(builtIn).isEqualTo(map("a.b", 2));
        assertThatThrownBy(() -> value(new Restructure.Value<>(), row, "steps", "[{\"flatten\": true}]"))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("name-collision");
    }

    @Test
    void flattenThrowsAtStructsWhoseFieldsGetOneName() {
        Schema inner = SchemaBuilder.struct().field("b", Schema.INT32_SCHEMA).build();
        Schema schema = SchemaBuilder.struct()
                .field("a.b", Schema.INT32_SCHEMA)
                .field("a", inner)
                .build();
        Struct struct = new Struct(schema).put("a.b", 1).put("a", new Struct(inner).put("b", 2));

        assertThatThrownBy(() -> value(new Flatten.Value<>(), struct)).isInstanceOf(SchemaBuilderException.class);
        assertThatThrownBy(() -> value(new Restructure.Value<>(), struct, "steps", "[{\"flatten\": true}]"))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("\"code\":\"name-collision\"");
    }

    @Test
    void flattenLeavesWhatIsInLists() {
        Map<String, @Nullable Object> order = map("lines", List.of(map("sku", "A")));

        Object builtIn = value(new Flatten.Value<>(), order);
        Object ours = value(new Restructure.Value<>(), order, "steps", "[{\"flatten\": true, \"arrays\": \"index\"}]");

        assertThat(builtIn).isEqualTo(order);
        assertThat(ours).isEqualTo(map("lines.0.sku", "A"));
    }

    @Test
    void extractFieldMakesATombstoneOfARecordWithoutTheField() {
        SourceRecord builtIn = apply(new ExtractField.Value<>(), record(person()), "field", "adr");

        assertThat(builtIn.value()).isNull();
        assertThatThrownBy(() -> apply(
                        new Restructure.Value<>(),
                        record(person()),
                        "steps",
                        "[{\"lift\": \"adr\"}]",
                        "on.missing",
                        "fail"))
                .hasMessageContaining("\"code\":\"missing\"");
    }

    @Test
    void extractFieldKnowsNoElementsOfLists() {
        SourceRecord keyed = new SourceRecord(
                Map.of(),
                Map.of(),
                "t",
                null,
                null,
                map("ids", List.of("a", "b")),
                null,
                map("ids", List.of("a", "b")));

        assertThatThrownBy(() -> apply(new ExtractField.Key<>(), keyed, "field", "ids.0", "field.syntax.version", "V2"))
                .isInstanceOf(DataException.class);
        SourceRecord ours = apply(new SetKey<>(), keyed, "paths", "$key.ids[0]", "form", "value");

        assertThat(ours.key()).isEqualTo("a");
    }

    @Test
    void valueToKeyThrowsAtTombstones() {
        SourceRecord tombstone = record(null);

        assertThatThrownBy(() -> apply(new ValueToKey<>(), tombstone, "fields", "id"))
                .isInstanceOf(DataException.class);
        assertThat(apply(new SetKey<>(), tombstone, "paths", "id")).isSameAs(tombstone);
    }

    @Test
    void valueToKeyMakesOneKeyOfAllRecordsWithoutTheField() {
        SourceRecord builtIn = apply(new ValueToKey<>(), record(person()), "fields", "nmae");

        assertThat(builtIn.key()).isEqualTo(map("nmae", null));
        assertThatThrownBy(() -> apply(new SetKey<>(), record(person()), "paths", "nmae"))
                .hasMessageContaining("\"code\":\"missing\"");
    }

    @Test
    void headerFromThrowsANullPointerExceptionAtAStructWithoutTheField() {
        String[] headers = {"fields", "phone", "headers", "phone", "operation", "copy"};
        String rules = "[{\"copy\": \"phone\", \"to\": \"$header.phone\"}]";

        assertThatThrownBy(() -> apply(new HeaderFrom.Value<>(), record(personStruct()), headers))
                .isInstanceOf(NullPointerException.class);
        assertThat(apply(new MapHeaders<>(), record(personStruct()), "rules", rules)
                        .headers())
                .isEmpty();
        assertThatThrownBy(
                        () -> apply(new MapHeaders<>(), record(personStruct()), "rules", rules, "on.missing", "fail"))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("\"code\":\"missing\"");
    }

    @Test
    void headerFromThrowsAtTombstones() {
        SourceRecord tombstone = record(null);
        String rules = "[{\"copy\": \"name\", \"to\": \"$header.name\"}]";

        assertThatThrownBy(() -> apply(
                        new HeaderFrom.Value<>(), tombstone, "fields", "name", "headers", "name", "operation", "copy"))
                .isInstanceOf(DataException.class);
        assertThat(apply(new MapHeaders<>(), tombstone, "rules", rules)).isSameAs(tombstone);
    }

    @Test
    void regexRouterMakesTopicsThatKafkaRefuses() {
        SourceRecord builtIn = apply(new RegexRouter<>(), record(person()), "regex", "(.*)", "replacement", "$1/de");

        assertThat(builtIn.topic()).isEqualTo("people/de");
        assertThatThrownBy(
                        () -> apply(new RouteByContent<>(), record(person()), "rules", "[{\"topic\": \"{topic}/de\"}]"))
                .isInstanceOf(ConfigException.class);
        assertThatThrownBy(() -> apply(
                        new RouteByContent<>(),
                        record(map("to", "people/de")),
                        "rules",
                        "[{\"topic\": \"{value.to}\"}]"))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("illegal-topic");
    }

    @Test
    void insertFieldTakesAPathForAName() {
        Object builtIn =
                value(new InsertField.Value<>(), person(), "static.field", "meta.origin", "static.value", "sftp");
        SourceRecord ours = apply(new MapHeaders<>(), withOrigin(), "rules", MOVED);

        assertThat(entries(builtIn)).containsEntry("meta.origin", "sftp");
        assertThat(entries(ours.value())).containsEntry("meta", map("origin", "sftp"));
    }

    private static final String MOVED = "[{\"move\": \"$header.origin\", \"to\": \"meta.origin\"}]";

    private static SourceRecord withOrigin() {
        SourceRecord record = record(person());
        record.headers().addString("origin", "sftp");
        return record;
    }

    @Test
    void castAddsAnEntryForAFieldThatIsNotThere() {
        Object builtIn = value(new Cast.Value<>(), person(), "spec", "addr.zip:int32");

        Object ours = value(
                new MapFields.Value<>(),
                person(),
                "mode",
                "patch",
                "mapping",
                "{\"id\": \"zips\", \"version\": \"1\", \"fields\": [{\"source\": \"addr.zip\", \"target\": \"addr.zip\", \"type\": \"int32\"}]}");

        assertThat(entries(builtIn)).containsEntry("addr.zip", null).containsEntry("addr", person().get("addr"));
        assertThat(entries(ours))
                .isEqualTo(map("name", "ada", "addr", map("zip", 89073, "seen_at", "1970-01-01T00:00:01Z")));
    }

    @SuppressWarnings("unchecked")
    private static Map<String, @Nullable Object> entries(@Nullable Object map) {
        return (Map<String, @Nullable Object>) Objects.requireNonNull(map);
    }

    private static List<String> names(@Nullable Object map) {
        return ((Map<?, ?>) Objects.requireNonNull(map))
                .keySet().stream().map(String::valueOf).toList();
    }
}
