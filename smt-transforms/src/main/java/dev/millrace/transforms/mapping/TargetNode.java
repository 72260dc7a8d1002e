package dev.millrace.transforms.mapping;

import dev.millrace.kit.path.PathStep;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A place in the tree of targets: one with a rule, an object with named places, or a list with one place for its elements. */
final class TargetNode {

    private final String path;
    private final Map<String, TargetNode> fields = new LinkedHashMap<>();
    private final Set<String> removed = new LinkedHashSet<>();
    private @Nullable TargetNode element;
    private @Nullable MappingField rule;

    private TargetNode(String path) {
        this.path = path;
    }

    /** The tree of no targets. */
    static TargetNode root() {
        return new TargetNode("");
    }

    /** Adds a rule; what stands in its way, if something does. */
    Optional<String> add(MappingField field) {
        TargetNode at = this;
        for (PathStep step : field.target().steps()) {
            if (at.rule != null) {
                return Optional.of("lies within " + at.path + ", which is a target itself");
            }
            if (step instanceof PathStep.Each ? !at.fields.isEmpty() : at.element != null) {
                return Optional.of("makes a list and an object of " + at.path);
            }
            at = at.inner(step);
        }
        if (at.rule != null) {
            return Optional.of("is the target of another field too");
        }
        if (!at.fields.isEmpty() || at.element != null) {
            return Optional.of("has other targets within it");
        }
        at.rule = field;
        return Optional.empty();
    }

    /** Adds a place that is left out; what stands in its way, if something does. */
    Optional<String> remove(List<String> names) {
        TargetNode at = this;
        for (String name : names.subList(0, names.size() - 1)) {
            if (at.rule != null || at.element != null) {
                break;
            }
            at = at.inner(new PathStep.Name(name));
        }
        String last = names.get(names.size() - 1);
        if (at.rule != null || at.element != null || at.fields.containsKey(last)) {
            return Optional.of("is, or lies within, the target of a field");
        }
        at.removed.add(last);
        return Optional.empty();
    }

    private TargetNode inner(PathStep step) {
        if (step instanceof PathStep.Name name) {
            String below = path.isEmpty() ? name.name() : path + "." + name.name();
            return fields.computeIfAbsent(name.name(), any -> new TargetNode(below));
        }
        if (element == null) {
            element = new TargetNode(path + "[*]");
        }
        return element;
    }

    String path() {
        return path;
    }

    Map<String, TargetNode> fields() {
        return fields;
    }

    /** Names of a patched object that are left out. */
    Set<String> removed() {
        return removed;
    }

    Optional<TargetNode> element() {
        return Optional.ofNullable(element);
    }

    Optional<MappingField> rule() {
        return Optional.ofNullable(rule);
    }

    /** All rules from here on down. */
    List<MappingField> rules() {
        return Stream.of(
                        rule().stream(),
                        fields.values().stream().flatMap(field -> field.rules().stream()),
                        element().stream().flatMap(inner -> inner.rules().stream()))
                .flatMap(one -> one)
                .toList();
    }
}
