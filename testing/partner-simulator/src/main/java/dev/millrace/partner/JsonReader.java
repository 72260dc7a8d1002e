package dev.millrace.partner;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The little JSON that a partner reads (RFC 8259): maps, lists, texts, BigDecimals, booleans, and an object of its own for null. */
public final class JsonReader {

    private static final Object NULL = new Object() {
        @Override
        public String toString() {
            return "null";
        }
    };

    private final String text;
    private int at;

    private JsonReader(String text) {
        this.text = text;
    }

    /**
     * Reads one object.
     *
     * @throws IllegalArgumentException when it is none, or names a member twice
     */
    @SuppressWarnings("unchecked")
    public static Map<String, Object> object(String text) {
        JsonReader reader = new JsonReader(text);
        Object value = reader.value();
        reader.space();
        if (reader.at != text.length() || !(value instanceof Map<?, ?>)) {
            throw reader.wrong();
        }
        return (Map<String, Object>) value;
    }

    private Object value() {
        space();
        return switch (peek()) {
            case '{' -> object();
            case '[' -> list();
            case '"' -> string();
            case 't' -> word("true", true);
            case 'f' -> word("false", false);
            case 'n' -> word("null", NULL);
            default -> number();
        };
    }

    private Map<String, Object> object() {
        Map<String, Object> members = new LinkedHashMap<>();
        take('{');
        space();
        if (peek() == '}') {
            at++;
            return members;
        }
        do {
            space();
            String name = string();
            space();
            take(':');
            if (members.containsKey(name)) {
                throw wrong();
            }
            members.put(name, value());
            space();
        } while (next(','));
        take('}');
        return members;
    }

    private List<Object> list() {
        List<Object> elements = new ArrayList<>();
        take('[');
        space();
        if (peek() == ']') {
            at++;
            return elements;
        }
        do {
            elements.add(value());
            space();
        } while (next(','));
        take(']');
        return elements;
    }

    private String string() {
        take('"');
        StringBuilder read = new StringBuilder();
        while (peek() != '"') {
            char sign = text.charAt(at++);
            read.append(sign == '\\' ? escaped() : sign);
        }
        at++;
        return read.toString();
    }

    private char escaped() {
        char sign = peek();
        at++;
        return switch (sign) {
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case '"', '\\', '/' -> sign;
            case 'u' -> {
                at += 4;
                if (at > text.length()) {
                    throw wrong();
                }
                yield (char) Integer.parseInt(text.substring(at - 4, at), 16);
            }
            default -> throw wrong();
        };
    }

    private Object number() {
        int start = at;
        while (at < text.length() && "+-.eE0123456789".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
        return new BigDecimal(text.substring(start, at));
    }

    private Object word(String word, Object value) {
        if (!text.startsWith(word, at)) {
            throw wrong();
        }
        at += word.length();
        return value;
    }

    private void space() {
        while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
    }

    private char peek() {
        if (at >= text.length()) {
            throw wrong();
        }
        return text.charAt(at);
    }

    private boolean next(char sign) {
        boolean there = peek() == sign;
        at += there ? 1 : 0;
        return there;
    }

    private void take(char sign) {
        if (!next(sign)) {
            throw wrong();
        }
    }

    private IllegalArgumentException wrong() {
        return new IllegalArgumentException("no JSON at character " + at);
    }
}
