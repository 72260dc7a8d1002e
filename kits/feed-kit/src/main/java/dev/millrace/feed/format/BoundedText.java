package dev.millrace.feed.format;

import java.util.regex.Matcher;

/**
 * A text that a regular expression may look at only so often: one that goes back and forth without end is stopped rather
 * than hanging the task. Not thread-safe.
 */
final class BoundedText implements CharSequence {

    /** Enough for any sane pattern, and a few tenths of a second at most. */
    private static final int LOOKS = 2_000_000;

    private static final int LOOKS_PER_CHARACTER = 200;

    private final CharSequence text;
    private long left;

    BoundedText(CharSequence text) {
        this.text = text;
        this.left = LOOKS + (long) LOOKS_PER_CHARACTER * text.length();
    }

    /** The pattern looked too often. */
    static final class TooSlow extends RuntimeException {

        private static final long serialVersionUID = 1L;

        TooSlow() {
            super("the pattern looked at the text too often", null, false, false);
        }
    }

    /**
     * Whether all of the text matches.
     *
     * @throws TooSlow also when the pattern needs more stack than there is, which Java's own does for long repetitions
     */
    static boolean matches(Matcher matcher) {
        try {
            return matcher.matches();
        } catch (StackOverflowError e) {
            throw new TooSlow();
        }
    }

    /** Whether the text begins with a match. */
    static boolean begins(Matcher matcher) {
        try {
            return matcher.lookingAt();
        } catch (StackOverflowError e) {
            throw new TooSlow();
        }
    }

    /** Whether a match stands somewhere in the text. */
    static boolean finds(Matcher matcher) {
        try {
            return matcher.find();
        } catch (StackOverflowError e) {
            throw new TooSlow();
        }
    }

    @Override
    public int length() {
        return text.length();
    }

    @Override
    public char charAt(int index) {
        if (--left < 0) {
            throw new TooSlow();
        }
        return text.charAt(index);
    }

    @Override
    public CharSequence subSequence(int start, int end) {
        return text.subSequence(start, end);
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
