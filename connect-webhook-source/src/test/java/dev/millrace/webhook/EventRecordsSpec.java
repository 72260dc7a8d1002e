package dev.millrace.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.millrace.http.ReceivedHeaders;
import dev.millrace.http.ReceivedRequest;
import dev.millrace.http.signature.SecretNames;
import dev.millrace.http.signature.WebhookProvider;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.header.Header;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** One case of the files in spec/records: options, a request, and its records or its refusal. */
record EventRecordsSpec(String file, Map<?, ?> text) {

    static final Instant RECEIVED_AT = Instant.parse("2026-03-01T12:00:00.500Z");

    static Stream<EventRecordsSpec> all() {
        URL folder = Objects.requireNonNull(EventRecordsSpec.class.getResource("/spec/records"));
        try (Stream<Path> files = Files.list(Path.of(folder.toURI()))) {
            List<EventRecordsSpec> specs = new ArrayList<>();
            for (Path file : files.sorted().toList()) {
                try (InputStream bytes = Files.newInputStream(file)) {
                    for (Object text : (List<?>) new Yaml(new SafeConstructor(new LoaderOptions())).load(bytes)) {
                        specs.add(new EventRecordsSpec(String.valueOf(file.getFileName()), (Map<?, ?>) text));
                    }
                }
            }
            return specs.stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    static AbstractConfig config(Map<String, String> options) {
        ConfigDef definition = new ConfigDef();
        RecordSettings.define(definition);
        return new AbstractConfig(definition, options, false);
    }

    /** The options, with a constant topic where the case names none. */
    Map<String, String> options() {
        Map<String, String> options = new LinkedHashMap<>(Map.of("topic", "events"));
        strings("options").forEach(options::put);
        return options;
    }

    EventRecords records() {
        return new EventRecords(
                RecordSettings.from(config(options())), new SecretNames(Set.of("X-Own-Proof"), Set.of()));
    }

    ReceivedEvent event() {
        String url = text.get("url") instanceof String given ? given : "/in";
        int query = url.indexOf('?');
        List<ReceivedHeaders.Field> fields = list("headers").stream()
                .map(line -> String.valueOf(line).split(": ", 2))
                .map(pair -> new ReceivedHeaders.Field(pair[0], pair[1]))
                .toList();
        byte[] body = text.get("hex") instanceof String hex
                ? HexFormat.of().parseHex(hex)
                : (text.get("body") instanceof String body1 ? body1 : "").getBytes(UTF_8);
        ReceivedRequest request = new ReceivedRequest(
                "r-1",
                text.get("method") instanceof String method ? method : "POST",
                "https://hooks.example.com" + url,
                query < 0 ? url : url.substring(0, query),
                query < 0 ? "" : url.substring(query + 1),
                new ReceivedHeaders(fields),
                body,
                "192.0.2.7",
                text.get("subject") instanceof String subject ? subject : null,
                RECEIVED_AT);
        return new ReceivedEvent(
                new UnpackedRequest(request),
                Optional.ofNullable(text.get("id")).map(String::valueOf),
                text.get("coverage") instanceof String coverage
                        ? WebhookProvider.Coverage.valueOf(coverage)
                        : WebhookProvider.Coverage.WHOLE);
    }

    Optional<String> refused() {
        return Optional.ofNullable(text.get("refused")).map(String::valueOf);
    }

    List<Map<String, Object>> expected() {
        List<Map<String, Object>> expected = new ArrayList<>();
        for (Object one : list("records")) {
            Map<String, Object> map = new LinkedHashMap<>();
            ((Map<?, ?>) one).forEach((key, value) -> map.put(String.valueOf(key), value));
            expected.add(map);
        }
        return expected;
    }

    /** Of a record, what the case asks for: topic, key, value, text, hex, schema, timestamp, headers, absent. */
    static @Nullable Object ask(PreparedRecord record, String what, Object wanted) {
        return switch (what) {
            case "topic" -> record.topic();
            case "key" -> record.key();
            case "value" -> plain(record.value());
            case "text" -> record.value() instanceof byte[] bytes ? new String(bytes, UTF_8) : "no bytes";
            case "hex" ->
                record.value() instanceof byte[] bytes ? HexFormat.of().formatHex(bytes) : "no bytes";
            case "schema" ->
                record.valueSchema() == null
                        ? "none"
                        : String.valueOf(record.valueSchema().type());
            case "timestamp" -> Instant.ofEpochMilli(record.timestamp()).toString();
            case "headers" -> headers(record, ((Map<?, ?>) wanted).keySet());
            case "absent" ->
                ((List<?>) wanted)
                        .stream()
                                .filter(name -> record.headers().lastWithName(String.valueOf(name)) == null)
                                .toList();
            default -> throw new IllegalArgumentException("no case can ask for " + what);
        };
    }

    private static Map<String, Object> headers(PreparedRecord record, Set<?> names) {
        Map<String, Object> found = new LinkedHashMap<>();
        for (Header header : record.headers()) {
            if (names.contains(header.key())) {
                // Repeated headers stand beside each other.
                found.merge(header.key(), plain(header.value()), (one, other) -> one + "," + other);
            }
        }
        return found;
    }

    private static Object plain(@Nullable Object value) {
        if (value instanceof byte[] bytes) {
            return HexFormat.of().formatHex(bytes);
        }
        if (value instanceof Struct struct) {
            Map<String, Object> map = new LinkedHashMap<>();
            struct.schema().fields().forEach(field -> map.put(field.name(), plain(struct.get(field))));
            return map;
        }
        if (value instanceof Map<?, ?> map) {
            Map<String, Object> copy = new LinkedHashMap<>();
            map.forEach((key, inner) -> copy.put(String.valueOf(key), plain(inner)));
            return copy;
        }
        if (value instanceof List<?> list) {
            return list.stream().map(EventRecordsSpec::plain).toList();
        }
        // YAML's small integers are Integers.
        return value instanceof Long number
                ? (Object) number.intValue()
                : String.valueOf(value).equals("null") ? "null" : Objects.requireNonNull(value);
    }

    private Map<String, String> strings(String key) {
        Map<String, String> strings = new LinkedHashMap<>();
        if (text.get(key) instanceof Map<?, ?> map) {
            map.forEach((name, value) -> strings.put(String.valueOf(name), String.valueOf(value)));
        }
        return strings;
    }

    private List<?> list(String key) {
        return text.get(key) instanceof List<?> list ? list : Arrays.asList();
    }

    @Override
    public String toString() {
        return file + ": " + text.get("name");
    }
}
