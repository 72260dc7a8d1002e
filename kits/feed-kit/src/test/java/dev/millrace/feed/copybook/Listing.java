package dev.millrace.feed.copybook;

import dev.millrace.feed.plan.Coding;
import dev.millrace.feed.plan.Item;
import dev.millrace.feed.plan.Length;
import dev.millrace.feed.plan.Occurs;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Offsets and lengths of a record's items, counted apart from the record plan: tables at their maximum, UNBOUNDED once. */
final class Listing {

    /**
     * One item.
     *
     * @param length of one occurrence
     */
    record Line(String name, int offset, int length, int times) {}

    private final List<Line> lines = new ArrayList<>();

    private Listing() {}

    /** The record first, then its items in the order of the text. */
    static List<Line> of(Item.Group record) {
        Listing listing = new Listing();
        listing.lay(record, 0);
        return listing.lines;
    }

    static int length(Item.Group record) {
        return of(record).get(0).length();
    }

    /** How many bytes it takes, with all times it occurs. */
    private int lay(Item item, int offset) {
        int place = lines.size();
        lines.add(new Line("", 0, 0, 0));
        int times = item.traits().occurs().map(Listing::times).orElse(1);
        int length = item instanceof Item.Group group ? members(group, offset) : bytes(((Item.Field) item).coding());
        lines.set(place, new Line(item.traits().name(), offset, length, times));
        return length * times;
    }

    private int members(Item.Group group, int offset) {
        Map<String, Integer> starts = new HashMap<>();
        int end = offset;
        for (Item member : group.members()) {
            int start = member.traits().redefines().map(starts::get).orElse(end);
            starts.put(member.traits().name(), start);
            end = Math.max(end, start + lay(member, start));
        }
        return end - offset;
    }

    private static int times(Occurs occurs) {
        int most = occurs instanceof Occurs.Times always ? always.times() : ((Occurs.DependingOn) occurs).most();
        return most == Integer.MAX_VALUE ? 1 : most;
    }

    static int bytes(Coding coding) {
        if (coding instanceof Coding.Text text) {
            return text.length().most();
        }
        if (coding instanceof Coding.Bytes bytes) {
            return ((Length.Fixed) bytes.length()).units();
        }
        if (coding instanceof Coding.Binary binary) {
            return binary.bytes();
        }
        if (coding instanceof Coding.Floating floating) {
            return floating.bytes();
        }
        if (coding instanceof Coding.Packed packed) {
            return (packed.digits() + (packed.signNibble() ? 2 : 1)) / 2;
        }
        if (coding instanceof Coding.Zoned zoned) {
            boolean separate =
                    zoned.sign() == Coding.Sign.LEADING_SEPARATE || zoned.sign() == Coding.Sign.TRAILING_SEPARATE;
            return (zoned.digits() + (separate ? 1 : 0)) * (zoned.national() ? 2 : 1);
        }
        String picture = ((Coding.Edited) coding).picture();
        return (int) picture.chars().filter(symbol -> "SVP".indexOf(symbol) < 0).count();
    }
}
