package dev.millrace.kit.contract;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A place in a JSON Schema (RFC 6901), such as {@code #/$defs/address}. */
record SchemaPointer(String text) {

    static final SchemaPointer ROOT = new SchemaPointer("#");

    /** What stands at a place; a place may hold a null. */
    record Target(@Nullable Object schema) {}

    /** The place that a {@code $ref} leads to; empty when that is no pointer of the same document. */
    static Optional<SchemaPointer> ofReference(String reference) {
        if (!reference.equals("#") && !reference.startsWith("#/")) {
            return Optional.empty();
        }
        try {
            // A plus is no blank in a fragment.
            return Optional.of(
                    new SchemaPointer(URLDecoder.decode(reference.replace("+", "%2B"), StandardCharsets.UTF_8)));
        } catch (IllegalArgumentException wrong) {
            throw new IllegalArgumentException("refers to " + reference + ", which is no address");
        }
    }

    SchemaPointer with(String step) {
        return new SchemaPointer(text + "/" + step.replace("~", "~0").replace("/", "~1"));
    }

    /** What stands there; empty when nothing does, or when it belongs to a schema inside with an address of its own. */
    Optional<Target> in(Object root) {
        Object at = root;
        String[] steps = text.split("/", -1);
        for (int i = 1; i < steps.length; i++) {
            String step = steps[i].replace("~1", "/").replace("~0", "~");
            if (i > 1 && at instanceof Map<?, ?> map && map.get("$id") instanceof String) {
                return Optional.empty();
            }
            if (at instanceof Map<?, ?> map && map.containsKey(step)) {
                at = map.get(step);
            } else if (at instanceof List<?> list
                    && step.matches("0|[1-9]\\d{0,8}")
                    && Integer.parseInt(step) < list.size()) {
                at = list.get(Integer.parseInt(step));
            } else {
                return Optional.empty();
            }
        }
        return Optional.of(new Target(at));
    }

    @Override
    public String toString() {
        return text;
    }
}
