package dev.millrace.feed.edi;

import dev.millrace.kit.OptionGroup;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/**
 * A part of a partner file that knows its line. What is not as it must be becomes a complaint, and reading goes on, so that
 * a person sees everything at once.
 */
final class FileNode {

    private final @Nullable Node node;
    private final List<String> complaints;

    /** {@code node} is null for an empty file. */
    FileNode(@Nullable Node node, List<String> complaints) {
        this.node = node;
        this.complaints = complaints;
    }

    /** From 1. */
    int line() {
        return node == null ? 1 : node.getStartMark().getLine() + 1;
    }

    void complain(String sentence) {
        complaints.add("line " + line() + ": " + sentence);
    }

    boolean isMap() {
        return node instanceof MappingNode;
    }

    boolean isList() {
        return node instanceof SequenceNode;
    }

    /**
     * The fields of a map, in order.
     *
     * @param known the names that may stand there; empty for all
     */
    Map<String, FileNode> fields(Set<String> known, String what) {
        Map<String, FileNode> fields = new LinkedHashMap<>();
        if (!(node instanceof MappingNode map)) {
            complain(what + " must have names and values, such as name: value");
            return fields;
        }
        for (NodeTuple tuple : map.getValue()) {
            FileNode key = new FileNode(tuple.getKeyNode(), complaints);
            String name = key.text(what).orElse("");
            if (!known.isEmpty() && !known.contains(name)) {
                key.complain(what + " has the name " + name + ", which means nothing here; use one of "
                        + known.stream().sorted().collect(Collectors.joining(", ")));
            } else if (fields.put(name, new FileNode(tuple.getValueNode(), complaints)) != null) {
                key.complain(what + " has the name " + name + " twice; remove one");
            }
        }
        return fields;
    }

    List<FileNode> elements(String what) {
        if (node instanceof SequenceNode list) {
            return list.getValue().stream()
                    .map(element -> new FileNode(element, complaints))
                    .toList();
        }
        complain(what + " must be a list, such as [one, two] or lines that begin with a dash");
        return List.of();
    }

    /** A number or a date is the text that was written, its leading zeros included. */
    Optional<String> text(String what) {
        if (node instanceof ScalarNode scalar && !scalar.getValue().isBlank()) {
            return Optional.of(scalar.getValue().trim());
        }
        complain(what + " must be one value that is not empty");
        return Optional.empty();
    }

    <E extends Enum<E>> Optional<E> choice(Class<E> type, String what) {
        Optional<String> text = text(what);
        try {
            return text.map(value -> OptionGroup.choiceOf(type, value));
        } catch (IllegalArgumentException e) {
            String values = Stream.of(type.getEnumConstants())
                    .map(constant -> constant.name().toLowerCase(Locale.ROOT).replace('_', '-'))
                    .collect(Collectors.joining(", "));
            complain(what + " is " + text.orElse("") + "; use one of " + values);
            return Optional.empty();
        }
    }
}
