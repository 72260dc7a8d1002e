package dev.millrace.feed.plan;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** As often as a field before it says, in figures or in words. Immutable. */
final class Counted implements Times {

    private final int slot;
    private final int least;
    private final int most;
    private final Map<String, Integer> words;

    Counted(int slot, int least, int most, Map<String, Integer> words) {
        this.slot = slot;
        this.least = least;
        this.most = most;
        this.words = Map.copyOf(words);
    }

    @Override
    public int of(Cursor cursor) {
        long times = number(cursor.slots[slot]);
        return times < least || times > most ? CORRUPT : (int) times;
    }

    private long number(@Nullable Object value) {
        Integer word = value == null ? null : words.get(String.valueOf(value).strip());
        if (word != null) {
            return word;
        }
        if (value instanceof Number number) {
            return number.longValue();
        }
        try {
            return value instanceof String text ? Long.parseLong(text.strip()) : CORRUPT;
        } catch (NumberFormatException e) {
            return CORRUPT;
        }
    }
}
