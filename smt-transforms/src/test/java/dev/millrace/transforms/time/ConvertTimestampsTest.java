package dev.millrace.transforms.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.transforms.ConvertTimestamps;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.ConfigValue;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.data.Timestamp;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.source.SourceRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConvertTimestampsTest {

    private static ConvertTimestamps<SourceRecord> convert(String... pairs) {
        Map<String, String> properties = new LinkedHashMap<>();
        for (int at = 0; at < pairs.length; at += 2) {
            properties.put(pairs[at], pairs[at + 1]);
        }
        ConvertTimestamps<SourceRecord> transform = new ConvertTimestamps.Value<>();
        transform.configure(properties);
        return transform;
    }

    private static SourceRecord record(@Nullable Schema schema, @Nullable Object value) {
        return new SourceRecord(Map.of(), Map.of(), "t", null, null, null, schema, value);
    }

    private static Object ofMap(ConvertTimestamps<SourceRecord> transform, Object at) {
        SourceRecord converted = Objects.requireNonNull(transform.apply(record(null, Map.of("at", at))));
        return Objects.requireNonNull(((Map<?, ?>) converted.value()).get("at"));
    }

    private static Object ofStruct(ConvertTimestamps<SourceRecord> transform, Schema type, Object at) {
        Schema schema = SchemaBuilder.struct().field("at", type).build();
        SourceRecord converted =
                Objects.requireNonNull(transform.apply(record(schema, new Struct(schema).put("at", at))));
        Struct struct = (Struct) converted.value();
        struct.validate();
        return Objects.requireNonNull(struct.get("at"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
        iso; UTC; 2026-11-22T07:00:00Z; 2026-11-22T07:00:00Z
        iso; UTC; 2026-11-22T07:00:00.123456789+01:00; 2026-11-22T06:00:00.123456789Z
        iso; Europe/Berlin; 2026-11-22T07:00; 2026-11-22T06:00:00Z
        iso; Europe/Berlin; 2026-06-22; 2026-06-21T22:00:00Z
        yyyyMMdd; UTC; 20261122; 2026-11-22T00:00:00Z
        dd.MM.yyyy HH:mm; Europe/Berlin; 22.11.2026 07:00; 2026-11-22T06:00:00Z
        iso | dd.MM.yyyy | MM/dd/yyyy; UTC; 11/22/2026; 2026-11-22T00:00:00Z
        EEE, d MMM yyyy HH:mm:ss xx; UTC; Sun, 22 Nov 2026 07:00:00 +0200; 2026-11-22T05:00:00Z
        yyyy-MM-dd HH:mm:ss.SSSSSS; UTC; 2026-11-22 07:00:00.123456; 2026-11-22T07:00:00.123456Z
        yyyy-MM-dd hh:mm a; UTC; 2026-11-22 07:00 pm; 2026-11-22T19:00:00Z
        yyyy-MM-dd HH:mm VV; UTC; 2026-11-22 07:00 Europe/Berlin; 2026-11-22T06:00:00Z
        yyyy-MM-dd HH:mm xxx VV; UTC; 2026-10-25 02:30 +01:00 Europe/Berlin; 2026-10-25T01:30:00Z
        yyyy-MM-ddXXX; UTC; 2026-11-22+01:00; 2026-11-21T23:00:00Z
        epoch_s; UTC; 1795330800; 2026-11-22T07:00:00Z
        epoch_s; UTC; 1795330800.25; 2026-11-22T07:00:00.250Z
        epoch_us; UTC; -1; 1969-12-31T23:59:59.999999Z
        """)
    void readsTextsByTheirFormats(String formats, String zone, String text, String instant) {
        ConvertTimestamps<SourceRecord> transform =
                convert("paths", "at", "formats", formats, "zone", zone, "output", "iso");

        assertThat(Instant.parse((String) ofMap(transform, text))).isEqualTo(Instant.parse(instant));
        assertThat(Instant.parse((String) ofStruct(transform, Schema.STRING_SCHEMA, text)))
                .isEqualTo(Instant.parse(instant));
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
        iso; 2026-13-45; not-a-time
        iso; 2026-02-29T00:00:00Z; not-a-time
        iso; 2026-11-22T24:00:00Z; not-a-time
        iso; 2026-11-22T07:00:00Z and more; not-a-time
        iso; 1795330800; not-a-time
        yyyy-MM-dd; 2026-13-45; not-a-time
        yyyy-MM-dd; 2026-2-3; not-a-time
        iso; 2026-03-29T02:30:00; time-gap
        iso; 2026-10-25T02:30:00; time-overlap
        yyyy-MM-dd HH:mm VV; 2026-03-29 02:30 Europe/Berlin; time-gap
        yyyy-MM-dd HH:mm VV; 2026-10-25 02:30 Europe/Berlin; time-overlap
        epoch_s; 99999999999999999999; overflow
        epoch_ns; 0.5; inexact
        """)
    void refusesWhatIsNoTimeWithACode(String formats, String text, String code) {
        ConvertTimestamps<SourceRecord> transform =
                convert("paths", "at", "formats", formats, "zone", "Europe/Berlin", "output", "iso");

        for (SourceRecord record :
                List.of(record(null, Map.of("at", text)), record(SCHEMA, new Struct(SCHEMA).put("at", text)))) {
            assertThatThrownBy(() -> transform.apply(record))
                    .isInstanceOf(DataException.class)
                    .hasMessage("{\"transform\":\"ConvertTimestamps\",\"rule\":\"at\",\"path\":\"at\",\"code\":\""
                            + code + "\"}");
        }
    }

    private static final Schema SCHEMA =
            SchemaBuilder.struct().field("at", Schema.STRING_SCHEMA).build();

    @ParameterizedTest
    @CsvSource({
        "epoch_s, epoch_ms, 7, 7000",
        "epoch_ms, epoch_us, 7, 7000",
        "epoch_us, epoch_ns, 7, 7000",
        "epoch_ns, epoch_us, 7000, 7",
        "epoch_ms, epoch_s, -1000, -1"
    })
    void countsInTheUnitsThatItIsTold(String in, String out, long count, long expected) {
        ConvertTimestamps<SourceRecord> transform = convert("paths", "at", "formats", in, "output", out);

        assertThat(ofMap(transform, count)).isEqualTo(expected);
        assertThat(ofStruct(transform, Schema.INT64_SCHEMA, count)).isEqualTo(expected);
    }

    @Test
    void neverGuessesAUnit() {
        ConvertTimestamps<SourceRecord> transform = convert("paths", "at", "formats", "iso", "output", "epoch_ms");

        assertThatThrownBy(() -> ofMap(transform, 1_795_330_800L)).hasMessageContaining("no-unit");
        assertThatThrownBy(() -> ofMap(transform, 1_795_330_800_000L)).hasMessageContaining("no-unit");
    }

    @ParameterizedTest
    @CsvSource({
        "down, 1, 0",
        "half-up, 500, 1",
        "half-up, 499, 0",
        "up, 1, 1",
        "down, -1, -1",
        "up, -1, 0",
        "down, 1999, 1"
    })
    void losesDigitsOnlyWhereRoundingSaysSo(String rounding, long nanos, long micros) {
        ConvertTimestamps<SourceRecord> strict = convert("paths", "at", "formats", "epoch_ns", "output", "epoch_us");
        ConvertTimestamps<SourceRecord> rounded =
                convert("paths", "at", "formats", "epoch_ns", "output", "epoch_us", "rounding", rounding);

        assertThatThrownBy(() -> ofMap(strict, nanos)).hasMessageContaining("inexact");
        assertThat(ofMap(rounded, nanos)).isEqualTo(micros);
    }

    @Test
    void readsTimesThatClocksShowTwiceAsTold() {
        String[] berlin = {"paths", "at", "zone", "Europe/Berlin", "output", "iso", "zone.overlap", "earlier"};
        String[] later = berlin.clone();
        later[7] = "later";

        assertThat(ofMap(convert(berlin), "2026-10-25T02:30:00")).isEqualTo("2026-10-25T00:30:00Z");
        assertThat(ofMap(convert(later), "2026-10-25T02:30:00")).isEqualTo("2026-10-25T01:30:00Z");
    }

    @Test
    void readsConnectsOwnTypesAndFractions() {
        ConvertTimestamps<SourceRecord> millis =
                convert("paths", "at", "formats", "epoch_s", "output", "epoch_ms", "zone", "Europe/Berlin");
        Date day = Date.from(Instant.ofEpochMilli(86_400_000L));

        assertThat(ofMap(millis, day)).isEqualTo(86_400_000L);
        assertThat(ofStruct(millis, Timestamp.SCHEMA, day)).isEqualTo(86_400_000L);
        assertThat(ofStruct(millis, org.apache.kafka.connect.data.Date.SCHEMA, day))
                .isEqualTo(82_800_000L);
        assertThat(ofMap(millis, 1.25)).isEqualTo(1250L);
        assertThat(ofMap(millis, new BigDecimal("1.250"))).isEqualTo(1250L);
        assertThatThrownBy(() -> ofMap(millis, Double.NaN)).hasMessageContaining("not-a-time");
        assertThatThrownBy(() -> ofMap(millis, true)).hasMessageContaining("wrong-type");
    }

    @Test
    void writesTheLogicalTypeTextsAndPatterns() {
        Date time = Date.from(Instant.ofEpochMilli(1_795_330_800_000L));

        assertThat(ofMap(convert("paths", "at"), "2026-11-22T07:00:00Z")).isEqualTo(time);
        assertThat(ofMap(convert("paths", "at", "output", "iso", "output.zone", "Europe/Berlin"), time))
                .isEqualTo("2026-11-22T08:00:00+01:00");
        assertThat(ofMap(convert("paths", "at", "output", "EEEE, d. MMMM uuuu", "locale", "de-DE"), time))
                .isEqualTo("Sonntag, 22. November 2026");
    }

    @Test
    void convertsManyFieldsAtOnceAndKeepsTheRest() {
        Schema line = SchemaBuilder.struct()
                .field("shipped_at", Schema.OPTIONAL_STRING_SCHEMA)
                .field("sku", Schema.STRING_SCHEMA)
                .build();
        Schema schema = SchemaBuilder.struct()
                .name("Order")
                .version(4)
                .field("created_at", SchemaBuilder.string().doc("When.").build())
                .field("note", Schema.STRING_SCHEMA)
                .field("lines", SchemaBuilder.array(line).build())
                .field("seen", Timestamp.builder().optional().build())
                .build();
        Struct order = new Struct(schema)
                .put("created_at", "2026-11-22T07:00:00Z")
                .put("note", "2026-11-22T07:00:00Z")
                .put(
                        "lines",
                        List.of(
                                new Struct(line)
                                        .put("shipped_at", "1970-01-01T00:00:01Z")
                                        .put("sku", "A"),
                                new Struct(line).put("sku", "B")))
                .put("seen", Date.from(Instant.ofEpochMilli(5)));

        SourceRecord converted =
                Objects.requireNonNull(convert("field.names", "*_at", "field.types", "timestamp", "output", "epoch_ms")
                        .apply(record(schema, order)));

        Struct struct = (Struct) converted.value();
        struct.validate();
        assertThat(struct.schema().name()).isEqualTo("Order");
        assertThat(struct.schema().version()).isEqualTo(4);
        assertThat(struct.schema().field("created_at").schema().doc()).isEqualTo("When.");
        assertThat(struct.getInt64("created_at")).isEqualTo(1_795_330_800_000L);
        assertThat(struct.getString("note")).isEqualTo("2026-11-22T07:00:00Z");
        assertThat(struct.<Struct>getArray("lines").get(0).getInt64("shipped_at"))
                .isEqualTo(1000L);
        assertThat(struct.<Struct>getArray("lines").get(1).getInt64("shipped_at"))
                .isNull();
        assertThat(struct.getInt64("seen")).isEqualTo(5L);
        assertThat(order.getString("created_at")).isEqualTo("2026-11-22T07:00:00Z");
    }

    @Test
    void convertsManyFieldsOfAMapAtOnceInTheirOrder() {
        Map<String, Object> order = new LinkedHashMap<>();
        order.put("z_at", "1970-01-01T00:00:01Z");
        order.put("note", "1970-01-01T00:00:01Z");
        order.put("lines", List.of(Map.of("a_at", "1970-01-01T00:00:02Z"), Map.of("is_at", true)));
        order.put("seen", Date.from(Instant.ofEpochMilli(5)));
        order.put("b_at", null);

        SourceRecord converted = Objects.requireNonNull(convert(
                        "paths",
                        "lines[*].none",
                        "field.names",
                        "*_at",
                        "field.types",
                        "timestamp",
                        "output",
                        "epoch_ms")
                .apply(record(null, order)));

        assertThat(converted.value())
                .hasToString(
                        "{z_at=1000, note=1970-01-01T00:00:01Z, lines=[{a_at=2000}, {is_at=true}], seen=5, b_at=null}");
    }

    @Test
    void findsTimesInMapsThatHaveASchema() {
        Schema stop = SchemaBuilder.struct()
                .field("left_at", Schema.OPTIONAL_STRING_SCHEMA)
                .build();
        Schema schema = SchemaBuilder.struct()
                .field("seen", SchemaBuilder.map(Schema.STRING_SCHEMA, Timestamp.SCHEMA))
                .field("stops", SchemaBuilder.map(Schema.STRING_SCHEMA, stop))
                .build();
        Struct trip = new Struct(schema)
                .put("seen", Map.of("first", Date.from(Instant.ofEpochMilli(5))))
                .put("stops", Map.of("Ulm", new Struct(stop).put("left_at", "1970-01-01T00:00:02Z")));

        SourceRecord converted =
                Objects.requireNonNull(convert("field.names", "*_at", "field.types", "timestamp", "output", "epoch_ms")
                        .apply(record(schema, trip)));

        Struct struct = (Struct) converted.value();
        struct.validate();
        assertThat(struct.getMap("seen")).isEqualTo(Map.of("first", 5L));
        assertThat(((Struct) Objects.requireNonNull(struct.getMap("stops").get("Ulm"))).getInt64("left_at"))
                .isEqualTo(2000L);
    }

    @Test
    void findsTimesInValuesThatAreNoStructsButHaveASchema() {
        Schema schema =
                SchemaBuilder.map(Schema.STRING_SCHEMA, Timestamp.SCHEMA).build();

        SourceRecord converted = Objects.requireNonNull(convert("field.types", "timestamp", "output", "epoch_ms")
                .apply(record(schema, Map.of("a", Date.from(Instant.ofEpochMilli(5))))));

        assertThat(converted.value()).isEqualTo(Map.of("a", 5L));
        assertThat(converted.valueSchema().valueSchema()).isEqualTo(Schema.INT64_SCHEMA);
    }

    @Test
    void anIndexTakesOneElement() {
        SourceRecord converted = Objects.requireNonNull(convert("paths", "l[0]", "output", "epoch_ms")
                .apply(record(null, Map.of("l", List.of("1970-01-01T00:00:01Z", "1970-01-01T00:00:01Z")))));

        assertThat(converted.value()).hasToString("{l=[1000, 1970-01-01T00:00:01Z]}");
    }

    @Test
    void onErrorDecidesAboutTimesThatCanNotBeRead() {
        SourceRecord record = record(null, Map.of("at", "yesterday"));

        assertThat(Objects.requireNonNull(
                                convert("paths", "at", "on.error", "null").apply(record))
                        .value())
                .hasToString("{at=null}");
        assertThat(Objects.requireNonNull(
                                convert("paths", "at", "on.error", "keep").apply(record))
                        .value())
                .hasToString("{at=yesterday}");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        formats | dd.MM.uuuu hh:mm | does not tell a time
        formats | HH:mm | does not tell a time
        formats | nonsense | can't be read
        formats | epoch_s~epoch_ms | can't count epoch_s and epoch_ms
        formats | iso~~ | a format is empty
        output | epoch | neither connect, iso
        zone | Berlin | is no zone
        locale | german! | is no language tag
        paths | a..b | paths holds a..b
        paths | $key.a | begins with $key
        field.types | time | Invalid value time
        """)
    void saysWhatIsWrongOnItsKey(String key, String value, String fault) {
        Map<String, String> properties = new LinkedHashMap<>(Map.of("paths", "at"));
        properties.put(key, value.replace('~', '|'));
        List<String> errors = new ConvertTimestamps.Value<SourceRecord>()
                .config().validate(properties).stream()
                        .filter(one -> one.name().equals(key))
                        .map(ConfigValue::errorMessages)
                        .flatMap(List::stream)
                        .toList();

        assertThat(errors).anySatisfy(error -> assertThat(error).contains(fault));
        assertThatThrownBy(() -> new ConvertTimestamps.Value<SourceRecord>().configure(properties))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining(fault);
    }

    @Test
    void needsAField() {
        assertThatThrownBy(() -> convert("output", "iso"))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("paths names no field");
        assertThatThrownBy(() -> convert("paths", "meta.*", "field.names", "a"))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("whose star may take");
    }
}
