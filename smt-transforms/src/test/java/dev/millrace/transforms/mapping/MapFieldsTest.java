package dev.millrace.transforms.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.millrace.transforms.MapFields;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.ConfigValue;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.sink.SinkRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** How a document gets to the transform, and which schemas come of it. */
class MapFieldsTest {

    private static final String DOCUMENT =
            "{\"id\":\"a\",\"version\":\"1.2.0\",\"fields\":[{\"source\":\"x\",\"target\":\"y\"}]}";

    @Test
    void takesItsDocumentFromAFile(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("mapping.yaml"), DOCUMENT);

        SinkRecord mapped = apply(Map.of("mapping.file", file.toString()), null, Map.of("x", 1));

        assertThat(mapped.value()).isEqualTo(Map.of("y", 1));
    }

    @Test
    void aNullWhereTheSourceHasADefaultIsANullOfAnOptionalTarget() {
        Schema schema = SchemaBuilder.struct()
                .field("x", SchemaBuilder.string().defaultValue("5").build())
                .build();
        for (String field : List.of(
                "{\"source\":\"x\",\"target\":\"y\",\"type\":\"int32\"}",
                "{\"source\":\"x\",\"target\":\"y\",\"description\":\"why\"}",
                "{\"source\":\"x\",\"target\":\"y\"}")) {
            String document = "{\"id\":\"a\",\"version\":\"1\",\"fields\":[" + field + "]}";

            SinkRecord mapped = apply(Map.of("mapping", document), schema, new Struct(schema));

            Struct made = (Struct) mapped.value();
            made.validate();
            assertThat(made.getWithoutDefault("y")).as(field).isNull();
        }
    }

    @Test
    void theTextOfAStructHasNoDefaultWhereANullIs() {
        Schema inner = SchemaBuilder.struct()
                .field(
                        "b",
                        SchemaBuilder.string()
                                .optional()
                                .defaultValue("standard")
                                .build())
                .build();
        Schema schema = SchemaBuilder.struct().field("a", inner).build();
        String document =
                "{\"id\":\"a\",\"version\":\"1\",\"fields\":[{\"source\":\"a\",\"target\":\"x\",\"type\":\"string\"},"
                        + "{\"source\":[\"a\",\"none\"],\"join\":\"-\",\"target\":\"y\"}]}";

        SinkRecord mapped = apply(Map.of("mapping", document), schema, new Struct(schema).put("a", new Struct(inner)));

        assertThat(((Struct) mapped.value()).getString("x")).isEqualTo("{\"b\":null}");
        assertThat(((Struct) mapped.value()).getString("y")).isEqualTo("{\"b\":null}");
    }

    @Test
    void aDayOfASchemaBeginsInTheZone() {
        Schema schema = SchemaBuilder.struct()
                .field("day", org.apache.kafka.connect.data.Date.SCHEMA)
                .build();
        Struct order = new Struct(schema).put("day", Date.from(Instant.parse("2026-07-01T00:00:00Z")));
        for (String out : List.of("", ",\"out\":\"iso\"")) {
            String document = "{\"id\":\"a\",\"version\":\"1\",\"fields\":[{\"source\":\"day\",\"target\":\"at\","
                    + "\"type\":\"timestamp\",\"zone\":\"Europe/Berlin\"" + out + "}]}";

            Struct made =
                    (Struct) apply(Map.of("mapping", document), schema, order).value();

            made.validate();
            assertThat(made.get("at"))
                    .isEqualTo(
                            out.isEmpty()
                                    ? Date.from(Instant.parse("2026-06-30T22:00:00Z"))
                                    : "2026-07-01T00:00:00+02:00");
        }
    }

    @Test
    void anExpressionGetsADecimalThatNoDoubleSaysAsText() {
        String document = "{\"id\":\"a\",\"version\":\"1\",\"fields\":[{\"expr\":\"jsonata: x\",\"target\":\"y\","
                + "\"type\":\"decimal(2)\"}]}";
        Map<String, String> settings = Map.of("mapping", document, "expression.timeout.ms", "60000");

        SinkRecord large = apply(settings, null, Map.of("x", new BigDecimal("12345678901234567.89")));
        SinkRecord usual = apply(settings, null, Map.of("x", new BigDecimal("12.30")));

        assertThat(large.value()).isEqualTo(Map.of("y", new BigDecimal("12345678901234567.89")));
        assertThat(usual.value()).isEqualTo(Map.of("y", new BigDecimal("12.30")));
    }

    @Test
    void needsOneDocumentAndNoMore(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("mapping.yaml"), DOCUMENT);

        assertThat(complaints(Map.of()))
                .containsExactly("mapping must be given, or mapping.file: there is nothing to map by");
        assertThat(complaints(Map.of("mapping", DOCUMENT, "mapping.file", file.toString())))
                .containsExactly("mapping.file must not be given beside mapping: there would be two documents");
        assertThat(complaints(Map.of("mapping", DOCUMENT))).isEmpty();
    }

    @Test
    void refusesADocumentOfAnotherVersion() {
        Map<String, String> settings = Map.of("mapping", DOCUMENT, "mapping.version", "1.3.0");

        assertThat(complaints(settings))
                .containsExactly("mapping holds version 1.2.0 of a, and mapping.version wants 1.3.0");
        assertThatThrownBy(() -> apply(settings, null, Map.of("x", 1)))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("mapping.version wants 1.3.0");
    }

    @Test
    void showsAllMistakesOfAFileOnItsKey(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("mapping.yaml"), "id: a\nfields: [{source: x, taget: y}]");

        assertThat(complaints(Map.of("mapping.file", file.toString())))
                .singleElement()
                .asString()
                .startsWith("mapping.file is not usable: ")
                .contains("'version' is missing", "did you mean 'target'?", "'target' is missing");
    }

    @Test
    void aPathThatASchemaHasNotIsToldOnceWithTheNearestName() {
        Logger logger = (Logger) LoggerFactory.getLogger(Mapper.class);
        ListAppender<ILoggingEvent> told = new ListAppender<>();
        told.start();
        logger.addAppender(told);
        try (MapFields.Value<SinkRecord> transform = new MapFields.Value<>()) {
            transform.configure(Map.of("mapping", DOCUMENT.replace("\"x\"", "\"addr.zipp\"")));
            for (int version = 1; version <= 3; version++) {
                Schema address = SchemaBuilder.struct()
                        .field("zip", Schema.STRING_SCHEMA)
                        .build();
                Schema schema = SchemaBuilder.struct()
                        .name("o")
                        .version(version)
                        .field("addr", address)
                        .build();
                Struct value = new Struct(schema).put("addr", new Struct(address).put("zip", "secret"));
                transform.apply(new SinkRecord("t", 0, null, null, schema, value, 1));
            }
        } finally {
            logger.detachAppender(told);
        }

        assertThat(told.list)
                .singleElement()
                .extracting(ILoggingEvent::getFormattedMessage)
                .isEqualTo("Mapping a reads what the schema o has not: path addr.zipp: there is no field zipp;"
                        + " did you mean zip?");
    }

    @Test
    void theNearestNameIsInTheFailureToo() {
        Schema schema =
                SchemaBuilder.struct().field("exx", Schema.STRING_SCHEMA).build();
        Struct value = new Struct(schema).put("exx", "secret");

        assertThatThrownBy(() -> apply(
                        Map.of("mapping", DOCUMENT.replace("\"x\"", "\"ex\""), "on.missing", "fail"), schema, value))
                .hasMessageContaining("\"code\":\"missing\"")
                .hasMessageContaining("did you mean exx?")
                .hasMessageNotContaining("secret");
    }

    @Test
    void aFieldIsOptionalUnlessNothingThatIsNullCanCome() {
        Schema schema = SchemaBuilder.struct()
                .name("in")
                .version(7)
                .parameter("owner", "sales")
                .field("sure", Schema.STRING_SCHEMA)
                .field("perhaps", Schema.OPTIONAL_STRING_SCHEMA)
                .build();
        String document = """
                id: a
                version: 1
                fields:
                  - {source: sure, target: a}
                  - {source: sure, target: b, type: int32}
                  - {source: sure, target: c, type: int32, onError: "null"}
                  - {source: perhaps, target: d}
                  - {source: perhaps, target: e, required: true}
                  - {source: perhaps, target: f, type: int32, default: 0}
                  - {source: sure, target: g, nullValues: [x]}
                  - {const: 1, target: h, description: always one}
                  - {source: perhaps, target: i.j}
                  - {source: sure, target: k.l}
                """;
        Struct value = new Struct(schema).put("sure", "1").put("perhaps", "2");

        Schema made = Objects.requireNonNull(
                apply(Map.of("mapping", document), schema, value).valueSchema());

        assertThat(made.fields().stream()
                        .filter(field -> field.schema().isOptional())
                        .map(field -> field.name()))
                .containsExactly("c", "d", "g", "i");
        assertThat(made.name()).isEqualTo("in");
        assertThat(made.version()).isEqualTo(7);
        assertThat(made.parameters()).isEqualTo(Map.of("owner", "sales"));
        assertThat(made.field("h").schema().doc()).isEqualTo("always one");
    }

    @Test
    void aDefaultOfTheSchemaStandsInOnlyWhereThatIsSaid() {
        Schema schema = SchemaBuilder.struct()
                .field(
                        "x",
                        SchemaBuilder.string().optional().defaultValue("none").build())
                .build();
        Struct empty = new Struct(schema).put("x", null);

        SinkRecord kept = apply(Map.of("mapping", DOCUMENT), schema, empty);
        SinkRecord filled = apply(Map.of("mapping", DOCUMENT, "on.null", "default"), schema, empty);

        assertThat(((Struct) kept.value()).getWithoutDefault("y")).isNull();
        assertThat(((Struct) filled.value()).getWithoutDefault("y")).isEqualTo("none");
    }

    @Test
    void aWholeStructMayBecomeAnOptionalOrDescribedField() {
        Schema inner = SchemaBuilder.struct().field("z", Schema.STRING_SCHEMA).build();
        Schema schema = SchemaBuilder.struct().field("x", inner).build();
        Struct value = new Struct(schema).put("x", new Struct(inner).put("z", "1"));
        String document = "id: a\nversion: 1\nfields: [{source: x, target: y, description: all of it}]";

        Struct made = (Struct) apply(Map.of("mapping", document), schema, value).value();

        assertThat(made.getStruct("y").getString("z")).isEqualTo("1");
        assertThat(made.schema().field("y").schema().doc()).isEqualTo("all of it");
    }

    private static SinkRecord apply(Map<String, String> settings, @Nullable Schema schema, Object value) {
        try (MapFields.Value<SinkRecord> transform = new MapFields.Value<>()) {
            transform.configure(settings);
            return Objects.requireNonNull(transform.apply(new SinkRecord("t", 0, null, null, schema, value, 1)));
        }
    }

    private static List<String> complaints(Map<String, String> settings) {
        return MappingSettings.definition().validate(settings).stream()
                .map(ConfigValue::errorMessages)
                .flatMap(List::stream)
                .toList();
    }
}
