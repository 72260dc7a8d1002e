package dev.millrace.http.request;

import dev.millrace.http.HttpCall;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.connect.header.ConnectHeaders;
import org.apache.kafka.connect.sink.SinkRecord;
import org.yaml.snakeyaml.Yaml;

/** A case of a spec file: a configuration, what a request is made from, and what is expected. */
record RequestCase(Map<String, Object> entries) {

    static List<RequestCase> of(String file) {
        try (InputStream in =
                Objects.requireNonNull(RequestCase.class.getResourceAsStream("/spec/request/" + file), file)) {
            List<Map<String, Object>> cases = new Yaml().load(in);
            return cases.stream().map(RequestCase::new).toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    String name() {
        return text("name").orElseGet(() -> String.valueOf(entries.get("config")));
    }

    Optional<String> text(String entry) {
        return Optional.ofNullable(entries.get(entry)).map(Object::toString);
    }

    @SuppressWarnings("unchecked")
    Optional<List<String>> list(String entry) {
        return Optional.ofNullable((List<String>) entries.get(entry));
    }

    boolean joins() {
        return entries.containsKey("values") || entries.containsKey("batch");
    }

    AbstractConfig config() {
        Map<String, String> properties = new HashMap<>(Map.of("http.url", "https://partner.example/orders"));
        map("config").forEach((key, value) -> properties.put(key, String.valueOf(value)));
        ConfigDef definition = new ConfigDef();
        RequestSettings.define(definition);
        BatchBody.define(definition);
        return new AbstractConfig(definition, properties, false);
    }

    Map<String, String> problems() {
        Map<String, String> problems = new HashMap<>();
        RequestSettings.validate(
                config(), RecordForTest.PLACES, (key, sentence) -> problems.merge(key, sentence, RequestCase::both));
        if (joins()) {
            BatchBody.validate(config(), (key, sentence) -> problems.merge(key, sentence, RequestCase::both));
        }
        return problems;
    }

    RequestTemplate<SinkRecord> template() {
        RequestSettings settings = RequestSettings.from(config());
        return joins()
                ? RequestTemplate.of(settings, BatchBody.from(config()), RecordForTest.PLACES)
                : RequestTemplate.of(settings, RecordForTest.PLACES);
    }

    /** The request of the record, or of all of them. */
    HttpCall call() {
        return joins()
                ? template().renderBatch(records())
                : template().render(records().get(0));
    }

    List<SinkRecord> records() {
        Object values = entries.get("values");
        List<?> all = values instanceof List<?> list ? list : Collections.singletonList(entries.get("value"));
        ConnectHeaders headers = new ConnectHeaders();
        map("headers").forEach((name, value) -> headers.addString(name, String.valueOf(value)));
        Object key = entries.getOrDefault("key", "k1");
        return all.stream()
                .map(value -> RecordForTest.of(key, null, value, headers))
                .toList();
    }

    static String bodyOf(HttpCall call) {
        return new String(call.body(), StandardCharsets.UTF_8);
    }

    @SuppressWarnings("unchecked")
    private Map<String, Object> map(String entry) {
        return (Map<String, Object>) entries.getOrDefault(entry, Map.of());
    }

    private static String both(String one, String other) {
        return one + "; " + other;
    }
}
