package dev.millrace.transforms.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.millrace.kit.ValueText;
import dev.millrace.transforms.MapFields;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.sink.SinkRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** What the guide shows is what happens. */
class MappingGuideTest {

    private static final Path GUIDE = Path.of("../docs/guides/mapping.md");
    private static final Pattern BLOCK = Pattern.compile("```(yaml|json)\\n(.*?)```", Pattern.DOTALL);

    private final List<String> blocks = blocks();
    private final String document = blocks.get(1);

    private static List<String> blocks() {
        try {
            return BLOCK.matcher(Files.readString(GUIDE))
                    .results()
                    .map(block -> block.group(2))
                    .toList();
        } catch (IOException wrong) {
            throw new IllegalStateException(wrong);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"map", "struct"})
    void theExampleGivesWhatTheGuideShows(String kind) {
        Object map = SpecValues.read(yaml(blocks.get(2)));
        Object expected = yaml(blocks.get(3));

        Object result = kind.equals("map")
                ? apply(document, null, map)
                : apply(document, SpecValues.schema(SpecValues.struct(map)), SpecValues.struct(map));

        assertThat(plain(result)).isEqualTo(String.valueOf(expected));
    }

    @Test
    void theSameDocumentAsJsonGivesTheSame() {
        Object map = SpecValues.read(yaml(blocks.get(2)));
        String json = Objects.requireNonNull(ValueText.of(null, yaml(document)));

        Object result = apply(json, null, map);

        assertThat(json).startsWith("{");
        assertThat(plain(result)).isEqualTo(String.valueOf(yaml(blocks.get(3))));
    }

    @Test
    void theNameOfTheTargetSchemaAndTheDescriptionsAreInTheSchema() {
        Object struct = SpecValues.struct(SpecValues.read(yaml(blocks.get(2))));

        SinkRecord result = record(document, SpecValues.schema(struct), struct);

        Schema schema = result.valueSchema();
        assertThat(schema.name()).isEqualTo("erp.Order");
        assertThat(schema.doc()).isEqualTo("Orders of the shop as the ERP takes them.");
        assertThat(schema.field("customerId").schema().doc()).isEqualTo("The customer's number.");
        assertThat(schema.field("customerId").schema().isOptional()).isFalse();
        assertThat(schema.field("name").schema().isOptional()).isTrue();
    }

    @Test
    void thePageIsTheOneThatTheGuideShows() throws IOException {
        String guide = Files.readString(GUIDE);

        String page = MappingPage.of(Mapping.parse(document, null));

        String shown = "<!-- page -->\n" + page.replaceFirst("^# ", "### ").replace("\n## ", "\n#### ");
        if (Boolean.getBoolean("millrace.reference.update")) {
            Files.writeString(GUIDE, guide.replaceFirst("(?s)(<!-- page -->.*)?$", "") + shown);
        } else {
            assertThat(guide).endsWith(shown);
        }
    }

    @Test
    void theFailureIsWrittenAsTheGuideShows() {
        Object map = SpecValues.read(Map.of("cust", Map.of("id", 1), "amt", "x"));

        Throwable failure = catchThrowable(() -> apply(document, null, map));

        assertThat(failure).isNotNull();
        assertThat(yaml(String.valueOf(failure.getMessage()))).isEqualTo(yaml(blocks.get(blocks.size() - 1)));
    }

    private static @Nullable Object apply(String document, @Nullable Schema schema, @Nullable Object value) {
        return record(document, schema, value).value();
    }

    private static SinkRecord record(String document, @Nullable Schema schema, @Nullable Object value) {
        try (MapFields.Value<SinkRecord> transform = new MapFields.Value<>()) {
            transform.configure(Map.of("mapping", document, "expression.timeout.ms", "60000"));
            return Objects.requireNonNull(transform.apply(new SinkRecord("orders", 0, null, null, schema, value, 1L)));
        }
    }

    private static Object yaml(String text) {
        return new Yaml(new SafeConstructor(new LoaderOptions())).load(text);
    }

    /** Without the words for types, for the guide shows JSON. */
    private static String plain(@Nullable Object value) {
        return String.valueOf(SpecValues.write(value)).replaceAll("(int32|int64|float64) ", "");
    }
}
