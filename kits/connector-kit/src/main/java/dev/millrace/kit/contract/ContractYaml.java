package dev.millrace.kit.contract;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/** Reads a contract in YAML, with the words of its core schema alone (YAML 1.2.2, 10.3): {@code no} and dates are texts. */
final class ContractYaml {

    private static final int NODES = 200_000;
    private static final Pattern NUMBER =
            Pattern.compile("[-+]?(?:\\.[0-9]+|[0-9]+(?:\\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?");

    /** Texts that look like numbers, whose last zero counts. */
    private static final Set<String> TEXTS = Set.of("id", "version", "apiVersion");

    /** An alias may lead to what it lies in. */
    private static final int DEEPEST = 500;

    private int nodes;
    private int depth;

    private ContractYaml() {}

    static @Nullable Object parse(String text) {
        LoaderOptions options = new LoaderOptions();
        options.setCodePointLimit(ContractText.CHARACTERS);
        options.setNestingDepthLimit(100);
        try {
            Node root = new Yaml(options).compose(new StringReader(text));
            if (root == null) {
                throw new IllegalArgumentException("is empty: give a JSON Schema or an Open Data Contract");
            }
            return new ContractYaml().value(root);
        } catch (MarkedYAMLException wrong) {
            String line = wrong.getProblemMark() == null
                    ? ""
                    : " at line " + (wrong.getProblemMark().getLine() + 1);
            throw new IllegalArgumentException("is not YAML" + line + ": " + wrong.getProblem());
        } catch (YAMLException wrong) {
            throw new IllegalArgumentException("is not YAML: " + wrong.getMessage());
        }
    }

    private @Nullable Object value(Node node) {
        if (++nodes > NODES) {
            throw new IllegalArgumentException("has more than " + NODES + " values, aliases counted in full");
        }
        if (depth > DEEPEST) {
            throw new IllegalArgumentException("is nested deeper than " + DEEPEST + " levels, aliases followed: does an"
                    + " alias lead to what it lies in?");
        }
        if (node instanceof MappingNode mapping) {
            depth++;
            Map<String, @Nullable Object> object = object(mapping);
            depth--;
            return object;
        }
        if (node instanceof SequenceNode sequence) {
            depth++;
            List<@Nullable Object> list = new ArrayList<>();
            sequence.getValue().forEach(element -> list.add(value(element)));
            depth--;
            return list;
        }
        ScalarNode scalar = (ScalarNode) node;
        return scalar.getScalarStyle() == DumperOptions.ScalarStyle.PLAIN
                ? plain(scalar.getValue())
                : scalar.getValue();
    }

    private Map<String, @Nullable Object> object(MappingNode mapping) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        for (NodeTuple entry : mapping.getValue()) {
            int line = entry.getKeyNode().getStartMark().getLine() + 1;
            if (!(entry.getKeyNode() instanceof ScalarNode key)) {
                throw new IllegalArgumentException("has a name that is no text, at line " + line);
            }
            if (object.containsKey(key.getValue())) {
                throw new IllegalArgumentException("has the name " + key.getValue() + " twice, again at line " + line);
            }
            Node value = entry.getValueNode();
            boolean isText = TEXTS.contains(key.getValue()) && value instanceof ScalarNode;
            object.put(key.getValue(), isText ? ((ScalarNode) value).getValue() : value(value));
        }
        return object;
    }

    private static @Nullable Object plain(String text) {
        return switch (text) {
            case "", "~", "null", "Null", "NULL" -> null;
            case "true", "True", "TRUE" -> true;
            case "false", "False", "FALSE" -> false;
            default -> NUMBER.matcher(text).matches() ? ContractText.number(text) : text;
        };
    }
}
