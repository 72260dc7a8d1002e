package dev.millrace.feed.format;

import java.util.ArrayList;
import java.util.List;

/**
 * Names a value in a JSON document (RFC 6901): {@code /data/items}; {@code ~1} stands for a slash in a key, {@code ~0} for a
 * tilde.
 *
 * @param keys from the outermost object or array on; none for the document itself
 */
record JsonPointer(List<String> keys) {

    JsonPointer {
        keys = List.copyOf(keys);
    }

    /**
     * Reads a pointer.
     *
     * @throws IllegalArgumentException when it is none; its message says why
     */
    static JsonPointer parse(String text) {
        List<String> keys = new ArrayList<>();
        if (text.isEmpty()) {
            return new JsonPointer(keys);
        }
        if (!text.startsWith("/")) {
            throw new IllegalArgumentException("begin the pointer with /, as in /data/items");
        }
        for (String part : text.substring(1).split("/", -1)) {
            if (part.matches(".*~([^01].*|$)")) {
                throw new IllegalArgumentException("write ~0 for a tilde and ~1 for a slash in a key");
            }
            keys.add(part.replace("~1", "/").replace("~0", "~"));
        }
        return new JsonPointer(keys);
    }
}
