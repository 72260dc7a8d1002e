package dev.millrace.feed.layout;

import dev.millrace.feed.plan.ChecksumAlgorithm;
import dev.millrace.feed.plan.Coding;
import dev.millrace.feed.plan.Rules;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;

/** Reads what a field says of its value besides how it lies in bytes. */
final class RulesReader {

    private static final Set<String> CHECKSUM = Set.of("algorithm", "skip", "digits");
    private static final Pattern NUMBER = Pattern.compile("-?(?:0x[0-9A-Fa-f]{1,16}|[0-9]{1,31}(?:\\.[0-9]{1,31})?)");
    private static final Pattern BYTES = Pattern.compile("0x(?:[0-9A-Fa-f]{2})+");

    private final LayoutDefaults defaults;
    private final FaultList faults;

    RulesReader(LayoutDefaults defaults, FaultList faults) {
        this.defaults = defaults;
        this.faults = faults;
    }

    /** A coding with the rules of its field, or as it was. */
    Coding ruled(LayoutNode field, Coding coding) {
        Optional<String> charset = coding instanceof Coding.Zoned ? charset(field) : Optional.empty();
        if (field.has("crc")) {
            Coding whole = charset.<Coding>map(name -> new Coding.Ruled(coding, Rules.in(name)))
                    .orElse(coding);
            return checksum(field, whole, coding);
        }
        boolean text = coding instanceof Coding.Text;
        Rules rules = new Rules(
                literals(field, "const", coding).stream().findFirst(),
                field.node("enum").filter(MappingNode.class::isInstance).isPresent()
                        ? List.of()
                        : literals(field, "enum", coding),
                names(field, coding),
                literals(field, "null", coding),
                pad(field, "pad", text),
                pad(field, "pad-left", text),
                text && verbatim(field),
                charset);
        if (field.has("trim") && !text) {
            field.wrong("trim", "has no meaning for this type; it belongs to texts");
        }
        return rules.equals(Rules.NONE) ? coding : new Coding.Ruled(coding, rules);
    }

    private Optional<String> charset(LayoutNode field) {
        return field.text("charset").filter(TypeReader::isCharset).or(defaults::charset);
    }

    private boolean verbatim(LayoutNode field) {
        return field.choice("trim", Set.of("none", "blanks"))
                .map("none"::equals)
                .orElse(defaults.verbatim());
    }

    private static Optional<String> pad(LayoutNode field, String key, boolean text) {
        Optional<String> pad = field.text(key);
        if (pad.isPresent() && (!text || pad.get().codePointCount(0, pad.get().length()) != 1)) {
            field.wrong(key, text ? "must be one character" : "has no meaning for this type; it belongs to texts");
            return Optional.empty();
        }
        return pad;
    }

    private Map<String, String> names(LayoutNode field, Coding coding) {
        Map<String, String> names = new LinkedHashMap<>();
        Optional<Node> map = field.node("enum").filter(MappingNode.class::isInstance);
        if (map.isEmpty()) {
            return names;
        }
        LayoutNode.pairs(map.get(), faults).forEach((key, value) -> {
            Optional<String> literal = literal(key, coding);
            if (value instanceof ScalarNode name && literal.isPresent()) {
                names.put(literal.get(), name.getValue());
            } else if (!(value instanceof ScalarNode)) {
                faults.add(value, "the name of a value must be a text");
            }
        });
        return names;
    }

    private List<String> literals(LayoutNode field, String key, Coding coding) {
        List<ScalarNode> nodes = field.node(key)
                .filter(ScalarNode.class::isInstance)
                .map(node -> List.of((ScalarNode) node))
                .orElseGet(() -> key.equals("const") ? scalar(field, key) : scalars(field, key));
        return nodes.stream().flatMap(node -> literal(node, coding).stream()).toList();
    }

    private static List<ScalarNode> scalar(LayoutNode field, String key) {
        return field.scalar(key).stream().toList();
    }

    private static List<ScalarNode> scalars(LayoutNode field, String key) {
        int texts = field.texts(key).size();
        return texts == 0 || !field.has(key)
                ? List.of()
                : field.list(key).stream()
                        .filter(ScalarNode.class::isInstance)
                        .map(ScalarNode.class::cast)
                        .toList();
    }

    /** A literal in the form in which values of the coding are compared; hexadecimal numbers become decimal ones. */
    private Optional<String> literal(ScalarNode node, Coding coding) {
        String text = node.getValue();
        if (coding instanceof Coding.Bytes) {
            if (!BYTES.matcher(text).matches()) {
                faults.add(node, "bytes are written in hexadecimal digits here, as in 0x4D5A");
                return Optional.empty();
            }
            return Optional.of(text.substring(2).toUpperCase(Locale.ROOT));
        }
        boolean isText =
                coding instanceof Coding.Text || coding instanceof Coding.Digits || coding instanceof Coding.Bitmap;
        if (isText) {
            return Optional.of(text);
        }
        if (!NUMBER.matcher(text).matches()) {
            faults.add(node, "a number must stand here, as the field is one");
            return Optional.empty();
        }
        return Optional.of(
                text.startsWith("0x") ? Long.toUnsignedString(Long.parseUnsignedLong(text.substring(2), 16)) : text);
    }

    private Coding checksum(LayoutNode field, Coding whole, Coding coding) {
        for (String key : List.of("const", "enum", "null", "pad", "pad-left")) {
            if (field.has(key)) {
                field.wrong(key, "can't stand beside 'crc'");
            }
        }
        boolean isText = coding instanceof Coding.Text;
        if (!isText && !(coding instanceof Coding.Binary) && !(coding instanceof Coding.Zoned)) {
            field.wrong("crc", "belongs to a number such as u2, u4 or zoned(3), or to text of digits");
            return coding;
        }
        Optional<LayoutNode> map = field.node("crc")
                .filter(node -> !(node instanceof ScalarNode))
                .map(node -> LayoutNode.of(node, CHECKSUM, faults));
        Optional<String> name = map.isPresent() ? map.get().text("algorithm") : field.text("crc");
        Optional<ChecksumAlgorithm> algorithm = name.flatMap(ChecksumAlgorithm::named);
        if (algorithm.isEmpty()) {
            List<String> known = Arrays.stream(ChecksumAlgorithm.values())
                    .map(ChecksumAlgorithm::label)
                    .toList();
            String hint = FaultList.hint(name.orElse(""), known);
            field.wrong("crc", "names no way to calculate a check value" + hint);
            return coding;
        }
        int skip = map.flatMap(given -> given.number("skip", 0, 1 << 20)).orElse(0);
        boolean decimal = map.flatMap(given -> given.choice("digits", Set.of("hex", "decimal")))
                .map("decimal"::equals)
                .orElse(false);
        return new Coding.Checksum(whole, algorithm.get(), skip, decimal ? 10 : 16);
    }
}
