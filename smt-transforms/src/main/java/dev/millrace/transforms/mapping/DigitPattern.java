package dev.millrace.transforms.mapping;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.Temporal;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A pattern of digits of fixed width, such as {@code uuuu-MM-dd'T'HH:mm:ss.SSSXXX}: read in a tenth of the time that the general
 * formatter takes, with the same result. What it does not read is left to that one.
 */
final class DigitPattern {

    private static final String FIELDS = "yuMdHmsSX";
    private static final int YEAR = 0;
    private static final int MONTH = 1;
    private static final int DAY = 2;
    private static final int HOUR = 3;
    private static final int MINUTE = 4;
    private static final int SECOND = 5;
    private static final int FRACTION = 6;
    private static final int OFFSET = 7;
    private static final int LITERAL = 8;

    private final int[] kinds;
    private final int[] sizes;
    private final int length;
    private final boolean date;
    private final boolean time;
    private final boolean offset;

    private DigitPattern(int[] kinds, int[] sizes) {
        this.kinds = kinds;
        this.sizes = sizes;
        int fixed = 0;
        boolean[] has = new boolean[LITERAL + 1];
        for (int at = 0; at < kinds.length; at++) {
            has[kinds[at]] = true;
            fixed += kinds[at] == LITERAL ? 1 : kinds[at] == OFFSET ? 0 : sizes[at];
        }
        this.length = fixed;
        this.date = has[YEAR] && has[MONTH] && has[DAY];
        this.time = has[HOUR];
        this.offset = has[OFFSET];
    }

    /** The pattern, where it is made of nothing but digits of fixed width and signs between them. */
    static Optional<DigitPattern> of(String pattern) {
        int[] kinds = new int[pattern.length()];
        int[] sizes = new int[pattern.length()];
        int count = 0;
        boolean[] seen = new boolean[LITERAL + 1];
        for (int at = 0; at < pattern.length(); at++) {
            char c = pattern.charAt(at);
            int end = at;
            int kind = LITERAL;
            if (Character.isLetter(c)) {
                while (end < pattern.length() && pattern.charAt(end) == c) {
                    end++;
                }
                kind = kind(c, end - at);
                if (kind < 0 || seen[kind]) {
                    return Optional.empty();
                }
                seen[kind] = true;
                sizes[count] = end - at;
                at = end - 1;
            } else if (c == '\'' && at + 2 < pattern.length() && pattern.charAt(at + 2) == '\'') {
                sizes[count] = pattern.charAt(at + 1);
                at += 2;
            } else if ("'[]{}#".indexOf(c) < 0) {
                sizes[count] = c;
            } else {
                return Optional.empty();
            }
            if (sizes[count] == '\'') {
                return Optional.empty();
            }
            kinds[count++] = kind;
        }
        boolean whole = complete(seen) && (!seen[OFFSET] || kinds[count - 1] == OFFSET);
        return whole
                ? Optional.of(new DigitPattern(Arrays.copyOf(kinds, count), Arrays.copyOf(sizes, count)))
                : Optional.empty();
    }

    /** Whether the fields make a date, a time, or both, without a hole in them. */
    private static boolean complete(boolean[] seen) {
        boolean date = seen[YEAR] && seen[MONTH] && seen[DAY];
        boolean anyDate = seen[YEAR] || seen[MONTH] || seen[DAY];
        boolean time = seen[HOUR] && seen[MINUTE];
        boolean anyTime = seen[HOUR] || seen[MINUTE] || seen[SECOND] || seen[FRACTION];
        return (date || !anyDate)
                && (time || !anyTime)
                && (date || time)
                && (seen[SECOND] || !seen[FRACTION])
                && (!seen[OFFSET] || (date && time));
    }

    private static int kind(char letter, int width) {
        int expected = switch (letter) {
            case 'y', 'u' -> 4;
            case 'X' -> 3;
            case 'S' -> Math.min(width, 9);
            default -> 2;
        };
        int at = FIELDS.indexOf(letter);
        return at < 0 || width != expected ? -1 : Math.max(0, at - 1);
    }

    /** What a text says; null where the general formatter must be asked. */
    @Nullable
    Temporal parse(String text) {
        if (offset ? text.length() <= length : text.length() != length) {
            return null;
        }
        int year = 0;
        int month = 0;
        int day = 0;
        int hour = 0;
        int minute = 0;
        int second = 0;
        int nano = 0;
        ZoneOffset zone = null;
        int from = 0;
        for (int at = 0; at < kinds.length; at++) {
            int size = sizes[at];
            int kind = kinds[at];
            if (kind == LITERAL) {
                if (text.charAt(from++) != size) {
                    return null;
                }
                continue;
            }
            if (kind == OFFSET) {
                zone = offset(text, from);
                if (zone == null) {
                    return null;
                }
                continue;
            }
            int number = digits(text, from, from + size);
            if (number < 0) {
                return null;
            }
            from += size;
            switch (kind) {
                case YEAR -> year = number;
                case MONTH -> month = number;
                case DAY -> day = number;
                case HOUR -> hour = number;
                case MINUTE -> minute = number;
                case SECOND -> second = number;
                default -> nano = nanos(number, size);
            }
        }
        return temporal(year, month, day, hour, minute, second, nano, zone);
    }

    private @Nullable Temporal temporal(
            int year, int month, int day, int hour, int minute, int second, int nano, @Nullable ZoneOffset zone) {
        // The year 0 is none for the letter y; months and days are looked at here, for an exception would cost much.
        if (date && (year == 0 || month < 1 || month > 12 || day < 1 || day > 31)) {
            return null;
        }
        if (hour > 23 || minute > 59 || second > 59) {
            return null;
        }
        try {
            if (!time) {
                return LocalDate.of(year, month, day);
            }
            if (!date) {
                return LocalTime.of(hour, minute, second, nano);
            }
            LocalDateTime local = LocalDateTime.of(year, month, day, hour, minute, second, nano);
            return zone == null ? local : OffsetDateTime.of(local, zone);
        } catch (DateTimeException noSuchDay) {
            return null;
        }
    }

    private static int digits(String text, int from, int to) {
        int number = 0;
        for (int at = from; at < to; at++) {
            int digit = text.charAt(at) - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            number = number * 10 + digit;
        }
        return number;
    }

    private static int nanos(int fraction, int digits) {
        int nanos = fraction;
        for (int at = digits; at < 9; at++) {
            nanos *= 10;
        }
        return nanos;
    }

    /** Z, or a sign with hours and minutes. */
    private static @Nullable ZoneOffset offset(String text, int from) {
        int left = text.length() - from;
        if (left == 1 && text.charAt(from) == 'Z') {
            return ZoneOffset.UTC;
        }
        if (left != 6 || text.charAt(from + 3) != ':') {
            return null;
        }
        char sign = text.charAt(from);
        int hours = digits(text, from + 1, from + 3);
        int minutes = digits(text, from + 4, from + 6);
        if ((sign != '+' && sign != '-') || hours < 0 || hours > 17 || minutes < 0 || minutes > 59) {
            return null;
        }
        int seconds = (hours * 60 + minutes) * 60;
        return ZoneOffset.ofTotalSeconds(sign == '-' ? -seconds : seconds);
    }
}
