package dev.millrace.feed.layout;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * One field of a record and where it lies.
 *
 * @param name empty for filler, which is never read
 * @param at where it begins in the record, in units from 0
 * @param length in units
 * @param type of its value, in the field language of the formats page, such as {@code decimal(12,2)?}
 * @param scale how many of its digits stand behind a decimal point that is not written
 * @param constant what it must hold, if it must
 * @param allowed what it may hold; empty for anything
 * @param trims whether blanks at its end are no part of it
 */
public record Column(
        String name,
        int at,
        int length,
        String type,
        int scale,
        Optional<String> constant,
        Set<String> allowed,
        boolean trims) {

    private static final Pattern SIGN = Pattern.compile("^[+-]|[+-]$");
    private static final Pattern DIGITS = Pattern.compile("[0-9]+");
    private static final Pattern NUMBER = Pattern.compile("[+-]?[0-9]+(\\.[0-9]+)?");

    public Column {
        allowed = Set.copyOf(allowed);
    }

    /** The units from the record's beginning to the column's end. */
    public int end() {
        return at + length;
    }

    /** Whether a text may stand here; blanks at its end count only where they are part of the value. */
    public boolean allows(String text) {
        if (constant.isEmpty() && allowed.isEmpty()) {
            return true;
        }
        String value = trims ? text.stripTrailing() : text;
        return constant.map(must -> must.equals(text) || must.equals(value)).orElse(true)
                && (allowed.isEmpty() || allowed.contains(text) || allowed.contains(value));
    }

    /** Whether anybody looks at what stands here. */
    public boolean isRead() {
        return !name.isEmpty() || constant.isPresent() || !allowed.isEmpty();
    }

    /** The value's text: without blanks at its end, and with its decimal point and its sign in front. */
    public String valueOf(String text) {
        String value = trims ? text.stripTrailing() : text;
        if (scale == 0 || value.isBlank()) {
            return value;
        }
        String digits = value.strip();
        String sign = digits.startsWith("-") || digits.endsWith("-") ? "-" : "";
        digits = SIGN.matcher(digits).replaceAll("");
        if (!DIGITS.matcher(digits).matches()) {
            return value;
        }
        String padded = "0".repeat(Math.max(0, scale + 1 - digits.length())) + digits;
        return sign + padded.substring(0, padded.length() - scale) + "." + padded.substring(padded.length() - scale);
    }

    /** The number that stands here; empty when it is none. */
    public static Optional<BigDecimal> number(String value) {
        String text = value.strip();
        return text.length() < 64 && NUMBER.matcher(text).matches()
                ? Optional.of(new BigDecimal(text))
                : Optional.empty();
    }
}
