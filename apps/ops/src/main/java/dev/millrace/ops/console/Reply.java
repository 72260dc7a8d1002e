package dev.millrace.ops.console;

import java.util.LinkedHashMap;
import java.util.Map;

/** What an {@link Action} answers. */
public sealed interface Reply {

    /**
     * A page or a part of one.
     *
     * @param template the name of its file, without ending
     * @param model what the template speaks of; {@code user}, {@code operator}, {@code csrf} and {@code place}, the
     *     first segment of the path, are added
     */
    record Page(int status, String template, Map<String, Object> model) implements Reply {

        public Page {
            model = new LinkedHashMap<>(model);
        }
    }

    /** A value as JSON. */
    record Json(int status, Object value) implements Reply {}

    /** Look there, by GET (303, RFC 9110 section 15.4.4). */
    record Redirect(String path) implements Reply {}

    /** A page that is found. */
    static Reply page(String template, Map<String, Object> model) {
        return new Page(200, template, model);
    }

    static Reply json(Object value) {
        return new Json(200, value);
    }

    static Reply redirect(String path) {
        return new Redirect(path);
    }

    /** A page with one sentence: what was asked for can't be done, and what can. */
    static Reply problem(int status, String sentence) {
        return new Page(status, "problem", Map.of("status", status, "sentence", sentence));
    }
}
