package dev.millrace.feed.plan;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a layout says of a value besides how it lies in bytes. Literals are compared as numbers with numbers, as hexadecimal
 * digits with bytes, and as texts otherwise.
 *
 * @param constant what it must be
 * @param allowed what it may be; empty for anything
 * @param names what its values are called; a value that is none of them is wrong. Empty for values as they are
 * @param nulls what stands for no value
 * @param pad a character that fills its end and is no part of it
 * @param padLeft a character that fills its beginning and is no part of it
 * @param verbatim whether text is kept as it is, with its blanks
 * @param charset of the digits of a zoned number; empty for the one of the options
 */
public record Rules(
        Optional<String> constant,
        List<String> allowed,
        Map<String, String> names,
        List<String> nulls,
        Optional<String> pad,
        Optional<String> padLeft,
        boolean verbatim,
        Optional<String> charset) {

    /** None. */
    public static final Rules NONE = new Rules(
            Optional.empty(),
            List.of(),
            Map.of(),
            List.of(),
            Optional.empty(),
            Optional.empty(),
            false,
            Optional.empty());

    public Rules {
        allowed = List.copyOf(allowed);
        names = Collections.unmodifiableMap(new LinkedHashMap<>(names));
        nulls = List.copyOf(nulls);
    }

    /** That digits are in a charset, and nothing else. */
    public static Rules in(String charset) {
        return new Rules(
                Optional.empty(),
                List.of(),
                Map.of(),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                false,
                Optional.of(charset));
    }
}
