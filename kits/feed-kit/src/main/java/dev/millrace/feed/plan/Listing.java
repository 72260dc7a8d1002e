package dev.millrace.feed.plan;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Lists where the items of a record lie when all its tables are full. For one record. */
final class Listing {

    private final List<Slot> slots = new ArrayList<>();

    private Listing() {}

    static List<Slot> of(Item.Group record) {
        Listing listing = new Listing();
        listing.add(record, "", new Place(0, false));
        return List.copyOf(listing.slots);
    }

    /** A place in the record, which may be another one in each record. */
    private record Place(int offset, boolean moves) {
        Place behind(Place other) {
            return offset >= other.offset
                    ? new Place(offset, moves || other.moves)
                    : new Place(other.offset, moves || other.moves);
        }
    }

    /** Lists an item and what is in it, and tells where the next one is. */
    private Place add(Item item, String around, Place at) {
        Item.Traits traits = item.traits();
        String path = (around.isEmpty() ? "" : around + ".") + (traits.isFiller() ? "FILLER" : traits.name());
        Optional<Occurs> occurs = traits.occurs();
        int times = occurs.map(Listing::times).orElse(1);
        int index = slots.size();
        slots.add(new Slot(path, at.offset(), 0, times, at.moves(), ""));
        boolean shifts = occurs.isPresent() && !(occurs.get() instanceof Occurs.Times);
        Place end = contents(item, path, at);
        int length = end.offset() - at.offset();
        boolean moves = at.moves() || traits.when().isPresent();
        String kind = item instanceof Item.Field field ? Kind.of(field.coding()) : "group";
        slots.set(index, new Slot(path, at.offset(), length, times, moves || end.moves(), kind));
        return new Place(Sizes.sum(at.offset(), Sizes.product(length, times)), moves || end.moves() || shifts);
    }

    private Place contents(Item item, String path, Place at) {
        if (item instanceof Item.Field field) {
            boolean fixed = Sizes.fixed(field.coding()).isPresent();
            return new Place(Sizes.sum(at.offset(), Sizes.most(field.coding())), at.moves() || !fixed);
        }
        if (item instanceof Item.Window window) {
            Place inside = members(window.members(), path, at);
            boolean fixed = window.length() instanceof Length.Fixed;
            int most = window.length().most();
            return new Place(
                    fixed || most < Integer.MAX_VALUE ? Sizes.sum(at.offset(), most) : inside.offset(),
                    at.moves() || !fixed);
        }
        return members(((Item.Group) item).members(), path, at);
    }

    private Place members(List<Item> members, String path, Place begin) {
        Map<String, Place> begins = new HashMap<>();
        Place next = begin;
        for (Item member : members) {
            Optional<Place> shared = member.traits().redefines().map(name -> begins.get(name.toUpperCase(Locale.ROOT)));
            Place at = shared.orElse(next);
            begins.put(member.traits().name().toUpperCase(Locale.ROOT), at);
            Place end = add(member, path, at);
            next = shared.isPresent() ? next.behind(end) : end;
        }
        return next;
    }

    private static int times(Occurs occurs) {
        if (occurs instanceof Occurs.Times times) {
            return times.times();
        }
        if (occurs instanceof Occurs.DependingOn depending) {
            return depending.most();
        }
        return occurs instanceof Occurs.Counted counted ? counted.most() : Integer.MAX_VALUE;
    }
}
