package dev.millrace.rest;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The body of a reply as JSON, looked into by pointer (RFC 6901): objects are maps, arrays lists, all else the text of its
 * token. Immutable.
 */
final class ReplyJson {

    private static final JsonFactory JSON = new JsonFactory();

    private final @Nullable Object root;

    private ReplyJson(@Nullable Object root) {
        this.root = root;
    }

    /** Reads a body; empty when it is no JSON. What it holds never gets into a message. */
    static Optional<ReplyJson> of(byte[] body) {
        try (JsonParser parser = JSON.createParser(body)) {
            JsonToken first = parser.nextToken();
            if (first == null) {
                return Optional.empty();
            }
            Object root = value(parser, first);
            return parser.nextToken() == null ? Optional.of(new ReplyJson(root)) : Optional.empty();
        } catch (IOException broken) {
            return Optional.empty();
        }
    }

    /** What the pointer leads to; empty for nothing, and for null. */
    Optional<ReplyJson> at(JsonPointer pointer) {
        Object here = root;
        for (JsonPointer step = pointer; !step.matches(); step = step.tail()) {
            if (here instanceof Map<?, ?> object) {
                here = object.get(step.getMatchingProperty());
            } else if (here instanceof List<?> list
                    && step.getMatchingIndex() >= 0
                    && step.getMatchingIndex() < list.size()) {
                here = list.get(step.getMatchingIndex());
            } else {
                return Optional.empty();
            }
        }
        return here == null ? Optional.empty() : Optional.of(new ReplyJson(here));
    }

    /** The elements; empty for what is no array. */
    Optional<List<ReplyJson>> elements() {
        return root instanceof List<?> list
                ? Optional.of(list.stream().map(ReplyJson::new).toList())
                : Optional.empty();
    }

    /** Whether it is an object. */
    boolean isObject() {
        return root instanceof Map<?, ?>;
    }

    /** The text of a string, number or boolean; empty for all else. */
    Optional<String> text() {
        return root instanceof String text ? Optional.of(text) : Optional.empty();
    }

    private static @Nullable Object value(JsonParser parser, JsonToken token) throws IOException {
        return switch (token) {
            case START_OBJECT -> {
                Map<String, @Nullable Object> object = new LinkedHashMap<>();
                while (parser.nextToken() != JsonToken.END_OBJECT) {
                    String name = parser.currentName();
                    object.put(name, value(parser, parser.nextToken()));
                }
                yield object;
            }
            case START_ARRAY -> {
                List<@Nullable Object> array = new ArrayList<>();
                for (JsonToken next = parser.nextToken(); next != JsonToken.END_ARRAY; next = parser.nextToken()) {
                    array.add(value(parser, next));
                }
                yield array;
            }
            case VALUE_NULL -> null;
            default -> parser.getText();
        };
    }
}
