package dev.millrace.feed.plan;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A small calculation over fields that were decoded before: {@code count * 2 + 1}, {@code type = 'A' and remaining > 0}.
 * Immutable. Parsed by {@link FormulaParser}; compiled together with the record it belongs to.
 */
public interface Formula {

    /** As it was written. */
    String text();

    /** The fields that it reads, as written (qualified ones as {@code A OF B}), each once. */
    List<String> fields();

    /** Those of them of which it asks for bits. */
    List<String> bitmaps();

    /**
     * Its number; for a condition 1 when it holds and 0 when it does not.
     *
     * @throws ArithmeticException when it has none: a value is absent or no whole number, or a result is too large
     */
    long evaluate(Inputs inputs);

    /** What a formula asks the record that is being decoded. */
    interface Inputs {

        /**
         * The value of a field.
         *
         * @param index in {@link #fields()}
         * @return a text, a number or bytes; null when it is absent
         */
        @Nullable
        Object field(int index);

        /** The bytes from the item that the formula belongs to up to the end of the record, or of the window. */
        long remaining();
    }
}
