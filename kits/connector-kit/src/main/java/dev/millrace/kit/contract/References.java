package dev.millrace.kit.contract;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Refuses schemas that refer to themselves without going deeper into the value: no check of such a one would end. */
final class References {

    private final Object root;
    private final Set<String> ended = new HashSet<>();
    private final Set<String> under = new HashSet<>();

    private References(Object root) {
        this.root = root;
    }

    /**
     * Goes through all schemas.
     *
     * @throws IllegalArgumentException when one refers to itself for ever
     */
    static void check(Object root) {
        References references = new References(root);
        SchemaWalk.walk(root, (pointer, schema) -> references.follow(pointer, schema));
    }

    private void follow(SchemaPointer pointer, @Nullable Object schema) {
        if (!(schema instanceof Map<?, ?> map) || ended.contains(pointer.text())) {
            return;
        }
        if (!under.add(pointer.text())) {
            throw new IllegalArgumentException("refers at " + pointer + " to itself for ever");
        }
        if (map.get("$ref") instanceof String reference) {
            SchemaPointer.ofReference(reference)
                    .ifPresent(to -> to.in(root).ifPresent(target -> follow(to, target.schema())));
        }
        Stream.of("allOf", "anyOf", "oneOf").forEach(keyword -> {
            List<?> list = map.get(keyword) instanceof List<?> schemas ? schemas : List.of();
            for (int i = 0; i < list.size(); i++) {
                follow(pointer.with(keyword).with(String.valueOf(i)), list.get(i));
            }
        });
        Stream.of("not", "if", "then", "else").forEach(keyword -> follow(pointer.with(keyword), map.get(keyword)));
        under.remove(pointer.text());
        ended.add(pointer.text());
    }
}
