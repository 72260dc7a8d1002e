package dev.millrace.legacy.session;

import dev.millrace.kit.Template;
import dev.millrace.legacy.frame.Digits;
import java.nio.charset.Charset;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/** Reads the templates of a session file. */
final class WireReader {

    private static final String NOTHING = "none";
    private static final String MESSAGE = "message.";

    private enum Align {
        LEFT,
        RIGHT
    }

    private enum Bitmap {
        HEX,
        BINARY
    }

    private enum Order {
        BIG,
        LITTLE
    }

    private final FieldReader fields;
    private final Charset charset;
    private final Set<String> known;
    private final SpecFaults faults;
    private final Map<String, Wire> templates = new HashMap<>();

    /**
     * A reader.
     *
     * @param known the names of places that are no fields of a message
     */
    WireReader(FieldReader fields, Charset charset, Set<String> known, SpecFaults faults) {
        this.fields = fields;
        this.charset = charset;
        this.known = known;
        this.faults = faults;
    }

    /** Reads templates that later ones use by their names. */
    void define(SpecMap named) {
        for (String name : named.keys()) {
            read(named, name).ifPresent(wire -> templates.put(name, wire));
        }
    }

    /** The template that stands under a key, if any. */
    Optional<Wire> read(SpecMap map, String key) {
        return map.node(key).map(this::wire);
    }

    private Wire wire(Node node) {
        if (node instanceof MappingNode && SpecMap.of(node, new SpecFaults()).has("choose")) {
            SpecMap map = SpecMap.of(node, faults).allow("choose");
            List<Wire.Alternative> alternatives = new ArrayList<>();
            for (SpecMap one : map.maps("choose")) {
                one.allow("when", "send");
                List<WirePart> parts = one.node("send").map(this::parts).orElse(List.of());
                alternatives.add(new Wire.Alternative(conditions(one), parts));
            }
            return new Wire(alternatives);
        }
        return new Wire(List.of(new Wire.Alternative(List.of(), parts(node))));
    }

    private List<WirePart> parts(Node node) {
        if (node instanceof ScalarNode scalar) {
            return scalar.getValue().equals(NOTHING)
                    ? List.of()
                    : List.of(text(scalar, scalar.getValue(), 0, false, ' '));
        }
        List<Node> nodes = node instanceof SequenceNode list ? list.getValue() : List.of(node);
        List<WirePart> parts = new ArrayList<>();
        for (Node part : nodes) {
            parts.add(
                    part instanceof ScalarNode scalar
                            ? text(scalar, scalar.getValue(), 0, false, ' ')
                            : part(part, SpecMap.of(part, faults)));
        }
        return parts;
    }

    private WirePart part(Node node, SpecMap map) {
        if (map.has("choose")) {
            return new PartGroup.Nested(wire(node));
        }
        if (map.has("use")) {
            return new PartGroup.Nested(used(map.allow("use")));
        }
        if (map.has("bitmap")) {
            return bitmapped(map.allow("bitmap", "fields"));
        }
        if (map.has("prefix")) {
            return new PartGroup.Prefixed(
                    map.allow("prefix", "of").number("prefix", 1, 9, 2), new PartGroup.Nested(required(map, "of")));
        }
        if (map.has("hex")) {
            return new WirePart.Fixed(map.allow("hex").hex("hex"));
        }
        if (map.has("number")) {
            map.allow("number", "as", "bytes", "order");
            return new WirePart.Figure(
                    template(node, map.requiredText("number")),
                    map.choice("as", Digits.BINARY),
                    map.number("bytes", 1, 8, 2),
                    map.choice("order", Order.BIG) == Order.BIG);
        }
        if (map.has("copy")) {
            map.allow("copy");
            return new WirePart.Copy(fields.named(map, "copy")
                    .orElse(new FieldPlace.At(0, 0, FieldPlace.Reading.TEXT, true, FieldPlace.Region.MESSAGE, false)));
        }
        if (map.has("now")) {
            return now(map.allow("now", "zone"));
        }
        if (map.has("counter")) {
            map.allow("counter", "width", "wrap");
            int width = map.number("width", 0, 18, 0);
            long most = width == 0 ? Long.MAX_VALUE : (long) Math.pow(10, width) - 1;
            return new WirePart.Counter(
                    map.requiredText("counter"),
                    map.number("wrap", 1L, most, most),
                    new WirePart.Shape(width, true, '0', charset));
        }
        map.allow("text", "width", "align", "pad");
        String pad = map.text("pad", " ");
        if (pad.length() != 1) {
            map.wrong("pad", "must be one character");
        }
        return text(
                node,
                map.has("text") ? map.text("text", "") : map.requiredText("text"),
                map.number("width", 0, 1 << 16, 0),
                map.choice("align", Align.LEFT) == Align.RIGHT,
                pad.isEmpty() ? ' ' : pad.charAt(0));
    }

    private Wire used(SpecMap map) {
        Wire wire = templates.get(map.requiredText("use"));
        if (wire == null) {
            map.wrong("use", "names none of the templates that stand before it");
            return new Wire(List.of());
        }
        return wire;
    }

    private Wire required(SpecMap map, String key) {
        return read(map, key).orElseGet(() -> {
            map.wrong(key, "is missing");
            return new Wire(List.of());
        });
    }

    private WirePart bitmapped(SpecMap map) {
        SortedMap<Integer, WirePart> parts = new TreeMap<>();
        SpecMap numbered = map.mapOrEmpty("fields");
        for (String number : numbered.keys()) {
            if (number.matches("[2-9]|[1-9]\\d|1[0-8]\\d|19[0-2]") && !number.matches("65|129")) {
                parts.put(Integer.valueOf(number), new PartGroup.Nested(required(numbered, number)));
            } else {
                numbered.wrong(number, "is no number of a field: 2 to 192, without 65 and 129");
            }
        }
        return new PartGroup.Bitmapped(map.choice("bitmap", Bitmap.HEX) == Bitmap.HEX, parts);
    }

    private WirePart text(Node node, String text, int width, boolean right, char pad) {
        return new WirePart.Text(template(node, text), new WirePart.Shape(width, right, pad, charset));
    }

    private WirePart now(SpecMap map) {
        try {
            String zone = map.filled("zone").orElse("UTC");
            return new WirePart.Now(
                    DateTimeFormatter.ofPattern(map.requiredText("now"), Locale.ROOT), ZoneId.of(zone), charset);
        } catch (DateTimeException | IllegalArgumentException wrong) {
            map.wrong("now", "or its zone is not known: a pattern such as yyyyMMdd-HH:mm:ss.SSS, a zone such as UTC");
            return new WirePart.Fixed(new byte[0]);
        }
    }

    private Function<Filling, String> template(Node node, String text) {
        Template template;
        try {
            template = Template.parseText(text);
        } catch (IllegalArgumentException wrong) {
            faults.add(node, "is no template: " + wrong.getMessage());
            return filling -> "";
        }
        for (String name : template.placeholders()) {
            boolean isField = name.startsWith(MESSAGE) && fields.all().containsKey(name.substring(MESSAGE.length()));
            if (!isField && !known.contains(name)) {
                faults.add(
                        node,
                        "holds ${" + name + "}, which nothing fills; known are message.FIELD for each of 'fields', "
                                + String.join(", ", known.stream().sorted().toList()));
            }
        }
        return WirePart.reader(template, fields.all());
    }

    /** What stands under {@code when}. */
    List<Condition> conditions(SpecMap map) {
        return conditions(map, "when");
    }

    List<Condition> conditions(SpecMap map, String key) {
        List<Condition> conditions = new ArrayList<>();
        SpecMap when = map.mapOrEmpty(key);
        for (String name : when.keys()) {
            fields.named(when, name, name).ifPresent(field -> conditions.add(condition(when, name, field)));
        }
        return conditions;
    }

    private Condition condition(SpecMap when, String name, FieldPlace field) {
        if (when.node(name).filter(MappingNode.class::isInstance).isEmpty()) {
            return new Condition.Is(field, when.texts(name));
        }
        SpecMap test = when.mapOrEmpty(name).allow("regex", "present");
        return test.has("regex")
                ? new Condition.Matches(field, FieldReader.pattern(test, "regex"))
                : new Condition.Present(field, test.flag("present", true));
    }
}
