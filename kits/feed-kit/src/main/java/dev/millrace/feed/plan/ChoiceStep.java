package dev.millrace.feed.plan;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Reads bytes in one of their meanings, or in several. Immutable. */
final class ChoiceStep implements Step {

    private final int offset;
    private final List<Meaning> meanings;
    private final Selector selector;
    private final Undecided undecided;
    private final Optional<Place> raw;
    private final int length;

    /**
     * A choice.
     *
     * @param raw where undecided bytes go as they are
     * @param length that the bytes have whatever they mean; negative when it depends on that
     */
    ChoiceStep(
            int offset,
            List<Meaning> meanings,
            Selector selector,
            Undecided undecided,
            Optional<Place> raw,
            int length) {
        this.offset = offset;
        this.meanings = List.copyOf(meanings);
        this.selector = selector;
        this.undecided = undecided;
        this.raw = raw;
        this.length = length;
    }

    @Override
    public void run(Cursor cursor) throws CorruptField {
        int origin = cursor.at;
        int first = origin + offset;
        int chosen = selector.choose(cursor);
        int end = first;
        if (chosen >= 0) {
            cursor.at = first;
            meanings.get(chosen).block().run(cursor);
            end = cursor.at;
        }
        boolean all = chosen < 0 && undecided == Undecided.ALL;
        boolean any = chosen >= 0 || !all;
        for (Meaning meaning : meanings) {
            if (!meaning.chosen() || all) {
                any |= attempt(cursor, meaning, first);
                end = Math.max(end, cursor.at);
            }
        }
        if (!any) {
            cursor.at = first;
            meanings.get(0).block().run(cursor);
            end = Math.max(end, cursor.at);
        }
        if (chosen < 0 && undecided == Undecided.RAW) {
            int stop = Math.min(cursor.end, length < 0 ? cursor.end : first + length);
            raw.ifPresent(place -> place.put(cursor, Arrays.copyOfRange(cursor.bytes, Math.min(first, stop), stop)));
        }
        cursor.at = length < 0 ? end : origin;
    }

    /** Whether all of a meaning's fields are values. */
    private static boolean attempt(Cursor cursor, Meaning meaning, int first) throws CorruptField {
        int before = cursor.doubtful;
        cursor.at = first;
        cursor.lenient++;
        try {
            meaning.block().run(cursor);
        } catch (CorruptField lost) {
            cursor.doubtful++;
            cursor.at = first;
        } finally {
            cursor.lenient--;
        }
        return cursor.doubtful == before;
    }
}
