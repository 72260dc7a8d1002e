package dev.millrace.transforms.shape;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Named parts in their order, while they are moved: of a map without a schema the values themselves, of a struct what reads
 * them. Made for one record, or for one schema; used by one thread.
 */
final class Branch {

    private @Nullable Leaf origin;
    private Map<String, @Nullable Object> parts;
    private boolean collapsing;

    Branch(@Nullable Leaf origin, Map<String, ? extends @Nullable Object> parts) {
        this.origin = origin;
        this.parts = new LinkedHashMap<>(parts);
    }

    /** A branch that no record has yet. */
    static Branch fresh() {
        return new Branch(null, Map.of());
    }

    /** What reads the struct that it was; null of maps, and of what was made here. */
    @Nullable
    Leaf origin() {
        return origin;
    }

    Map<String, @Nullable Object> parts() {
        return parts;
    }

    /** Whether it is null where all of its parts are. */
    boolean isCollapsing() {
        return collapsing;
    }

    void collapse() {
        collapsing = true;
    }

    /** Makes it, and every branch in it, null where all of its parts are. */
    void collapseDeeply() {
        collapsing = true;
        for (Object part : parts.values()) {
            if (part instanceof Branch branch) {
                branch.collapseDeeply();
            }
        }
    }

    /** Puts all of it into a new part of itself. */
    void wrap(String name) {
        Branch inner = new Branch(origin, parts);
        origin = null;
        parts = new LinkedHashMap<>();
        parts.put(name, inner);
    }

    /** The same parts once more, for a place of their own. */
    Branch copy() {
        Map<String, @Nullable Object> copied = new LinkedHashMap<>();
        parts.forEach((name, part) -> copied.put(name, part instanceof Branch branch ? branch.copy() : part));
        Branch copy = new Branch(origin, copied);
        copy.collapsing = collapsing;
        return copy;
    }

    void replace(Map<String, @Nullable Object> others) {
        parts = others;
    }

    /** Puts parts in the place of one of them, which keeps its neighbours. */
    void splice(String name, Map<String, ? extends @Nullable Object> others, Runnable collision) {
        Map<String, @Nullable Object> spliced = new LinkedHashMap<>();
        parts.forEach((key, part) -> {
            if (key.equals(name)) {
                others.forEach((inner, one) -> add(spliced, inner, one, collision));
            } else {
                add(spliced, key, part, collision);
            }
        });
        parts = spliced;
    }

    static void add(Map<String, @Nullable Object> to, String name, @Nullable Object part, Runnable collision) {
        if (to.containsKey(name)) {
            collision.run();
        }
        to.put(name, part);
    }

    /** The branch that names lead to, opened on the way; null where there is none. */
    @Nullable
    Branch find(List<String> names, Material material) {
        Branch reached = this;
        for (String name : names) {
            Branch inner = reached.inner(name, material);
            if (inner == null) {
                return null;
            }
            reached = inner;
        }
        return reached;
    }

    /** The branch that names lead to, made where nothing is; what is there and is none is a collision. */
    Branch way(List<String> names, Material material, Runnable collision) {
        Branch reached = this;
        for (String name : names) {
            Branch inner = reached.inner(name, material);
            if (inner == null) {
                if (reached.parts.get(name) != null) {
                    collision.run();
                }
                inner = fresh();
                reached.parts.put(name, inner);
            }
            reached = inner;
        }
        return reached;
    }

    /** A part as a branch; null where it is none. */
    @Nullable
    Branch inner(String name, Material material) {
        Object part = parts.get(name);
        if (part instanceof Branch branch) {
            return branch;
        }
        if (part == null || !material.isBranch(part)) {
            return null;
        }
        Branch opened = material.open(part);
        parts.put(name, opened);
        return opened;
    }
}
