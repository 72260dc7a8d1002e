package dev.millrace.feed.binary;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads small lists in options: {@code A=1, B=2} and {@code A: something; B: something else}. */
final class Clauses {

    private Clauses() {}

    /** Left and right of the equals signs, in their order. */
    static Map<String, String> pairs(String key, String text) throws BadOption {
        Map<String, String> pairs = new LinkedHashMap<>();
        for (String pair : split(text, ',')) {
            int equals = pair.indexOf('=');
            if (equals <= 0 || equals == pair.length() - 1) {
                throw new BadOption(key, "must be pairs with an equals sign, separated by commas: A=B, C=D");
            }
            String left = unquoted(pair.substring(0, equals).strip());
            if (pairs.put(left, pair.substring(equals + 1).strip()) != null) {
                throw new BadOption(key, left + " stands on the left twice");
            }
        }
        return pairs;
    }

    /** Left and right of the colons, in their order. */
    static Map<String, String> named(String key, String text) throws BadOption {
        Map<String, String> clauses = new LinkedHashMap<>();
        for (String clause : split(text, ';')) {
            int colon = clause.indexOf(':');
            if (colon <= 0 || clause.substring(colon + 1).isBlank()) {
                throw new BadOption(
                        key,
                        "must be names with a colon and what belongs to them, separated by semicolons: A: x; B: y");
            }
            String name = clause.substring(0, colon).strip();
            if (clauses.put(name, clause.substring(colon + 1).strip()) != null) {
                throw new BadOption(key, name + " stands in front of a colon twice");
            }
        }
        return clauses;
    }

    /** The parts between marks that stand outside of quotes, without blanks around them; empty ones are left out. */
    static List<String> split(String text, char mark) {
        List<String> parts = new ArrayList<>();
        char quote = 0;
        int from = 0;
        for (int at = 0; at <= text.length(); at++) {
            char next = at < text.length() ? text.charAt(at) : mark;
            if (at < text.length() && quote != 0) {
                quote = next == quote ? 0 : quote;
            } else if (next == '\'' || next == '"') {
                quote = next;
            } else if (next == mark) {
                String part = text.substring(from, at).strip();
                if (!part.isEmpty()) {
                    parts.add(part);
                }
                from = at + 1;
            }
        }
        return parts;
    }

    /** A value may have blanks and signs in quotes. */
    static String unquoted(String text) {
        boolean quoted = text.length() > 1
                && (text.charAt(0) == '\'' || text.charAt(0) == '"')
                && text.charAt(text.length() - 1) == text.charAt(0);
        return quoted ? text.substring(1, text.length() - 1) : text;
    }
}
