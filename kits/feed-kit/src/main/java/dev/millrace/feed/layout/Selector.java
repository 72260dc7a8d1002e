package dev.millrace.feed.layout;

import java.util.function.IntUnaryOperator;
import java.util.regex.Pattern;

/** Tells a record's type by its text. */
public sealed interface Selector {

    /**
     * Whether a record is of the type.
     *
     * @param record its text
     * @param place the index in the text of a unit of the record, as the layout counts them; -1 where there is none
     */
    boolean matches(String record, IntUnaryOperator place);

    /** The only type there is. */
    record Any() implements Selector {
        @Override
        public boolean matches(String record, IntUnaryOperator place) {
            return true;
        }
    }

    /**
     * A text at a place.
     *
     * @param at in units from 0
     */
    record Equal(int at, String text) implements Selector {
        @Override
        public boolean matches(String record, IntUnaryOperator place) {
            return record.startsWith(text, place.applyAsInt(at));
        }
    }

    /** A pattern that the whole record matches. */
    record Like(Pattern pattern) implements Selector {
        @Override
        public boolean matches(String record, IntUnaryOperator place) {
            return pattern.matcher(record).matches();
        }
    }
}
