package dev.millrace.legacy.session;

import dev.millrace.kit.OptionGroup;
import dev.millrace.kit.path.NearestName;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
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

/** A map of a session file. What is wrong is noted with its line, and reading goes on with what would be there otherwise. */
final class SpecMap {

    private static final Pattern PLACE = Pattern.compile("\\$\\{([A-Za-z][\\w.-]*)}");

    private final @Nullable Node place;
    private final Map<String, Node> entries = new LinkedHashMap<>();
    private final SpecFaults faults;

    private SpecMap(@Nullable Node place, SpecFaults faults) {
        this.place = place;
        this.faults = faults;
        if (place instanceof MappingNode mapping) {
            for (NodeTuple entry : mapping.getValue()) {
                if (!(entry.getKeyNode() instanceof ScalarNode key)) {
                    faults.add(entry.getKeyNode(), "a key must be a text");
                } else if (entries.put(key.getValue(), entry.getValueNode()) != null) {
                    faults.add(key, "'" + key.getValue() + "' stands here a second time");
                }
            }
        } else if (place != null
                && !(place instanceof ScalarNode scalar && scalar.getValue().isEmpty())) {
            faults.add(place, "keys and values are expected here");
        }
    }

    /** The map that a text of YAML or JSON is; an empty one where it is none. */
    static SpecMap of(String text, SpecFaults faults) {
        try {
            LoaderOptions options = new LoaderOptions();
            options.setMaxAliasesForCollections(0);
            Node root = new Yaml(new SafeConstructor(options)).compose(new StringReader(text));
            if (root == null) {
                faults.add("the session is empty");
            }
            return new SpecMap(root, faults);
        } catch (MarkedYAMLException wrong) {
            int line =
                    wrong.getProblemMark() == null ? 1 : wrong.getProblemMark().getLine() + 1;
            faults.add("line " + line + ": is no YAML: " + wrong.getProblem());
        } catch (YAMLException wrong) {
            faults.add("is no YAML: it is nested too deep, or holds characters that YAML does not allow");
        }
        return new SpecMap(null, faults);
    }

    /** A map of one node. */
    static SpecMap of(Node node, SpecFaults faults) {
        return new SpecMap(node, faults);
    }

    SpecFaults faults() {
        return faults;
    }

    Set<String> keys() {
        return entries.keySet();
    }

    boolean has(String key) {
        return entries.containsKey(key);
    }

    Optional<Node> node(String key) {
        return Optional.ofNullable(entries.get(key));
    }

    void wrong(String complaint) {
        if (place == null) {
            faults.add(complaint);
        } else {
            faults.add(place, complaint);
        }
    }

    void wrong(String key, String complaint) {
        Node value = entries.get(key);
        if (value == null) {
            wrong("'" + key + "' " + complaint);
        } else {
            faults.add(value, "'" + key + "' " + complaint);
        }
    }

    /** Notes keys that mean nothing here. */
    SpecMap allow(String... known) {
        List<String> names = List.of(known);
        entries.forEach((key, value) -> {
            if (!names.contains(key)) {
                String near = NearestName.in(key, names)
                        .map(name -> "; did you mean '" + name + "'?")
                        .orElse("");
                faults.add(
                        value,
                        "'" + key + "' is not known here" + near + " Known are "
                                + names.stream().sorted().collect(Collectors.joining(", ")));
            }
        });
        return this;
    }

    Optional<String> text(String key) {
        Node value = entries.get(key);
        if (value == null) {
            return Optional.empty();
        }
        if (value instanceof ScalarNode scalar) {
            return Optional.of(scalar.getValue());
        }
        wrong(key, "must be a text");
        return Optional.empty();
    }

    String text(String key, String otherwise) {
        return text(key).orElse(otherwise);
    }

    String requiredText(String key) {
        Optional<String> text = text(key).filter(given -> !given.isEmpty());
        if (text.isEmpty() && !(entries.get(key) instanceof SequenceNode)) {
            wrong(key, "is missing");
        }
        return text.orElse("");
    }

    /** A text in which a place for a value is filled. */
    Optional<String> filled(String key) {
        return text(key).map(text -> {
            Matcher place = PLACE.matcher(text);
            if (!place.matches()) {
                return text;
            }
            Optional<String> value = faults.value(place.group(1));
            if (value.isEmpty()) {
                wrong(key, "names the value '" + place.group(1) + "', which is not among 'values' or has no value");
            }
            return value.orElse("");
        });
    }

    /** A whole number in a range. */
    long number(String key, long least, long most, long otherwise) {
        Optional<String> text = filled(key).filter(given -> !given.isEmpty());
        if (text.isEmpty()) {
            return otherwise;
        }
        try {
            long number = Long.parseLong(text.get().trim());
            if (number >= least && number <= most) {
                return number;
            }
            wrong(key, "must lie between " + least + " and " + most);
        } catch (NumberFormatException notANumber) {
            wrong(key, "must be a whole number");
        }
        return otherwise;
    }

    int number(String key, int least, int most, int otherwise) {
        return (int) number(key, (long) least, (long) most, (long) otherwise);
    }

    boolean flag(String key, boolean otherwise) {
        Optional<String> text = filled(key);
        if (text.isPresent() && !text.get().matches("true|false")) {
            wrong(key, "must be true or false");
        }
        return text.map("true"::equals).orElse(otherwise);
    }

    /** A constant of an enum, in lower case with dashes. */
    <E extends Enum<E>> E choice(String key, E otherwise) {
        Optional<String> text = filled(key);
        if (text.isEmpty()) {
            return otherwise;
        }
        try {
            return OptionGroup.choiceOf(otherwise.getDeclaringClass(), text.get());
        } catch (IllegalArgumentException unknown) {
            wrong(
                    key,
                    "must be one of "
                            + Stream.of(otherwise.getDeclaringClass().getEnumConstants())
                                    .map(one ->
                                            one.name().toLowerCase(Locale.ROOT).replace('_', '-'))
                                    .collect(Collectors.joining(", ")));
            return otherwise;
        }
    }

    /** Bytes written in hexadecimal digits; blanks between them say nothing. */
    byte[] hex(String key) {
        return filled(key).map(text -> hexOf(key, text)).orElse(new byte[0]);
    }

    byte[] hexOf(String key, String text) {
        try {
            return HexFormat.of().parseHex(text.replace(" ", ""));
        } catch (IllegalArgumentException wrong) {
            wrong(key, "must be bytes in hexadecimal digits, two for each");
            return new byte[] {0};
        }
    }

    Optional<SpecMap> map(String key) {
        return node(key).map(node -> new SpecMap(node, faults));
    }

    /** The map of that key; an empty one where there is none. */
    SpecMap mapOrEmpty(String key) {
        return map(key).orElseGet(() -> new SpecMap(null, faults));
    }

    /** The elements of a list; one that stands alone is a list of one. */
    List<Node> elements(String key) {
        Node value = entries.get(key);
        if (value == null) {
            return List.of();
        }
        return value instanceof SequenceNode list ? list.getValue() : List.of(value);
    }

    List<SpecMap> maps(String key) {
        return elements(key).stream().map(node -> new SpecMap(node, faults)).toList();
    }

    /** A list of texts, or one text. */
    List<String> texts(String key) {
        List<String> texts = new ArrayList<>();
        for (Node element : elements(key)) {
            if (element instanceof ScalarNode scalar) {
                texts.add(scalar.getValue());
            } else {
                faults.add(element, "an element of '" + key + "' must be a text");
            }
        }
        return texts;
    }
}
