package dev.millrace.feed.layout;

import dev.millrace.feed.plan.Item;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;

/** Turns the YAML of a layout of binary records into items. */
final class BinaryLayoutParser {

    private static final Set<String> ROOT = Set.of("name", "record", "records");
    private static final Set<String> RECORD = Set.of("name", "endian", "charset", "prefix", "trim", "types", "fields");

    private final String yaml;
    private final FaultList faults = new FaultList();

    BinaryLayoutParser(String yaml) {
        this.yaml = yaml;
    }

    BinaryLayout layout() throws LayoutFaults {
        Optional<LayoutNode> root = LayoutNode.root(yaml, ROOT, faults);
        Optional<BinaryLayout> layout = root.map(this::layout);
        faults.throwIfAny();
        return layout.orElseThrow(() -> new LayoutFaults(List.of()));
    }

    private BinaryLayout layout(LayoutNode root) {
        String name = word(root, "name").orElse("record");
        if (!root.has("name")) {
            root.wrong("'name' is missing");
        }
        if (root.has("record") == root.has("records")) {
            root.wrong("give 'record', or 'records' with a list of several types of records");
        }
        List<Item.Group> records = new ArrayList<>();
        root.map("record", RECORD).ifPresent(record -> {
            if (record.has("name")) {
                record.wrong("name", "belongs to 'records'; the record is called as the layout");
            }
            records.add(record(record, name.replaceAll("[^A-Za-z0-9_]", "_")));
        });
        Set<String> names = new HashSet<>();
        for (Node node : root.list("records")) {
            LayoutNode record = LayoutNode.of(node, RECORD, faults);
            Optional<String> own = word(record, "name");
            if (!record.has("name")) {
                record.wrong("'name' is missing");
            }
            if (own.isPresent() && !names.add(own.get())) {
                record.wrong("name", "is the name of another record, too");
            }
            records.add(record(record, own.orElse("record")));
        }
        if (root.has("records") && root.list("records").isEmpty()) {
            root.wrong("records", "must have at least one record");
        }
        return new BinaryLayout(name, records);
    }

    private Item.Group record(LayoutNode record, String name) {
        if (record.list("fields").isEmpty()) {
            record.wrong("'fields' is missing or empty");
        }
        ItemReader items = new ItemReader(defaults(record), faults);
        return new Item.Group(Item.Traits.named(name, record.line()), items.items(record));
    }

    private LayoutDefaults defaults(LayoutNode record) {
        ByteOrder order =
                LengthReader.order(record.choice("endian", Set.of("be", "le")).orElse(""), ByteOrder.BIG_ENDIAN);
        Optional<String> charset = record.text("charset").filter(name -> {
            boolean known = TypeReader.isCharset(name);
            if (!known) {
                record.wrong("charset", "is no charset of this Java; use a name such as IBM037, IBM1141 or ISO-8859-1");
            }
            return known;
        });
        Optional<LayoutDefaults.Prefix> prefix = record.choice("prefix", Set.of("ascii", "ebcdic", "bcd", "binary"))
                .map(word -> LayoutDefaults.Prefix.valueOf(word.toUpperCase(Locale.ROOT)));
        boolean verbatim = record.choice("trim", Set.of("none", "blanks"))
                .filter("none"::equals)
                .isPresent();
        return new LayoutDefaults(order, charset, prefix, verbatim, types(record));
    }

    private Map<String, String> types(LayoutNode record) {
        Map<String, String> types = new LinkedHashMap<>();
        record.node("types")
                .ifPresent(node -> LayoutNode.pairs(node, faults).forEach((key, value) -> {
                    boolean isWord = key.getValue().matches("[a-z][a-z0-9_]*");
                    if (!isWord || TypeReader.isType(key.getValue())) {
                        faults.add(
                                key, "the name of a type must be a word of lower-case letters that is no type already");
                    } else if (!(value instanceof ScalarNode type)
                            || TypeCall.of(type.getValue())
                                    .filter(call -> TypeReader.isType(call.name()))
                                    .isEmpty()) {
                        faults.add(value, "a type must stand here, such as ascii or packed(7, 2)");
                    } else {
                        types.put(key.getValue(), type.getValue());
                    }
                }));
        return types;
    }

    private static Optional<String> word(LayoutNode place, String key) {
        Optional<String> text = place.text(key);
        if (text.isPresent() && !text.get().matches("[A-Za-z_][A-Za-z0-9_-]*")) {
            place.wrong(key, "must be a word of letters, digits, _ and - that does not begin with a digit");
            return Optional.empty();
        }
        return text;
    }
}
