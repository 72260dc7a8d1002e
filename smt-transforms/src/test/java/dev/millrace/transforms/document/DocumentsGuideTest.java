package dev.millrace.transforms.document;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.kit.ConnectJson;
import dev.millrace.transforms.ParseJson;
import dev.millrace.transforms.ParseXml;
import dev.millrace.transforms.SerializeJson;
import dev.millrace.transforms.SerializeXml;
import dev.millrace.transforms.UnwrapEnvelope;
import dev.millrace.transforms.WrapEnvelope;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.transforms.Transformation;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each example of the guide gives what the guide says. */
class DocumentsGuideTest {

    private static final Path GUIDE = Path.of("../docs/guides/documents-and-envelopes.md");
    private static final Pattern EXAMPLE = Pattern.compile(
            "```json transform\n(.*?)```\\s+```json given\n(.*?)```\\s+```json gives\n(.*?)```", Pattern.DOTALL);
    private static final JsonReading JSON = new JsonReading(DocumentLimits.OF_CONFIGURATION, Numbers.DECIMAL);
    private static final JsonReading VALUES = new JsonReading(DocumentLimits.OF_CONFIGURATION, Numbers.EXACT);
    private static final List<Transformation<SourceRecord>> KNOWN = List.of(
            new ParseJson.Value<>(),
            new ParseXml.Value<>(),
            new SerializeJson.Value<>(),
            new SerializeXml.Value<>(),
            new WrapEnvelope<>(),
            new UnwrapEnvelope<>());

    static Stream<Arguments> examples() throws IOException {
        String guide = Files.readString(GUIDE);
        List<Arguments> examples = EXAMPLE.matcher(guide)
                .results()
                .map(found -> Arguments.of(found.group(1), found.group(2), found.group(3)))
                .toList();
        assertThat(examples).as("examples in the form that is executed").hasSize(count(guide));
        return examples.stream();
    }

    private static int count(String guide) {
        Matcher blocks = Pattern.compile("```json transform").matcher(guide);
        return (int) blocks.results().count();
    }

    @ParameterizedTest
    @MethodSource("examples")
    void givesWhatTheGuideSays(String configuration, String given, String gives) {
        Map<String, String> options = new LinkedHashMap<>();
        object(configuration).forEach((key, value) -> options.put(String.valueOf(key), String.valueOf(value)));
        Transformation<SourceRecord> transform = transform(options.remove("type"));
        transform.configure(options);
        try {
            assertThat(told(transform, record((Map<?, ?>) Objects.requireNonNull(VALUES.read(given)))))
                    .isEqualTo(expected(object(gives)));
        } finally {
            transform.close();
        }
    }

    @Test
    void hasAnExampleThatMakesEventsOfRows() throws IOException {
        Map<?, ?> example = object(Files.readString(Path.of("../config-examples/transforms-cloudevents-sftp.json")));
        Schema schema = SchemaBuilder.struct()
                .field("order_id", Schema.OPTIONAL_STRING_SCHEMA)
                .field("shop", Schema.OPTIONAL_STRING_SCHEMA)
                .field("details", Schema.OPTIONAL_STRING_SCHEMA)
                .build();
        Struct row = new Struct(schema)
                .put("order_id", "17")
                .put("shop", "Ulm 1")
                .put("details", "{\"sku\":\"a-1\",\"quantity\":2}");
        Transformation<SourceRecord> parse = configured(example, "transforms.parse.");
        Transformation<SourceRecord> event = configured(example, "transforms.event.");

        SourceRecord done = Given.applied(event, Given.applied(parse, Given.record(schema, row)));

        assertThat(ConnectJson.text(done.valueSchema(), done.value()))
                .contains(
                        "\"source\":\"/shops/Ulm%201\"",
                        "\"subject\":\"17\"", "\"details\":{\"sku\":\"a-1\",\"quantity\":2}");
        parse.close();
        event.close();
    }

    private static Transformation<SourceRecord> configured(Map<?, ?> example, String prefix) {
        Map<String, String> options = new LinkedHashMap<>();
        example.forEach((key, value) -> {
            if (String.valueOf(key).startsWith(prefix)) {
                options.put(String.valueOf(key).substring(prefix.length()), String.valueOf(value));
            }
        });
        Transformation<SourceRecord> transform = transform(options.remove("type"));
        assertThat(transform.config().names()).containsAll(options.keySet());
        transform.configure(options);
        return transform;
    }

    private static Transformation<SourceRecord> transform(@Nullable String type) {
        return KNOWN.stream()
                .filter(known -> known.getClass().getName().equals(type))
                .findFirst()
                .orElseThrow(() -> new AssertionError("not known here: " + type));
    }

    private static SourceRecord record(Map<?, ?> given) {
        SourceRecord record = new SourceRecord(
                Map.of("file", "a"),
                Map.of("line", 1L),
                "orders",
                0,
                Schema.OPTIONAL_STRING_SCHEMA,
                given.get("key"),
                null,
                given.get("value"),
                (Long) given.get("timestamp"));
        if (given.get("headers") instanceof Map<?, ?> headers) {
            headers.forEach((name, value) -> record.headers().addString(String.valueOf(name), String.valueOf(value)));
        }
        return record;
    }

    /** What comes of a record, as JSON: its headers and its value, or how it fails. */
    private static Map<String, String> told(Transformation<SourceRecord> transform, SourceRecord record) {
        Map<String, String> told = new TreeMap<>();
        try {
            SourceRecord done = Objects.requireNonNull(transform.apply(record));
            told.put("value", ConnectJson.text(done.valueSchema(), done.value()));
            Map<String, Object> headers = new TreeMap<>();
            done.headers().forEach(header -> headers.put(header.key(), header.value()));
            told.put("headers", ConnectJson.text(null, headers));
            told.put(
                    "schema",
                    done.valueSchema() == null
                            ? ""
                            : String.valueOf(done.valueSchema().name()));
        } catch (DataException failed) {
            told.put("fails", String.valueOf(failed.getMessage()));
        }
        return told;
    }

    private static Map<String, String> expected(Map<?, ?> gives) {
        Map<String, String> expected = new TreeMap<>();
        if (gives.containsKey("fails")) {
            expected.put("fails", ConnectJson.text(null, gives.get("fails")));
            return expected;
        }
        expected.put("value", ConnectJson.text(null, gives.get("value")));
        Map<?, ?> headers = gives.get("headers") instanceof Map<?, ?> map ? map : Map.of();
        expected.put("headers", ConnectJson.text(null, new TreeMap<>(headers)));
        expected.put("schema", gives.get("schema") instanceof String name ? name : "");
        return expected;
    }

    private static Map<?, ?> object(String json) {
        return (Map<?, ?>) Objects.requireNonNull(JSON.read(json));
    }
}
