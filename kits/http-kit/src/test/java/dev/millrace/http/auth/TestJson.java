package dev.millrace.http.auth;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** JSON as maps, lists and texts. */
final class TestJson {

    private TestJson() {}

    static Object read(byte[] bytes) throws IOException {
        try (JsonParser parser = new JsonFactory().createParser(bytes)) {
            JsonToken unused = parser.nextToken();
            return value(parser);
        }
    }

    /** A member's text. */
    static String text(Object object, String name) {
        return String.valueOf(member(object, name));
    }

    static Object member(Object object, String name) {
        Object found = ((Map<?, ?>) object).get(name);
        return found == null ? "" : found;
    }

    /** As JSON again: texts only. */
    static String write(Map<?, ?> texts) {
        List<String> members = new ArrayList<>();
        texts.forEach((name, value) -> members.add("\"" + name + "\":\"" + value + "\""));
        return "{" + String.join(",", members) + "}";
    }

    private static Object value(JsonParser parser) throws IOException {
        JsonToken token = parser.currentToken();
        if (token == JsonToken.START_ARRAY) {
            List<Object> list = new ArrayList<>();
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                list.add(value(parser));
            }
            return list;
        }
        if (token == JsonToken.START_OBJECT) {
            Map<String, Object> object = new LinkedHashMap<>();
            while (parser.nextToken() != JsonToken.END_OBJECT) {
                String name = parser.currentName();
                JsonToken unused = parser.nextToken();
                object.put(name, value(parser));
            }
            return object;
        }
        return parser.getText();
    }
}
