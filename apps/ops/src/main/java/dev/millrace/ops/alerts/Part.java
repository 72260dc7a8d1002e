package dev.millrace.ops.alerts;

import dev.millrace.ops.CommandFailure;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * A part of a YAML file whose scalars are texts, and what may be asked of it. It remembers what it was asked, so that a key
 * which nobody asked for is found.
 */
final class Part {

    private final String file;
    private final String path;
    private final Map<String, Object> values = new LinkedHashMap<>();
    private final TreeSet<String> asked = new TreeSet<>();

    /** @throws CommandFailure when the value is none of keys and values */
    Part(String file, String path, Object value) {
        this.file = file;
        this.path = path;
        if (!(value instanceof Map<?, ?> map)) {
            throw CommandFailure.usage(
                    file + ": " + (path.isEmpty() ? "the file" : path) + " must hold keys and values");
        }
        map.forEach((key, inner) -> values.put(String.valueOf(key), inner));
    }

    /** A text that is not blank. */
    Optional<String> text(String key) {
        Object value = value(key);
        if (value instanceof Map || value instanceof Collection) {
            throw wrong(key, "must be one text");
        }
        return Optional.of(String.valueOf(value).strip()).filter(text -> !text.isEmpty());
    }

    String need(String key) {
        return text(key).orElseThrow(() -> wrong(key, "is missing"));
    }

    Optional<Duration> time(String key) {
        return text(key)
                .map(text -> Durations.parse(text)
                        .orElseThrow(() -> wrong(key, "is no time such as 90s, 15m, 4h or 2d: " + text)));
    }

    /** A text that another form is made of. */
    <T> Optional<T> made(String key, String form, Function<String, T> maker) {
        return text(key).map(text -> make(key, form, text, maker));
    }

    /** Texts that another form is made of. */
    <T> List<T> allMade(String key, String form, Function<String, T> maker) {
        return texts(key).stream().map(text -> make(key, form, text, maker)).toList();
    }

    private <T> T make(String key, String form, String text, Function<String, T> maker) {
        try {
            return maker.apply(text);
        } catch (IllegalArgumentException | DateTimeException other) {
            throw wrong(key, "is no " + form + ": " + text);
        }
    }

    /** Texts: a list, or one alone. */
    List<String> texts(String key) {
        Object value = value(key);
        if (value instanceof Map) {
            throw wrong(key, "must be a text, or a list of texts");
        }
        if (!(value instanceof Collection<?> list)) {
            return text(key).map(List::of).orElse(List.of());
        }
        List<String> texts = new ArrayList<>();
        for (Object one : list) {
            if (one instanceof Map
                    || one instanceof Collection
                    || String.valueOf(one).isBlank()) {
                throw wrong(key, "must be a list of texts");
            }
            texts.add(String.valueOf(one).strip());
        }
        return texts;
    }

    Optional<Part> part(String key) {
        Object value = value(key);
        return value instanceof String blank && blank.isBlank()
                ? Optional.empty()
                : Optional.of(new Part(file, at(key), value));
    }

    List<Part> parts(String key) {
        Object value = value(key);
        if (value instanceof String blank && blank.isBlank()) {
            return List.of();
        }
        if (!(value instanceof Collection<?> list)) {
            throw wrong(key, "must be a list");
        }
        List<Part> parts = new ArrayList<>();
        for (Object one : list) {
            parts.add(new Part(file, at(key) + "[" + (parts.size() + 1) + "]", one));
        }
        return parts;
    }

    /** Refuses keys that nobody asked for. */
    void nothingElse() {
        for (String key : values.keySet()) {
            if (!asked.contains(key)) {
                throw wrong(key, "is not known here; there are " + String.join(", ", asked));
            }
        }
    }

    /** A sentence on a key. */
    CommandFailure wrong(String key, String what) {
        return CommandFailure.usage(file + ": " + at(key) + " " + what);
    }

    private String at(String key) {
        return path.isEmpty() ? key : path + "." + key;
    }

    private Object value(String key) {
        asked.add(key);
        Object value = values.get(key);
        return value == null ? "" : value;
    }
}
