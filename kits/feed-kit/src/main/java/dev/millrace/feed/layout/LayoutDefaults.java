package dev.millrace.feed.layout;

import dev.millrace.feed.plan.Coding;
import java.nio.ByteOrder;
import java.util.Map;
import java.util.Optional;

/**
 * What a record says for all of its fields.
 *
 * @param order of binary numbers whose type does not say
 * @param charset of texts; empty for the configured one
 * @param prefix how the lengths in front of {@code (..n)} types are written; empty when it is not said
 * @param verbatim whether texts keep their blanks
 * @param types names of the layout for types, with what they stand for
 */
record LayoutDefaults(
        ByteOrder order,
        Optional<String> charset,
        Optional<Prefix> prefix,
        boolean verbatim,
        Map<String, String> types) {

    LayoutDefaults {
        types = Map.copyOf(types);
    }

    /** How a length in front of a value is written: in so many digits as the longest one has, or in binary form in half of them. */
    enum Prefix {
        ASCII,
        EBCDIC,
        BCD,
        BINARY;

        /** The one that fits the longest value: two digits for 19, three for 999. */
        Coding coding(int most) {
            int digits = String.valueOf(most).length();
            return switch (this) {
                case ASCII, EBCDIC -> new Coding.Zoned(digits, 0, Coding.Sign.NONE, false, false);
                case BCD -> new Coding.Packed(digits, 0, false, false);
                case BINARY ->
                    new Coding.Binary(
                            digits <= 2 ? 1 : digits <= 4 ? 2 : 4,
                            0,
                            0,
                            false,
                            Optional.of(ByteOrder.BIG_ENDIAN),
                            true);
            };
        }
    }
}
