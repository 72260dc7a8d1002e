package dev.millrace.transforms.mapping;

import java.math.BigDecimal;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.Locale;

/**
 * Numbers as people write them, by a pattern of {@link DecimalFormat} and a locale: {@code #,##0.00} in {@code de_DE} is
 * {@code 1.234,50}. It reads strictly, where the library's own parser takes what begins like a number and any grouping: the
 * whole text must be one, and groups have their size. It reads more or fewer digits behind the point than the pattern writes.
 */
final class NumberText {

    private static final String BLANKS = " \u00a0\u202f";
    private static final String APOSTROPHES = "'\u2019";

    private final DecimalFormat format;
    private final DecimalFormatSymbols symbols;
    private final BigDecimal multiplier;

    /**
     * Prepares a pattern.
     *
     * @throws IllegalArgumentException when it is none, or writes exponents
     */
    NumberText(String pattern, Locale locale) {
        this.symbols = DecimalFormatSymbols.getInstance(locale);
        this.format = new DecimalFormat(pattern, symbols);
        this.multiplier = BigDecimal.valueOf(format.getMultiplier());
        if (format.toPattern().matches(".*[0#]E0.*")) {
            throw new IllegalArgumentException("writes exponents; leave the format out to read them");
        }
    }

    /** The text of a number, as the pattern has it; digits that it has no room for must have been rounded away. */
    String write(BigDecimal number) {
        return ((DecimalFormat) format.clone()).format(number);
    }

    /** How many digits behind the point it writes at most. */
    int scale() {
        return format.getMaximumFractionDigits() + multiplier.precision() - 1;
    }

    /** The number of a text. */
    BigDecimal parse(String text) {
        if (text.length() > Numbers.DIGITS) {
            throw new Inconvertible(Inconvertible.NOT_A_NUMBER);
        }
        String minusPrefix = format.getNegativePrefix();
        boolean negative = text.length()
                        >= minusPrefix.length() + format.getNegativeSuffix().length()
                && text.startsWith(minusPrefix)
                && text.endsWith(format.getNegativeSuffix())
                && !(minusPrefix + format.getNegativeSuffix())
                        .equals(format.getPositivePrefix() + format.getPositiveSuffix());
        String digits = negative
                ? between(text, minusPrefix, format.getNegativeSuffix())
                : between(text, format.getPositivePrefix(), format.getPositiveSuffix());
        BigDecimal number = new BigDecimal(plain(digits));
        BigDecimal signed = negative ? number.negate() : number;
        return multiplier.compareTo(BigDecimal.ONE) == 0 ? signed : signed.divide(multiplier);
    }

    private static String between(String text, String prefix, String suffix) {
        if (text.length() < prefix.length() + suffix.length() || !text.startsWith(prefix) || !text.endsWith(suffix)) {
            throw new Inconvertible(Inconvertible.NOT_A_NUMBER);
        }
        return text.substring(prefix.length(), text.length() - suffix.length());
    }

    /** The digits with a point between them; groups are checked and taken out. */
    private String plain(String text) {
        char point = symbols.getDecimalSeparator();
        int end = text.indexOf(point);
        String whole = end < 0 ? text : text.substring(0, end);
        StringBuilder plain = new StringBuilder(text.length());
        if (!whole.isEmpty() || end < 0) {
            whole(whole, plain);
        }
        if (end >= 0) {
            plain.append('.');
            digits(text, end + 1, text.length(), plain);
        }
        return plain.toString();
    }

    private void whole(String whole, StringBuilder plain) {
        char separator = symbols.getGroupingSeparator();
        int size = format.getGroupingSize();
        int from = separator(whole, separator);
        if (!format.isGroupingUsed() || size == 0 || from < 0) {
            digits(whole, 0, whole.length(), plain);
            return;
        }
        if (from > size) {
            throw new Inconvertible(Inconvertible.NOT_A_NUMBER);
        }
        digits(whole, 0, from, plain);
        while (from < whole.length()) {
            int next = from + 1 + size;
            if (!separates(whole.charAt(from), separator) || next > whole.length()) {
                throw new Inconvertible(Inconvertible.NOT_A_NUMBER);
            }
            digits(whole, from + 1, next, plain);
            from = next;
        }
    }

    private static int separator(String whole, char separator) {
        for (int at = 0; at < whole.length(); at++) {
            if (separates(whole.charAt(at), separator)) {
                return at;
            }
        }
        return -1;
    }

    /** Locales have blanks and apostrophes of their own, which no keyboard has. */
    private static boolean separates(char c, char separator) {
        return c == separator
                || (BLANKS.indexOf(c) >= 0 && BLANKS.indexOf(separator) >= 0)
                || (APOSTROPHES.indexOf(c) >= 0 && APOSTROPHES.indexOf(separator) >= 0);
    }

    /** One digit at least, of the locale's or of ASCII. */
    private void digits(String text, int from, int to, StringBuilder plain) {
        char zero = symbols.getZeroDigit();
        for (int at = from; at < to; at++) {
            char c = text.charAt(at);
            if (c >= '0' && c <= '9') {
                plain.append(c);
            } else if (c >= zero && c <= zero + 9) {
                plain.append((char) ('0' + c - zero));
            } else {
                throw new Inconvertible(Inconvertible.NOT_A_NUMBER);
            }
        }
        if (from >= to) {
            throw new Inconvertible(Inconvertible.NOT_A_NUMBER);
        }
    }
}
