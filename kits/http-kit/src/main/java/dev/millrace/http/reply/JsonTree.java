package dev.millrace.http.reply;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A JSON value: its members, its elements, or its text. Immutable. */
final class JsonTree {

    private static final JsonFactory FACTORY = JsonFactory.builder()
            // names are a stranger's: the table of the process's own names is no place for them
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .build();

    private enum Kind {
        OBJECT,
        ARRAY,
        STRING,
        NUMBER,
        BOOLEAN,
        NULL
    }

    private final Kind kind;
    private final Map<String, JsonTree> members;
    private final List<JsonTree> elements;
    private final String text;

    private JsonTree(Kind kind, Map<String, JsonTree> members, List<JsonTree> elements, String text) {
        this.kind = kind;
        this.members = members;
        this.elements = elements;
        this.text = text;
    }

    /** Reads a document; empty when the bytes are no JSON, or more than one document. */
    static Optional<JsonTree> read(byte[] bytes) {
        try (JsonParser parser = FACTORY.createParser(bytes)) {
            if (parser.nextToken() == null) {
                return Optional.empty();
            }
            JsonTree root = value(parser);
            return parser.nextToken() == null ? Optional.of(root) : Optional.empty();
        } catch (IOException unreadable) {
            return Optional.empty();
        }
    }

    boolean isObject() {
        return kind == Kind.OBJECT;
    }

    boolean isNull() {
        return kind == Kind.NULL;
    }

    @Nullable
    JsonTree member(String name) {
        return members.get(name);
    }

    List<JsonTree> elements() {
        return elements;
    }

    /** The members' values or the elements. */
    List<JsonTree> children() {
        return kind == Kind.OBJECT ? List.copyOf(members.values()) : elements;
    }

    /** The text of a string; empty for anything else. */
    Optional<String> string() {
        return kind == Kind.STRING ? Optional.of(text) : Optional.empty();
    }

    /** Whether it is a value without parts that is written so; numbers are compared by what they are worth. */
    boolean is(String wanted) {
        return switch (kind) {
            case OBJECT, ARRAY -> false;
            case STRING, BOOLEAN, NULL -> text.equals(wanted);
            case NUMBER -> text.equals(wanted) || isWorth(wanted);
        };
    }

    /** Whether it says something: neither null, nor false, nor empty. */
    boolean isSomething() {
        return switch (kind) {
            case OBJECT -> !members.isEmpty();
            case ARRAY -> !elements.isEmpty();
            case STRING -> !text.isEmpty();
            case NUMBER -> true;
            case BOOLEAN -> text.equals("true");
            case NULL -> false;
        };
    }

    private boolean isWorth(String wanted) {
        try {
            return wanted.length() < 40
                    && text.length() < 40
                    && new BigDecimal(text).compareTo(new BigDecimal(wanted)) == 0;
        } catch (NumberFormatException noNumber) {
            return false;
        }
    }

    private static JsonTree value(JsonParser parser) throws IOException {
        JsonToken token = parser.currentToken();
        return switch (token) {
            case START_OBJECT -> {
                Map<String, JsonTree> members = new LinkedHashMap<>();
                while (parser.nextToken() != JsonToken.END_OBJECT) {
                    String name = parser.currentName();
                    JsonToken unused = parser.nextToken();
                    members.put(name, value(parser));
                }
                yield new JsonTree(Kind.OBJECT, members, List.of(), "");
            }
            case START_ARRAY -> {
                List<JsonTree> elements = new ArrayList<>();
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    elements.add(value(parser));
                }
                yield new JsonTree(Kind.ARRAY, Map.of(), elements, "");
            }
            case VALUE_TRUE, VALUE_FALSE -> leaf(Kind.BOOLEAN, parser.getText());
            case VALUE_NULL -> leaf(Kind.NULL, "null");
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> leaf(Kind.NUMBER, parser.getText());
            default -> leaf(Kind.STRING, parser.getText());
        };
    }

    private static JsonTree leaf(Kind kind, String text) {
        return new JsonTree(kind, Map.of(), List.of(), text);
    }
}
