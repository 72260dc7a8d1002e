package dev.millrace.feed.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Looks at the packed, zoned and text fields whose place is the same in all records, and that have no other meaning. The first
 * call makes the list; safe for any thread.
 */
final class Weighing {

    /** More of a large table say no more. */
    private static final int MOST_PROBES = 2000;

    private static final Cursor.Needs SCRATCH = new Cursor.Needs(0, 0, 0, 0, 256);

    private final Item.Group record;
    private final PlanOptions options;
    private volatile @Nullable List<Probe> probes;

    Weighing(Item.Group record, PlanOptions options) {
        this.record = record;
        this.options = options;
    }

    /** One field to look at. */
    private record Probe(int offset, int length, boolean text, Reader reader, Fillings nulls) {}

    Plausibility weigh(byte[] bytes, int from, int to) {
        List<Probe> all = probes;
        if (all == null) {
            all = probes();
            probes = all;
        }
        int numbers = 0;
        int valid = 0;
        int texts = 0;
        int clean = 0;
        Cursor cursor = new Cursor(bytes, from, to, SCRATCH);
        for (Probe probe : all) {
            int at = from + probe.offset();
            if (probe.length() > to - at || probe.nulls().fill(bytes, at, probe.length())) {
                continue;
            }
            Object value = probe.reader().read(cursor, at, probe.length());
            if (probe.text()) {
                texts++;
                clean += value instanceof String text && text.chars().noneMatch(Character::isISOControl) ? 1 : 0;
            } else {
                numbers++;
                valid += value instanceof Flaw ? 0 : 1;
            }
        }
        return new Plausibility(numbers, valid, texts, clean);
    }

    private List<Probe> probes() {
        List<Probe> found = new ArrayList<>();
        Readers readers = new Readers(options);
        walk(record.members(), 0, readers, found);
        return List.copyOf(found);
    }

    /** Adds the fields of a group; answers where it ends, negative when nobody knows. */
    private int walk(List<Item> members, int begin, Readers readers, List<Probe> found) {
        int at = begin;
        for (int i = 0; i < members.size() && at >= 0; i++) {
            Item item = members.get(i);
            boolean shared = item.traits().redefines().isPresent()
                    || (i + 1 < members.size()
                            && members.get(i + 1).traits().redefines().isPresent());
            if (shared) {
                List<Item> all = new ArrayList<>(List.of(item));
                while (i + 1 < members.size()
                        && members.get(i + 1).traits().redefines().isPresent()) {
                    all.add(members.get(++i));
                }
                at = longest(all, at, readers);
            } else {
                at = walk(item, at, readers, found);
            }
        }
        return at;
    }

    private int longest(List<Item> shared, int begin, Readers readers) {
        int longest = begin;
        for (Item item : shared) {
            int end = walk(item, begin, readers, new ArrayList<>());
            if (end < 0) {
                return end;
            }
            longest = Math.max(longest, end);
        }
        return longest;
    }

    private int walk(Item item, int begin, Readers readers, List<Probe> found) {
        Item.Traits traits = item.traits();
        boolean fixed = traits.when().isEmpty()
                && traits.occurs().map(Occurs.Times.class::isInstance).orElse(true);
        if (!fixed || item instanceof Item.Window) {
            return -1;
        }
        int times =
                traits.occurs().map(occurs -> ((Occurs.Times) occurs).times()).orElse(1);
        int at = begin;
        for (int i = 0; i < times && at >= 0 && found.size() < MOST_PROBES; i++) {
            at = item instanceof Item.Group group
                    ? walk(group.members(), at, readers, found)
                    : field((Item.Field) item, at, readers, found);
        }
        return at;
    }

    private int field(Item.Field field, int at, Readers readers, List<Probe> found) {
        int length = Sizes.fixed(field.coding()).orElse(-1);
        if (length < 0 || field.coding() instanceof Coding.Bits) {
            return -1;
        }
        boolean text = field.coding() instanceof Coding.Text;
        FieldClass kind = FieldCompiler.kind(field.coding());
        if (length > 0 && (kind == FieldClass.PACKED || kind == FieldClass.ZONED || text)) {
            Reader reader = readers.of(field.coding(), field.traits().name());
            Fillings nulls = new Fillings(
                    Set.of(Filling.values()),
                    options.text()
                            .of(field.traits().name())
                            .orElse(options.text().charset()));
            found.add(new Probe(at, length, text, reader, nulls));
        }
        return at + length;
    }
}
