package dev.millrace.ops.preview;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a transform did to one leaf of a record.
 *
 * @param before its type before; null where it was added
 * @param after its type behind; null where it was removed
 * @param from its value before, where values are shown
 * @param to its value behind, where values are shown
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record Difference(
        Kind kind,
        String path,
        @Nullable String before,
        @Nullable String after,
        @Nullable String from,
        @Nullable String to) {

    enum Kind {
        ADDED,
        REMOVED,
        CHANGED,
        RETYPED
    }

    /** Those between two records, in the order of the first one's leaves; what was added comes last. */
    static List<Difference> between(Map<String, Leaf> before, Map<String, Leaf> after) {
        List<Difference> found = new ArrayList<>();
        before.forEach((path, leaf) -> {
            Leaf other = after.get(path);
            if (other == null) {
                found.add(new Difference(Kind.REMOVED, path, leaf.type(), null, leaf.value(), null));
            } else if (!other.type().equals(leaf.type())) {
                found.add(new Difference(Kind.RETYPED, path, leaf.type(), other.type(), leaf.value(), other.value()));
            } else if (!Objects.equals(other.value(), leaf.value())) {
                found.add(new Difference(Kind.CHANGED, path, leaf.type(), other.type(), leaf.value(), other.value()));
            }
        });
        after.forEach((path, leaf) -> {
            if (!before.containsKey(path)) {
                found.add(new Difference(Kind.ADDED, path, null, leaf.type(), null, leaf.value()));
            }
        });
        return List.copyOf(found);
    }

    /** Without values, unless it is about the topic, which is a coordinate. */
    Difference masked() {
        return path.equals("topic") ? this : new Difference(kind, path, before, after, null, null);
    }
}
