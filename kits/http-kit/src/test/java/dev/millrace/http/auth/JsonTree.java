package dev.millrace.http.auth;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A value of a data file; what is not there is a defect of the file. */
record JsonTree(Object value) {

    static JsonTree read(byte[] bytes) throws IOException {
        try (JsonParser parser = new JsonFactory().createParser(bytes)) {
            parser.nextToken();
            return new JsonTree(value(parser));
        }
    }

    private static Object value(JsonParser parser) throws IOException {
        if (parser.currentToken() == JsonToken.START_OBJECT) {
            Map<String, Object> members = new LinkedHashMap<>();
            while (parser.nextToken() != JsonToken.END_OBJECT) {
                String name = parser.currentName();
                parser.nextToken();
                members.put(name, value(parser));
            }
            return members;
        }
        if (parser.currentToken() == JsonToken.START_ARRAY) {
            List<Object> elements = new ArrayList<>();
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                elements.add(value(parser));
            }
            return elements;
        }
        return parser.getText();
    }

    boolean has(String name) {
        return ((Map<?, ?>) value).containsKey(name);
    }

    JsonTree at(String name) {
        Object member = ((Map<?, ?>) value).get(name);
        if (member == null) {
            throw new AssertionError("there is no " + name);
        }
        return new JsonTree(member);
    }

    /** Text, number or truth value. */
    String text(String name) {
        return (String) at(name).value;
    }

    List<JsonTree> elements() {
        return ((List<?>) value).stream().map(one -> new JsonTree((Object) one)).toList();
    }

    /** The texts of an object in their order. */
    Map<String, String> texts() {
        Map<String, String> texts = new LinkedHashMap<>();
        ((Map<?, ?>) value).forEach((name, text) -> texts.put((String) name, (String) text));
        return texts;
    }
}
