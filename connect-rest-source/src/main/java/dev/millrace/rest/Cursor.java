package dev.millrace.rest;

import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A place in the order of an API's rows: a time, a number or a text.
 *
 * @param text as the API wrote it
 */
record Cursor(String text, @Nullable Instant time, @Nullable BigDecimal number) implements Comparable<Cursor> {

    private static final int LONGEST_NUMBER = 100;

    /** A time, which the API wrote so. */
    static Cursor of(String text, Instant time) {
        return new Cursor(text, time, null);
    }

    /** An id: a number where it is written as one, else a text. */
    static Cursor ofId(String text) {
        boolean isNumber = text.length() <= LONGEST_NUMBER && text.matches("-?[0-9]+(\\.[0-9]+)?");
        return new Cursor(text, null, isNumber ? new BigDecimal(text) : null);
    }

    /** Times by time, numbers by size; a text against anything by its characters. */
    @Override
    public int compareTo(Cursor other) {
        if (time != null && other.time != null) {
            return time.compareTo(other.time);
        }
        if (number != null && other.number != null) {
            return number.compareTo(other.number);
        }
        return text.compareTo(other.text);
    }

    /** Without its value, which is payload. */
    @Override
    public String toString() {
        return "a cursor of " + text.length() + " characters";
    }
}
