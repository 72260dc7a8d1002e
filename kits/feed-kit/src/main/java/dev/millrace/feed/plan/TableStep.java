package dev.millrace.feed.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads what occurs several times into an array. Immutable. */
final class TableStep implements Step {

    private final int offset;
    private final Times times;
    private final Elements elements;
    private final Optional<Place> place;
    private final Damage damage;
    private final Room room;

    /**
     * The bytes of a table.
     *
     * @param least bytes of an element
     * @param reserved bytes of the table, whatever it holds; negative when they are those of its elements
     * @param depth the number of tables around it
     */
    record Room(int least, int reserved, int depth) {
        boolean isFixed() {
            return reserved >= 0;
        }
    }

    TableStep(int offset, Times times, Elements elements, Optional<Place> place, Damage damage, Room room) {
        this.offset = offset;
        this.times = times;
        this.elements = elements;
        this.place = place;
        this.damage = damage;
        this.room = room;
    }

    @Override
    public void run(Cursor cursor) throws CorruptField {
        int origin = cursor.at;
        int first = origin + offset;
        cursor.at = first;
        int count = times.of(cursor);
        if (count == Times.CORRUPT || count > most(cursor, first)) {
            corrupt(cursor, first);
        } else {
            read(cursor, count);
        }
        if (room.isFixed()) {
            cursor.at = origin;
        }
    }

    /** A number that was never true must not take all memory. */
    private int most(Cursor cursor, int first) {
        return room.least() > 0 ? Integer.MAX_VALUE : Math.max(cursor.end - first, 0);
    }

    private void read(Cursor cursor, int count) throws CorruptField {
        boolean all = count == Times.ALL;
        int possible = Math.max(cursor.end - cursor.at, 0) / Math.max(room.least(), 1);
        List<@Nullable Object> list = new ArrayList<>(all ? possible : Math.min(count, possible));
        // Before it is filled, so that Connect looks at each value once.
        if (place.isPresent()) {
            place.get().put(cursor, list);
        }
        for (int i = 0; all || i < count; i++) {
            int at = cursor.at;
            if (at >= cursor.end) {
                if (!all) {
                    damage.missing(cursor, at, false);
                }
                return;
            }
            cursor.indexes[room.depth()] = i;
            elements.next(cursor, list);
            if (all && cursor.at == at) {
                throw damage.lost(cursor, Flaw.COUNT_OUT_OF_RANGE, at);
            }
        }
    }

    private void corrupt(Cursor cursor, int first) throws CorruptField {
        if (damage.allowsEnd(cursor, first)) {
            return;
        }
        if (!room.isFixed()) {
            throw damage.lost(cursor, Flaw.COUNT_OUT_OF_RANGE, first);
        }
        damage.corrupt(cursor, Flaw.COUNT_OUT_OF_RANGE, first, first);
    }
}
