package dev.millrace.webhook;

import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The value of a Content-Type header (RFC 9110 section 8.3.1).
 *
 * @param name type and subtype in lower case, without parameters; empty where there is no header
 * @param parameters by their names in lower case, unquoted
 */
record MediaType(String name, Map<String, String> parameters) {

    static final MediaType NONE = new MediaType("", Map.of());

    MediaType {
        parameters = Map.copyOf(parameters);
    }

    static MediaType parse(String text) {
        int end = end(text, 0);
        Map<String, String> parameters = new TreeMap<>();
        for (int at = end; at < text.length(); ) {
            int next = end(text, at + 1);
            String parameter = text.substring(at + 1, next);
            int equals = parameter.indexOf('=');
            if (equals > 0) {
                parameters.putIfAbsent(
                        parameter.substring(0, equals).strip().toLowerCase(Locale.ROOT),
                        unquoted(parameter.substring(equals + 1).strip()));
            }
            at = next;
        }
        return new MediaType(text.substring(0, end).strip().toLowerCase(Locale.ROOT), parameters);
    }

    /** Where a part ends: at a semicolon outside of quotes. */
    private static int end(String text, int from) {
        boolean quoted = false;
        for (int at = from; at < text.length(); at++) {
            char next = text.charAt(at);
            if (next == '\\' && quoted) {
                at++;
            } else if (next == '"') {
                quoted = !quoted;
            } else if (next == ';' && !quoted) {
                return at;
            }
        }
        return text.length();
    }

    private static String unquoted(String value) {
        return value.length() > 1 && value.startsWith("\"") && value.endsWith("\"")
                ? value.substring(1, value.length() - 1).replaceAll("\\\\(.)", "$1")
                : value;
    }

    /** Whether it is JSON by its name or its suffix (RFC 6839 section 3.1). */
    boolean isJson() {
        return name.equals("application/json") || name.equals("text/json") || name.endsWith("+json");
    }

    /** The charset that it names; empty without one. */
    Optional<Charset> charset() throws EventRefused {
        String charset = parameters.get("charset");
        try {
            return charset == null ? Optional.empty() : Optional.of(Charset.forName(charset));
        } catch (IllegalCharsetNameException | UnsupportedCharsetException unknown) {
            throw new EventRefused(415, "charset-unsupported", "the content type names a charset that is unknown here");
        }
    }

    /** The name of the feed-kit format that reads it; empty where none does. */
    Optional<String> format() {
        if (isJson()) {
            return Optional.of("json");
        }
        if (name.equals("application/xml") || name.equals("text/xml") || name.endsWith("+xml")) {
            return Optional.of("xml");
        }
        return Optional.ofNullable(
                switch (name) {
                    case "application/x-ndjson", "application/ndjson", "application/jsonl", "application/x-jsonlines" ->
                        "json";
                    case "application/x-www-form-urlencoded" -> "form";
                    case "text/csv" -> "csv";
                    case "text/plain" -> "lines";
                    case "application/octet-stream" -> "whole-file";
                    default -> name.startsWith("multipart/") ? "multipart" : null;
                });
    }

    /** Whether each line of it is a JSON document of its own. */
    boolean isLines() {
        return !isJson() && format().filter("json"::equals).isPresent();
    }
}
