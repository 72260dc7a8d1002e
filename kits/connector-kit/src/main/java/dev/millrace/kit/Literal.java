package dev.millrace.kit;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A constant in an expression or in the filter of a template: text between single or double quotes, of which a doubled one
 * stands for itself; a number; true, false or null.
 *
 * @param value a String, a Long, a BigDecimal where Long has no room for it, a Boolean, or null
 * @param end where it ends in the text that holds it: the index behind it
 */
public record Literal(@Nullable Object value, int end) {

    private static final Pattern NUMBER = Pattern.compile("-?[0-9]+(\\.[0-9]+)?([eE][+-]?[0-9]{1,3})?");
    private static final Pattern WORD = Pattern.compile("(?:true|false|null)(?![\\p{L}\\p{N}_.\\[])");

    /**
     * Reads the constant that begins at an index; empty when none does.
     *
     * @throws IllegalArgumentException when its quote is not closed; the message names the character, from 1
     */
    public static Optional<Literal> at(String text, int at) {
        if (at >= text.length()) {
            return Optional.empty();
        }
        char first = text.charAt(at);
        if (first == '\'' || first == '"') {
            return Optional.of(quoted(text, at, first));
        }
        Matcher number = NUMBER.matcher(text).region(at, text.length());
        if (number.lookingAt()) {
            return Optional.of(new Literal(number(number.group()), number.end()));
        }
        Matcher word = WORD.matcher(text).region(at, text.length());
        return word.lookingAt() ? Optional.of(new Literal(word(word.group()), word.end())) : Optional.empty();
    }

    private static Literal quoted(String text, int at, char quote) {
        StringBuilder value = new StringBuilder();
        for (int next = at + 1; next < text.length(); next++) {
            char c = text.charAt(next);
            if (c == quote) {
                next++;
                if (next == text.length() || text.charAt(next) != quote) {
                    return new Literal(value.toString(), next);
                }
            }
            value.append(c);
        }
        throw new IllegalArgumentException("at character " + (at + 1) + " the quote is not closed");
    }

    private static Object number(String digits) {
        BigDecimal number = new BigDecimal(digits);
        boolean whole = number.scale() <= 0 && number.precision() - number.scale() <= 18;
        return whole ? (Object) number.longValueExact() : number;
    }

    private static @Nullable Object word(String word) {
        return word.equals("null") ? null : (Object) Boolean.valueOf(word);
    }
}
