package dev.millrace.feed.layout;

import dev.millrace.feed.plan.Coding;
import dev.millrace.feed.plan.Formula;
import dev.millrace.feed.plan.Item;
import dev.millrace.feed.plan.Length;
import dev.millrace.feed.plan.Occurs;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;

/** Reads the fields of a record in the layout language into items. */
final class ItemReader {

    static final Pattern WORD = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

    private static final int MOST_ITEMS = 20_000;
    private static final int MOST_DEPTH = 30;
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,9}");
    static final Set<String> FIELD = Set.of(
            "name",
            "type",
            "len",
            "count",
            "when",
            "switch",
            "bitmap",
            "fields",
            "scale",
            "sign",
            "endian",
            "charset",
            "trim",
            "pad",
            "pad-left",
            "null",
            "const",
            "enum",
            "crc",
            "chained",
            "form",
            "odd");
    private static final Set<String> GROUP = Set.of("name", "len", "count", "when", "fields");
    private static final Set<String> NAMED = Set.of("const", "enum", "crc", "null");

    private final LayoutScope scope;
    private final FaultList faults;
    private final TypeReader types;
    private final LengthReader lengths;
    private final RulesReader rules;
    private int count;

    ItemReader(LayoutDefaults defaults, FaultList faults) {
        this.faults = faults;
        scope = new LayoutScope(faults);
        lengths = new LengthReader(scope, defaults, faults);
        types = new TypeReader(defaults, lengths);
        rules = new RulesReader(defaults, faults);
    }

    /** The items of a record. */
    List<Item> items(LayoutNode record) {
        return items(record.list("fields"), new FieldList(Optional.empty(), 0));
    }

    /** Reads fields that stand one after the other under one condition. */
    List<Item> items(List<Node> nodes, FieldList list) {
        if (list.depth() > MOST_DEPTH) {
            nodes.stream().findFirst().ifPresent(node -> faults.add(node, "fields are nested too deep"));
            return List.of();
        }
        int begin = list.size();
        for (Node node : nodes) {
            if (++count > MOST_ITEMS) {
                faults.add(node, "the layout has more than " + MOST_ITEMS + " fields; split it");
                break;
            }
            LayoutNode field = LayoutNode.of(node, FIELD, faults);
            if (list.isClosed() && !field.keys().isEmpty()) {
                field.wrong("nothing can follow a field that takes all that is left; give that one a length");
            }
            read(field, list);
        }
        list.endBits(faults);
        return list.from(begin);
    }

    private void read(LayoutNode field, FieldList list) {
        if (field.has("switch")) {
            list.endBits(faults);
            new SwitchReader(this, scope, faults).read(field, list);
        } else if (field.has("bitmap")) {
            list.endBits(faults);
            new FieldTable(this, faults).read(field, list);
        } else if (field.has("fields")) {
            list.endBits(faults);
            group(field, list, GROUP);
        } else if (field.has("type")) {
            value(field, list);
        } else if (!field.keys().isEmpty()) {
            field.wrong("'type' is missing; or give 'fields' for a group, 'switch' or 'bitmap'");
        }
    }

    /** A group, whose keys beside those known must not be there. */
    void group(LayoutNode field, FieldList list, Set<String> known) {
        for (String key : field.keys()) {
            if (!known.contains(key)) {
                field.wrong(key, "has no meaning for a group of fields");
            }
        }
        Optional<Item.Traits> traits = traits(field, list, true);
        Optional<Length> window = field.has("len") ? lengths.length(field) : Optional.empty();
        if (!field.has("fields")) {
            field.wrong("'fields' is missing");
            return;
        }
        List<Item> members = items(field.list("fields"), new FieldList(Optional.empty(), list.depth() + 1));
        if (members.isEmpty() && field.list("fields").isEmpty()) {
            field.wrong("fields", "must have at least one field");
        }
        traits.ifPresent(given -> {
            scope.declare(given.name(), false);
            list.add(
                    window.isPresent()
                            ? new Item.Window(given, window.get(), members)
                            : new Item.Group(given, members));
            boolean takesAll =
                    given.occurs().filter(Occurs.ToTheEnd.class::isInstance).isPresent()
                            || window.filter(Length.Remaining.class::isInstance).isPresent();
            list.close(takesAll);
        });
    }

    /** A field with a value. */
    void value(LayoutNode field, FieldList list) {
        Optional<Coding> coding = types.coding(field);
        boolean needsName = NAMED.stream().anyMatch(field::has);
        Optional<Item.Traits> traits = traits(field, list, needsName);
        if (coding.isEmpty() || traits.isEmpty()) {
            list.hide(field.text("name").orElse(""), scope);
            return;
        }
        if (coding.get() instanceof Coding.Bits bits) {
            if (field.has("count") || field.has("when") || needsName) {
                field.wrong("bits can't have 'count', 'when', 'const', 'enum', 'null' or 'crc'; put them into a group");
            }
            list.addBits(traits.get(), bits);
            scope.declare(traits.get().name(), false);
            return;
        }
        list.endBits(faults);
        Coding ruled = rules.ruled(field, coding.get());
        list.add(new Item.Field(traits.get(), ruled));
        scope.declare(traits.get().name(), coding.get() instanceof Coding.Bitmap);
        boolean takesAll =
                traits.get().occurs().filter(Occurs.ToTheEnd.class::isInstance).isPresent();
        list.close(takesAll || TypeReader.isRemaining(coding.get()));
    }

    private Optional<Item.Traits> traits(LayoutNode field, FieldList list, boolean needsName) {
        Optional<String> name = field.text("name");
        if (name.isPresent() && !WORD.matcher(name.get()).matches()) {
            field.wrong("name", "must be a word of letters, digits and _ that does not begin with a digit");
            return Optional.empty();
        }
        if (name.isEmpty() && needsName) {
            field.wrong("'name' is missing; fields without a name are passed over and not looked at");
            return Optional.empty();
        }
        if (name.isPresent() && !list.declares(name.get())) {
            field.wrong("name", "is the name of another field here, too; give one of them another name");
            return Optional.empty();
        }
        Optional<Formula> when = field.scalar("when").flatMap(scope::condition);
        return Optional.of(new Item.Traits(
                name.orElse(""), Optional.empty(), occurs(field), list.under(when), List.of(), field.line()));
    }

    private Optional<Occurs> occurs(LayoutNode field) {
        Optional<ScalarNode> scalar = field.scalar("count");
        if (scalar.isEmpty()) {
            return Optional.empty();
        }
        String text = scalar.get().getValue().strip();
        if (text.equals("eos")) {
            return Optional.of(new Occurs.ToTheEnd());
        }
        if (NUMBER.matcher(text).matches()) {
            return field.number("count", 1, 1_000_000).map(Occurs.Times::new);
        }
        return scope.number(scalar.get()).map(formula -> new Occurs.Counted(formula, Integer.MAX_VALUE));
    }
}
