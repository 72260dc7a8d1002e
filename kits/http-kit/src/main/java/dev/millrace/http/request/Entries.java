package dev.millrace.http.request;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The entries of an option: one on each line, or, on a single line, between commas. There a comma separates when a name
 * and its mark follow, so that {@code Accept: text/html, text/plain} is one header; within braces or quotes it never does.
 */
final class Entries {

    private static final Pattern NAMED_VALUE = nextWith("=");
    private static final Pattern HEADER = nextWith(":");

    private Entries() {}

    /** Entries of the form {@code name=value}. */
    static List<Named> named(String text) {
        return of(text, NAMED_VALUE).stream().map(Entries::parse).toList();
    }

    /** Entries of the form {@code Name: value}. */
    static List<String> headers(String text) {
        return of(text, HEADER);
    }

    /** An entry of the form {@code name=value}. */
    record Named(String name, String value) {}

    private static Named parse(String entry) {
        int equals = entry.indexOf('=');
        if (equals < 1 || entry.substring(0, equals).isBlank()) {
            throw new IllegalArgumentException(
                    "has an entry that is none: write name=value, one on each line or separated by commas");
        }
        return new Named(
                entry.substring(0, equals).strip(), entry.substring(equals + 1).strip());
    }

    private static List<String> of(String text, Pattern next) {
        List<String> entries = new ArrayList<>();
        if (text.indexOf('\n') >= 0) {
            text.lines().forEach(line -> add(line, entries));
            return entries;
        }
        int from = 0;
        int depth = 0;
        boolean quoted = false;
        for (int at = 0; at < text.length(); at++) {
            char c = text.charAt(at);
            depth += c == '{' ? 1 : c == '}' ? -1 : 0;
            quoted ^= c == '"';
            if (c == ','
                    && depth == 0
                    && !quoted
                    && next.matcher(text).region(at, text.length()).lookingAt()) {
                add(text.substring(from, at), entries);
                from = at + 1;
            }
        }
        add(text.substring(from), entries);
        return entries;
    }

    private static Pattern nextWith(String mark) {
        return Pattern.compile(",\\s*[^\\s,;:={}\"]+\\s*" + mark);
    }

    private static void add(String entry, List<String> entries) {
        if (!entry.isBlank()) {
            entries.add(entry.strip());
        }
    }
}
