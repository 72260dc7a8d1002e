package dev.millrace.feed.layout;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** One case of the YAML files beside this class. */
record LayoutCase(String name, Map<String, Object> text) {

    static Stream<LayoutCase> of(String file) {
        return ((List<?>) yaml(resource(file)))
                .stream().map(LayoutCase::map).map(map -> new LayoutCase(String.valueOf(map.get("name")), map));
    }

    static String resource(String name) {
        try (InputStream file = LayoutCase.class.getResourceAsStream(name)) {
            return new String(Objects.requireNonNull(file, name).readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Object yaml(String text) {
        return new Yaml(new SafeConstructor(new LoaderOptions())).load(text);
    }

    private static Map<String, Object> map(Object value) {
        Map<String, Object> map = new LinkedHashMap<>();
        ((Map<?, ?>) value).forEach((key, each) -> map.put(String.valueOf(key), each));
        return map;
    }

    /** The layout's YAML, or its fields in the short form. */
    String layout() {
        return text.containsKey("layout")
                ? String.valueOf(text.get("layout"))
                : "{name: t, record: {" + text.getOrDefault("record", "") + "fields: [" + text.get("fields") + "]}}";
    }

    List<String> texts(String key) {
        return text.get(key) instanceof List<?> list
                ? list.stream().map(String::valueOf).toList()
                : List.of();
    }

    byte[] bytes() {
        return HexFormat.of().parseHex(String.valueOf(text.get("hex")).replace(" ", ""));
    }

    @Nullable
    Object value(String key) {
        return text.get(key);
    }

    @Override
    public String toString() {
        return name;
    }
}
