package dev.millrace.transforms.limits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.kit.ConnectJson;
import dev.millrace.transforms.LimitSize;
import dev.millrace.transforms.rewrite.MisusedTransform;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.ConfigValue;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SizeLimiterTest {

    private static final Schema ITEM =
            SchemaBuilder.struct().field("text", Schema.OPTIONAL_STRING_SCHEMA).build();
    private static final Schema ORDER = SchemaBuilder.struct()
            .name("Order")
            .field("id", Schema.INT32_SCHEMA)
            .field("items", SchemaBuilder.array(ITEM).optional().build())
            .build();

    @Test
    void passesRecordsUpToTheBoundUntouchedAndFailsThoseBeyond() {
        SourceRecord record = record("key", Map.of("a", "\u00e4"));

        assertThat(apply(record, "max.bytes", "15")).isSameAs(record);
        assertThatThrownBy(() -> apply(record, "max.bytes", "14"))
                .isInstanceOf(DataException.class)
                .hasMessage("{\"transform\":\"LimitSize\",\"rule\":\"size\",\"path\":\"\",\"code\":\"oversize\"}");
    }

    @Test
    void measuresStructsAndMapsAlike() {
        Struct struct = new Struct(ORDER).put("id", 1).put("items", List.of(new Struct(ITEM).put("text", "x")));
        SourceRecord ofStruct = new SourceRecord(Map.of(), Map.of(), "t", ORDER, struct);
        int bytes = ConnectJson.text(ORDER, struct).length();

        assertThat(apply(ofStruct, "max.bytes", "" + bytes)).isSameAs(ofStruct);
        assertThatThrownBy(() -> apply(ofStruct, "max.bytes", "" + (bytes - 1))).isInstanceOf(DataException.class);
    }

    @Test
    void countsNothingForTombstonesButTheirKey() {
        SourceRecord tombstone = new SourceRecord(Map.of(), Map.of(), "t", null, "k", null, null);

        assertThat(apply(tombstone, "max.bytes", "3")).isSameAs(tombstone);
    }

    @Test
    void measuresWhatAPathLeadsTo() {
        SourceRecord record = record("a long key", Map.of("note", "12345", "other", "123456789"));

        assertThat(apply(record, "path", "note", "max.bytes", "7")).isSameAs(record);
        assertThat(apply(record, "path", "nowhere", "max.bytes", "1")).isSameAs(record);
        assertThatThrownBy(() -> apply(record, "path", "note", "max.bytes", "6"))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("\"path\":\"note\"");
    }

    @Test
    void dropsOrRoutesWhatIsTooBig() {
        SourceRecord record = record("k", Map.of("a", "b"));

        SourceRecord routed = apply(record, "max.bytes", "5", "on.oversize", "route", "quarantine.topic", "too-big");

        assertThat(applied(record, "max.bytes", "5", "on.oversize", "drop")).isEmpty();
        assertThat(routed.topic()).isEqualTo("too-big");
        assertThat(routed.value()).isEqualTo(record.value());
        assertThat(routed.headers().lastWithName("millrace.error.code").value()).isEqualTo("oversize");
        LimitSize<SinkRecord> sink = new LimitSize<>();
        sink.configure(Map.of("max.bytes", "1", "on.oversize", "route", "quarantine.topic", "too-big"));
        SinkRecord ofSink = new SinkRecord("t", 0, null, null, null, "text", 1);
        assertThatThrownBy(() -> sink.apply(ofSink)).isInstanceOf(MisusedTransform.class);
        sink.close();
    }

    @Test
    void cutsTextsInStructsAndMapsAlike() {
        Struct struct = new Struct(ORDER)
                .put("id", 1)
                .put(
                        "items",
                        List.of(new Struct(ITEM).put("text", "short"), new Struct(ITEM).put("text", "x".repeat(99))));
        SourceRecord ofStruct = new SourceRecord(Map.of(), Map.of(), "t", ORDER, struct);
        SourceRecord ofMap = new SourceRecord(
                Map.of(),
                Map.of(),
                "t",
                null,
                Map.of("items", List.of(Map.of("text", "short"), Map.of("text", "x".repeat(99)))));

        Struct cut = (Struct)
                apply(ofStruct, "path", "items[*].text", "max.bytes", "20", "on.oversize", "truncate", "marker", "...")
                        .value();
        Map<?, ?> cutMap = (Map<?, ?>)
                apply(ofMap, "path", "items[*].text", "max.bytes", "20", "on.oversize", "truncate", "marker", "...")
                        .value();

        String expected = "x".repeat(15) + "...";
        assertThat(cut.getArray("items"))
                .extracting(item -> ((Struct) item).get("text"))
                .containsExactly("short", expected);
        assertThat(cutMap.get("items")).isEqualTo(List.of(Map.of("text", "short"), Map.of("text", expected)));
        assertThat(((Struct) ofStruct.value()).getArray("items")).isEqualTo(struct.getArray("items"));
        assertThat(cut.schema()).isEqualTo(ORDER);
    }

    @Test
    void cutsTheValueAndTheKeyThemselves() {
        SourceRecord record = record("y".repeat(30), "x".repeat(30));

        assertThat(apply(record, "path", "$value", "max.bytes", "10", "on.oversize", "truncate", "marker", "")
                        .value())
                .isEqualTo("x".repeat(8));
        assertThat(apply(record, "path", "$key", "max.bytes", "10", "on.oversize", "truncate", "marker", "")
                        .key())
                .isEqualTo("y".repeat(8));
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 20, 50})
    void neverCutsInsideOfACharacterAndAlwaysFits(int most) {
        Random random = new Random(most);
        for (int round = 0; round < 300; round++) {
            StringBuilder text = new StringBuilder();
            for (int length = random.nextInt(30); length >= 0; length--) {
                text.appendCodePoint("a\u00e4\u20ac\ud83d\ude00\"\n\u0001"
                        .codePointAt(random.nextInt(4) == 0 ? 3 : random.nextInt(3)));
                text.append("\"\n\u0001\\".charAt(random.nextInt(4)));
            }

            String cut = (String) apply(
                            record("k", text.toString()),
                            "path",
                            "$value",
                            "max.bytes",
                            "" + most,
                            "on.oversize",
                            "truncate",
                            "marker",
                            "~")
                    .value();

            String json = ConnectJson.text(null, cut);
            assertThat(json.getBytes(StandardCharsets.UTF_8).length).isLessThanOrEqualTo(most);
            if (!cut.equals(text.toString())) {
                assertThat(text.toString()).startsWith(cut.substring(0, cut.length() - 1));
                assertThat(cut).endsWith("~");
                int end = cut.length() - 1;
                String more = text.substring(0, end + Character.charCount(text.codePointAt(end))) + "~";
                assertThat(ConnectJson.text(null, more).getBytes(StandardCharsets.UTF_8).length)
                        .isGreaterThan(most);
            }
        }
    }

    @Test
    void failsWhatIsTooBigAndNoText() {
        SourceRecord record = record("k", Map.of("note", List.of("a", "b", "c")));

        assertThatThrownBy(
                        () -> apply(record, "path", "note", "max.bytes", "5", "on.oversize", "truncate", "marker", ""))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("not-text");
    }

    @Test
    void tellsWhatIsWrongWithAConfigurationOnItsKey() {
        assertThat(problems("path", "path", "a..b")).anyMatch(message -> message.startsWith("path is no path"));
        assertThat(problems("path", "on.oversize", "truncate"))
                .containsExactly("path is missing, and on.oversize=truncate needs it; name the text to be cut");
        assertThat(problems("path", "on.oversize", "truncate", "path", "$topic"))
                .isNotEmpty();
        assertThat(problems("marker", "on.oversize", "truncate", "path", "a", "max.bytes", "5"))
                .containsExactly("marker alone has more bytes than max.bytes allows; shorten it");
        assertThat(problems("quarantine.topic", "on.oversize", "route")).isNotEmpty();
        assertThatThrownBy(() -> apply(record("k", "v"), "on.oversize", "truncate"))
                .isInstanceOf(ConfigException.class);
    }

    private static List<String> problems(String key, String... pairs) {
        return new LimitSize<SourceRecord>()
                .config().validate(configuration(pairs)).stream()
                        .filter(value -> value.name().equals(key))
                        .map(ConfigValue::errorMessages)
                        .findFirst()
                        .orElseThrow();
    }

    private static SourceRecord apply(SourceRecord record, String... pairs) {
        return applied(record, pairs).orElseThrow();
    }

    private static Optional<SourceRecord> applied(SourceRecord record, String... pairs) {
        LimitSize<SourceRecord> limit = new LimitSize<>();
        limit.configure(configuration(pairs));
        try {
            return Optional.ofNullable(limit.apply(record));
        } finally {
            limit.close();
        }
    }

    private static Map<String, String> configuration(String... pairs) {
        Map<String, String> configuration = new HashMap<>();
        for (int at = 0; at < pairs.length; at += 2) {
            configuration.put(pairs[at], pairs[at + 1]);
        }
        return configuration;
    }

    private static SourceRecord record(String key, Object value) {
        return new SourceRecord(Map.of(), Map.of("o", 1L), "t", null, key, null, value);
    }
}
