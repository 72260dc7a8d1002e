package dev.millrace.feed.layout;

import java.io.StringReader;
import java.util.ArrayList;
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

/** A map of a YAML text, whose complaints name the line. */
final class YamlMap {

    private final Node place;
    private final Map<String, Node> entries;

    private YamlMap(Node place, Map<String, Node> entries) {
        this.place = place;
        this.entries = entries;
    }

    /** The map that a text is; it may have these keys and no others. */
    static YamlMap of(String text, Set<String> known) throws LayoutProblem {
        try {
            Node root = new Yaml(new SafeConstructor(new LoaderOptions())).compose(new StringReader(text));
            if (root == null) {
                throw new LayoutProblem("the layout is empty");
            }
            return of(root, known);
        } catch (MarkedYAMLException wrong) {
            int line =
                    wrong.getProblemMark() == null ? 1 : wrong.getProblemMark().getLine() + 1;
            throw new LayoutProblem("line " + line + ": is no YAML: " + wrong.getProblem());
        } catch (YAMLException wrong) {
            throw new LayoutProblem("is no YAML: it is nested too deep, or holds characters that YAML does not allow");
        }
    }

    private static YamlMap of(Node node, Set<String> known) throws LayoutProblem {
        YamlMap map = new YamlMap(node, entriesOf(node));
        for (String key : map.entries.keySet()) {
            if (!known.contains(key)) {
                throw new LayoutProblem(node, "'" + key + "' is not known here; known are " + sorted(known));
            }
        }
        return map;
    }

    private static Map<String, Node> entriesOf(Node node) throws LayoutProblem {
        if (!(node instanceof MappingNode mapping)) {
            throw new LayoutProblem(node, "keys and values are expected here");
        }
        Map<String, Node> entries = new LinkedHashMap<>();
        for (NodeTuple entry : mapping.getValue()) {
            if (entries.put(scalar(entry.getKeyNode(), "a key"), entry.getValueNode()) != null) {
                throw new LayoutProblem(entry.getKeyNode(), "the key stands here a second time");
            }
        }
        return entries;
    }

    boolean has(String key) {
        return entries.containsKey(key);
    }

    LayoutProblem wrong(String complaint) {
        return new LayoutProblem(place, complaint);
    }

    LayoutProblem wrong(String key, String complaint) {
        Node value = entries.get(key);
        return new LayoutProblem(value == null ? place : value, "'" + key + "' " + complaint);
    }

    Optional<String> text(String key) throws LayoutProblem {
        Node value = entries.get(key);
        return value == null ? Optional.empty() : Optional.of(scalar(value, "'" + key + "'"));
    }

    String requiredText(String key) throws LayoutProblem {
        return text(key).orElseThrow(() -> wrong("'" + key + "' is missing"));
    }

    /** A whole number in a range. */
    Optional<Integer> number(String key, int least, int most) throws LayoutProblem {
        Optional<String> text = text(key);
        if (text.isEmpty()) {
            return Optional.empty();
        }
        try {
            int number = Integer.parseInt(text.get());
            if (number >= least && number <= most) {
                return Optional.of(number);
            }
        } catch (NumberFormatException notANumber) {
            throw wrong(key, "must be a whole number");
        }
        throw wrong(key, "must lie between " + least + " and " + most);
    }

    boolean flag(String key) throws LayoutProblem {
        Optional<String> text = text(key);
        if (text.isPresent() && !text.get().matches("true|false")) {
            throw wrong(key, "must be true or false");
        }
        return text.filter("true"::equals).isPresent();
    }

    Optional<YamlMap> map(String key, Set<String> known) throws LayoutProblem {
        Node value = entries.get(key);
        return value == null ? Optional.empty() : Optional.of(of(value, known));
    }

    /** A list of maps; empty when there is none. */
    List<YamlMap> maps(String key, Set<String> known) throws LayoutProblem {
        List<YamlMap> maps = new ArrayList<>();
        for (Node element : elements(key)) {
            maps.add(of(element, known));
        }
        return maps;
    }

    /** A list of texts, or one text; empty when there is none. */
    List<String> texts(String key) throws LayoutProblem {
        Node value = entries.get(key);
        if (value instanceof ScalarNode one) {
            return List.of(one.getValue());
        }
        List<String> texts = new ArrayList<>();
        for (Node element : elements(key)) {
            texts.add(scalar(element, "an element of '" + key + "'"));
        }
        return texts;
    }

    /** A map whose keys are names that only the layout knows. */
    Map<String, YamlMap> named(String key, Set<String> known) throws LayoutProblem {
        Map<String, YamlMap> named = new LinkedHashMap<>();
        Node value = entries.get(key);
        if (value != null) {
            for (Map.Entry<String, Node> entry : entriesOf(value).entrySet()) {
                named.put(entry.getKey(), of(entry.getValue(), known));
            }
        }
        return named;
    }

    /** A map of names to texts. */
    Map<String, String> pairs(String key) throws LayoutProblem {
        Map<String, String> pairs = new LinkedHashMap<>();
        Node value = entries.get(key);
        if (value != null) {
            for (Map.Entry<String, Node> entry : entriesOf(value).entrySet()) {
                pairs.put(entry.getKey(), scalar(entry.getValue(), "'" + entry.getKey() + "'"));
            }
        }
        return pairs;
    }

    private List<Node> elements(String key) throws LayoutProblem {
        Node value = entries.get(key);
        if (value == null) {
            return List.of();
        }
        if (!(value instanceof SequenceNode list)) {
            throw wrong(key, "must be a list");
        }
        return list.getValue();
    }

    private static String scalar(Node node, String what) throws LayoutProblem {
        if (!(node instanceof ScalarNode scalar)) {
            throw new LayoutProblem(node, what + " must be a text");
        }
        return scalar.getValue();
    }

    private static String sorted(Set<String> names) {
        return String.join(", ", names.stream().sorted().toList());
    }
}
