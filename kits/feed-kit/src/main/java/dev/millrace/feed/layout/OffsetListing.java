package dev.millrace.feed.layout;

import dev.millrace.feed.plan.Coding;
import dev.millrace.feed.plan.Item;
import dev.millrace.feed.plan.Length;
import dev.millrace.feed.plan.Occurs;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Turns a compiler's listing of offsets into items. Gaps become fillers; a row that begins where an earlier one of the same
 * group does redefines it; a group's row takes the rows behind it that lie in its bytes.
 */
final class OffsetListing {

    private static final Pattern WORD = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_-]*");
    private static final int MOST_DEPTH = 30;

    private final String name;
    private final FaultList faults = new FaultList();
    private final ListingTypes types = new ListingTypes(faults);
    private final List<ListingRow> rows;
    private int next;

    OffsetListing(String name, String csv) {
        this.name = name;
        this.rows = new ListingText(faults).rows(csv);
    }

    BinaryLayout layout() throws LayoutFaults {
        if (rows.isEmpty() && faults.isEmpty()) {
            faults.add(new LayoutFault(1, 1, "the listing has no rows below the names of its columns"));
        }
        List<Item> items = members(0, Integer.MAX_VALUE, 0);
        faults.throwIfAny();
        return new BinaryLayout(name, List.of(new Item.Group(Item.Traits.named(name, 1), items)));
    }

    /** The items of the rows from the next one on that begin before an end. */
    private List<Item> members(int from, int end, int depth) {
        List<Item> items = new ArrayList<>();
        List<ListingRow> taken = new ArrayList<>();
        Set<String> names = new HashSet<>();
        int at = from;
        while (next < rows.size()
                && !faults.isFull()
                && rows.get(next).offset() >= from
                && rows.get(next).offset() < end) {
            ListingRow row = rows.get(next++);
            if (row.end() > end) {
                wrong(row, "ends at " + row.end() + ", behind its group, which ends at " + end);
            }
            if (row.offset() > at) {
                items.add(filler(row.offset() - at, row.line()));
            }
            Optional<String> redefined = row.offset() < at ? redefined(row, taken) : Optional.empty();
            boolean isFiller = row.name().isEmpty() || row.name().equalsIgnoreCase("FILLER");
            if (!isFiller && (!WORD.matcher(row.name()).matches() || !names.add(row.name()))) {
                wrong(row, "'name' must be a word that no other row of its group has");
            }
            item(row, isFiller ? "" : row.name(), redefined, depth).ifPresent(items::add);
            taken.add(row);
            at = Math.max(at, row.end());
        }
        if (end != Integer.MAX_VALUE && at < end && !taken.isEmpty()) {
            items.add(filler(end - at, taken.get(0).line()));
        }
        if (depth == 0 && next < rows.size() && !faults.isFull()) {
            wrong(rows.get(next), "begins in front of its group");
        }
        return items;
    }

    private Optional<Item> item(ListingRow row, String itemName, Optional<String> redefined, int depth) {
        Optional<Occurs> occurs = row.occurs() > 1 ? Optional.of(new Occurs.Times(row.occurs())) : Optional.empty();
        Item.Traits traits = new Item.Traits(itemName, redefined, occurs, Optional.empty(), List.of(), row.line());
        if (!row.isGroup()) {
            return types.coding(row).map(coding -> new Item.Field(traits, coding));
        }
        if (depth >= MOST_DEPTH) {
            wrong(row, "groups are nested too deep");
            return Optional.empty();
        }
        List<Item> members = members(row.offset(), row.offset() + row.length(), depth + 1);
        if (members.isEmpty()) {
            wrong(row, "is a group without rows in its bytes; use the type text or bytes");
        }
        return Optional.of(new Item.Group(traits, members));
    }

    /** The row whose bytes a row shares. */
    private Optional<String> redefined(ListingRow row, List<ListingRow> taken) {
        Optional<ListingRow> same = taken.stream()
                .filter(each -> each.offset() == row.offset()
                        && WORD.matcher(each.name()).matches())
                .findFirst();
        long shared = taken.stream()
                .filter(each -> each.offset() < row.end() && row.offset() < each.end())
                .filter(each -> each.offset() != row.offset())
                .count();
        if (same.isEmpty() || shared > 0) {
            wrong(row, complaint(row, taken));
        }
        return same.map(ListingRow::name);
    }

    private static String complaint(ListingRow row, List<ListingRow> taken) {
        String others = taken.stream()
                .filter(each -> each.offset() < row.end() && row.offset() < each.end())
                .map(each -> each.name().isEmpty() ? "FILLER" : each.name())
                .limit(5)
                .collect(Collectors.joining(", "));
        return others.isEmpty()
                ? "begins in front of the rows above it and shares no bytes with them; sort the rows by their offsets"
                : "shares bytes with " + others
                        + "; a row may redefine one that begins at the same offset, so put those that it covers into a row"
                        + " of type group";
    }

    private static Item filler(int bytes, int line) {
        return new Item.Field(Item.Traits.named("", line), new Coding.Bytes(new Length.Fixed(bytes)));
    }

    private void wrong(ListingRow row, String complaint) {
        faults.add(new LayoutFault(row.line(), 1, complaint));
    }
}
