package dev.millrace.feed.layout;

import java.util.regex.Pattern;

/** Tells a record's type by its text. */
public sealed interface Selector {

    boolean matches(String record);

    /** The only type there is. */
    record Any() implements Selector {
        @Override
        public boolean matches(String record) {
            return true;
        }
    }

    /**
     * A text at a place.
     *
     * @param at in characters from 0
     */
    record Equal(int at, String text) implements Selector {
        @Override
        public boolean matches(String record) {
            return record.startsWith(text, at);
        }
    }

    /** A pattern that the whole record matches. */
    record Like(Pattern pattern) implements Selector {
        @Override
        public boolean matches(String record) {
            return pattern.matcher(record).matches();
        }
    }
}
