package dev.millrace.feed.layout;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/** A map of a YAML text that collects all that is wrong with it, where {@link YamlMap} stops at the first. */
final class LayoutNode {

    private final Node place;
    private final Map<String, Node> entries;
    private final FaultList faults;

    private LayoutNode(Node place, Map<String, Node> entries, FaultList faults) {
        this.place = place;
        this.entries = entries;
        this.faults = faults;
    }

    /** The map that a text is; without entries when it is none. */
    static Optional<LayoutNode> root(String yaml, Set<String> known, FaultList faults) {
        try {
            Node root = new Yaml(new SafeConstructor(new LoaderOptions())).compose(new StringReader(yaml));
            if (root == null) {
                faults.add(new LayoutFault(1, 1, "the layout is empty; it begins with name: and record:"));
                return Optional.empty();
            }
            return Optional.of(of(root, known, faults));
        } catch (MarkedYAMLException wrong) {
            var mark = wrong.getProblemMark();
            faults.add(new LayoutFault(
                    mark == null ? 1 : mark.getLine() + 1,
                    mark == null ? 1 : mark.getColumn() + 1,
                    "is no YAML: " + wrong.getProblem()));
        } catch (YAMLException wrong) {
            faults.add(new LayoutFault(
                    0, 0, "is no YAML: it is nested too deep, or holds characters that YAML does not allow"));
        }
        return Optional.empty();
    }

    /** A node as a map that may have these keys and no others. */
    static LayoutNode of(Node node, Set<String> known, FaultList faults) {
        Map<String, Node> entries = new LinkedHashMap<>();
        pairs(node, faults).forEach((key, value) -> {
            if (known.contains(key.getValue())) {
                entries.put(key.getValue(), value);
            } else {
                faults.add(key, "'" + key.getValue() + "' is not known here" + FaultList.hint(key.getValue(), known));
            }
        });
        return new LayoutNode(node, entries, faults);
    }

    /** The entries of a map whose keys are the layout's own. */
    static Map<ScalarNode, Node> pairs(Node node, FaultList faults) {
        Map<ScalarNode, Node> pairs = new LinkedHashMap<>();
        if (!(node instanceof MappingNode mapping)) {
            faults.add(node, "keys and values are expected here");
            return pairs;
        }
        Set<String> seen = new HashSet<>();
        for (NodeTuple entry : mapping.getValue()) {
            if (!(entry.getKeyNode() instanceof ScalarNode key)) {
                faults.add(entry.getKeyNode(), "a key must be a text");
            } else if (!seen.add(key.getValue())) {
                faults.add(key, "the key stands here a second time");
            } else {
                pairs.put(key, entry.getValueNode());
            }
        }
        return pairs;
    }

    boolean has(String key) {
        return entries.containsKey(key);
    }

    /** The keys that it has, in their order. */
    Set<String> keys() {
        return entries.keySet();
    }

    int line() {
        return place.getStartMark().getLine() + 1;
    }

    Optional<Node> node(String key) {
        return Optional.ofNullable(entries.get(key));
    }

    void wrong(String complaint) {
        faults.add(place, complaint);
    }

    void wrong(String key, String complaint) {
        Node value = entries.get(key);
        faults.add(value == null ? place : value, "'" + key + "' " + complaint);
    }

    Optional<ScalarNode> scalar(String key) {
        Node value = entries.get(key);
        if (value == null) {
            return Optional.empty();
        }
        if (value instanceof ScalarNode scalar) {
            return Optional.of(scalar);
        }
        wrong(key, "must be a text or a number");
        return Optional.empty();
    }

    Optional<String> text(String key) {
        return scalar(key).map(ScalarNode::getValue);
    }

    /** One of some words. */
    Optional<String> choice(String key, Set<String> words) {
        Optional<String> text = text(key);
        if (text.isPresent() && !words.contains(text.get())) {
            wrong(
                    key,
                    "must be one of "
                            + String.join(", ", words.stream().sorted().toList()));
            return Optional.empty();
        }
        return text;
    }

    /** A whole number in a range. */
    Optional<Integer> number(String key, int least, int most) {
        Optional<String> text = text(key);
        if (text.isEmpty()) {
            return Optional.empty();
        }
        try {
            int number = Integer.parseInt(text.get());
            if (number >= least && number <= most) {
                return Optional.of(number);
            }
            wrong(key, "must lie between " + least + " and " + most);
        } catch (NumberFormatException notANumber) {
            wrong(key, "must be a whole number");
        }
        return Optional.empty();
    }

    Optional<LayoutNode> map(String key, Set<String> known) {
        return node(key).map(value -> of(value, known, faults));
    }

    /** A list of nodes; empty when there is none. */
    List<Node> list(String key) {
        Node value = entries.get(key);
        if (value == null) {
            return List.of();
        }
        if (!(value instanceof SequenceNode list)) {
            wrong(key, "must be a list; begin each of its entries with a dash");
            return List.of();
        }
        return list.getValue();
    }

    /** A list of texts, or one text; empty when there is none. */
    List<String> texts(String key) {
        if (entries.get(key) instanceof ScalarNode one) {
            return List.of(one.getValue());
        }
        List<String> texts = new ArrayList<>();
        for (Node element : list(key)) {
            if (element instanceof ScalarNode scalar) {
                texts.add(scalar.getValue());
            } else {
                faults.add(element, "an element of '" + key + "' must be a text or a number");
            }
        }
        return texts;
    }
}
