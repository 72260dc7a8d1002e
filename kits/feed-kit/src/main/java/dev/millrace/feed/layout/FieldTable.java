package dev.millrace.feed.layout;

import dev.millrace.feed.plan.Coding;
import dev.millrace.feed.plan.FormulaParser;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.nodes.Node;

/** Reads a table of fields that are there when their bit of a bitmap is set, as in ISO 8583. */
final class FieldTable {

    private static final Set<String> TABLE = Set.of("bitmap", "fields");
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,4}");

    private final ItemReader items;
    private final FaultList faults;

    FieldTable(ItemReader items, FaultList faults) {
        this.items = items;
        this.faults = faults;
    }

    void read(LayoutNode table, FieldList list) {
        for (String key : table.keys()) {
            if (!TABLE.contains(key)) {
                table.wrong(key, "has no meaning for a table of fields");
            }
        }
        String name = table.text("bitmap").orElse("");
        Optional<Coding.Bitmap> bitmap = list.bitmap(name);
        if (bitmap.isEmpty()) {
            table.wrong("bitmap", "must name a field of type bitmap(n) that stands in front of it, beside it");
        }
        Optional<Node> fields = table.node("fields");
        if (fields.isEmpty()) {
            table.wrong("'fields' is missing: a map of the numbers of bits to fields");
            return;
        }
        Map<Integer, Node> sorted = sorted(fields.get(), bitmap);
        if (bitmap.isPresent()) {
            list.restrict(name, sorted.keySet());
            sorted.forEach((bit, node) ->
                    items.items(List.of(node), list.branch(FormulaParser.condition("bit(" + name + ", " + bit + ")"))));
        }
    }

    /** The fields in the order of their bits, which is that of their bytes. */
    private Map<Integer, Node> sorted(Node fields, Optional<Coding.Bitmap> bitmap) {
        Map<Integer, Node> sorted = new TreeMap<>();
        LayoutNode.pairs(fields, faults).forEach((key, value) -> {
            int bit = NUMBER.matcher(key.getValue()).matches() ? Integer.parseInt(key.getValue()) : 0;
            int most = bitmap.map(FieldTable::bits).orElse(Integer.MAX_VALUE);
            boolean chains = bitmap.isPresent()
                    && bitmap.get().chained()
                    && bit % (bitmap.get().bytes() * 8) == 1;
            if (bit < 1 || bit > most) {
                faults.add(key, "the number of a bit must stand here, from 1 to " + most);
            } else if (chains) {
                faults.add(key, "bit " + bit + " says that another bitmap follows, and can't announce a field");
            } else if (sorted.put(bit, value) != null) {
                faults.add(key, "bit " + bit + " stands here a second time");
            }
        });
        return sorted;
    }

    private static int bits(Coding.Bitmap bitmap) {
        return bitmap.bytes() * 8 * (bitmap.chained() ? Coding.Bitmap.MOST_BLOCKS : 1);
    }
}
