package dev.millrace.feed.binary;

import dev.millrace.feed.plan.Item;
import dev.millrace.feed.plan.PlanOptions;
import dev.millrace.feed.plan.RecordPlan;
import dev.millrace.feed.plan.Slot;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Finds items by their names, and where they lie. */
final class Places {

    private Places() {}

    /** A field that lies at the same place in every record. */
    record Place(Item.Field field, int offset, int length) {}

    /** Empty where no field of that name lies at a fixed place. */
    static Optional<Place> of(Item.Group record, String name) {
        String wanted = path(name);
        Optional<Item.Field> field = field(record, "", wanted);
        if (field.isEmpty()) {
            return Optional.empty();
        }
        for (Slot slot : RecordPlan.compile(record, PlanOptions.DEFAULT).listing()) {
            if (ends(slot.path(), wanted) && !slot.moves() && !slot.kind().equals("group")) {
                return Optional.of(new Place(field.get(), slot.offset(), slot.length()));
            }
        }
        return Optional.empty();
    }

    /** Whether an item of that name stands in a record, itself included. */
    static boolean has(Item item, String name) {
        if (same(item.traits().name(), name)) {
            return true;
        }
        return members(item).stream().anyMatch(member -> has(member, name));
    }

    static List<Item> members(Item item) {
        if (item instanceof Item.Group group) {
            return group.members();
        }
        return item instanceof Item.Window window ? window.members() : List.of();
    }

    private static Optional<Item.Field> field(Item item, String above, String wanted) {
        String path = above.isEmpty()
                ? item.traits().name()
                : above + "." + item.traits().name();
        if (item instanceof Item.Field field) {
            return ends(path, wanted) ? Optional.of(field) : Optional.empty();
        }
        for (Item member : members(item)) {
            Optional<Item.Field> found = field(member, path, wanted);
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    /** {@code A OF B} is {@code B.A}. */
    private static String path(String name) {
        String[] parts = name.strip().split("(?i)\\s+(of|in)\\s+", -1);
        StringBuilder path = new StringBuilder();
        for (int i = parts.length - 1; i >= 0; i--) {
            path.append(path.length() == 0 ? "" : ".").append(parts[i]);
        }
        return path.toString();
    }

    /** Whether two names are the same: in any case, and with underscores for dashes. */
    static boolean same(String one, String other) {
        return plain(one).equals(plain(other));
    }

    private static String plain(String name) {
        return name.toUpperCase(Locale.ROOT).replace('-', '_');
    }

    private static boolean ends(String path, String wanted) {
        return ("." + plain(path)).endsWith("." + plain(wanted));
    }
}
