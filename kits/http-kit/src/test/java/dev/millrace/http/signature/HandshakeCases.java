package dev.millrace.http.signature;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Cases in JSON, as maps, lists and texts. */
final class HandshakeCases {

    private final Map<?, ?> fields;

    private HandshakeCases(Map<?, ?> fields) {
        this.fields = fields;
    }

    static List<HandshakeCases> read(byte[] json) throws IOException {
        List<HandshakeCases> cases = new ArrayList<>();
        if (tree(json) instanceof List<?> list) {
            list.forEach(one -> cases.add(new HandshakeCases((Map<?, ?>) one)));
        }
        return cases;
    }

    /** The text at that key; empty when there is none. */
    String text(String key) {
        Object value = fields.get(key);
        return value == null ? "" : value.toString();
    }

    boolean has(String key) {
        return fields.get(key) != null;
    }

    HandshakeCases object(String key) {
        return fields.get(key) instanceof Map<?, ?> map ? new HandshakeCases(map) : new HandshakeCases(Map.of());
    }

    /** The elements of a list, or the one value that stands in its place. */
    List<?> list(String key) {
        Object value = fields.get(key);
        return value instanceof List<?> list ? list : value == null ? List.of() : List.of(value);
    }

    List<HandshakeCases> objects(String key) {
        return list(key).stream()
                .map(one -> new HandshakeCases((Map<?, ?>) one))
                .toList();
    }

    List<String> keys() {
        return fields.keySet().stream().map(Object::toString).toList();
    }

    @Nullable
    Object raw(String key) {
        return fields.get(key);
    }

    @Override
    public String toString() {
        return text("id");
    }

    /** Numbers and booleans as texts, so that two documents compare by their words. */
    static @Nullable Object tree(byte[] json) throws IOException {
        try (JsonParser parser = new JsonFactory().createParser(json)) {
            parser.nextToken();
            return tree(parser);
        }
    }

    private static @Nullable Object tree(JsonParser parser) throws IOException {
        if (parser.currentToken() == JsonToken.START_OBJECT) {
            Map<String, @Nullable Object> map = new LinkedHashMap<>();
            while (parser.nextToken() != JsonToken.END_OBJECT) {
                String name = parser.currentName();
                parser.nextToken();
                map.put(name, tree(parser));
            }
            return map;
        }
        if (parser.currentToken() == JsonToken.START_ARRAY) {
            List<@Nullable Object> list = new ArrayList<>();
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                list.add(tree(parser));
            }
            return list;
        }
        return parser.currentToken() == JsonToken.VALUE_NULL ? null : parser.getText();
    }
}
