package dev.millrace.kit;

import java.util.regex.Matcher;

/**
 * A text that a regular expression may look at only so often: one that goes back and forth without end is stopped rather than
 * hanging the task. Used by one thread at a time.
 */
public final class BoundedText implements CharSequence {

    /** A tenth of a second or so, for any text. */
    private static final long LOOKS = 10_000_000;

    private static final long LEAST_LOOKS = 2_000_000;
    private static final long LOOKS_PER_CHARACTER = 200;

    private CharSequence text;
    private long left;

    private BoundedText(CharSequence text, long looks) {
        this.text = text;
        this.left = looks;
    }

    /** A text that may be looked at ten million times. */
    public static BoundedText of(CharSequence text) {
        return new BoundedText(text, LOOKS);
    }

    /** A text of any length, that may be looked at so much more often as it is longer. */
    public static BoundedText byLength(CharSequence text) {
        return new BoundedText(text, LEAST_LOOKS + LOOKS_PER_CHARACTER * text.length());
    }

    /** The expression goes back and forth for too long. It carries nothing of the text. */
    public static final class TooCostly extends RuntimeException {

        private static final long serialVersionUID = 1L;

        private TooCostly() {
            super("the expression looked at the text too often", null, false, false);
        }
    }

    /** Takes another text, which may be looked at ten million times. */
    public void reset(CharSequence other) {
        text = other;
        left = LOOKS;
    }

    /**
     * Whether all of the text matches.
     *
     * @throws TooCostly also when the expression needs more stack than there is, which Java's own does for long repetitions
     */
    public static boolean matches(Matcher matcher) {
        try {
            return matcher.matches();
        } catch (StackOverflowError tooDeep) {
            throw new TooCostly();
        }
    }

    /**
     * Whether the text begins with a match.
     *
     * @throws TooCostly as {@link #matches} does
     */
    public static boolean begins(Matcher matcher) {
        try {
            return matcher.lookingAt();
        } catch (StackOverflowError tooDeep) {
            throw new TooCostly();
        }
    }

    /**
     * Whether another match stands somewhere in the text.
     *
     * @throws TooCostly as {@link #matches} does
     */
    public static boolean finds(Matcher matcher) {
        try {
            return matcher.find();
        } catch (StackOverflowError tooDeep) {
            throw new TooCostly();
        }
    }

    @Override
    public int length() {
        return text.length();
    }

    @Override
    public char charAt(int index) {
        if (--left < 0) {
            throw new TooCostly();
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
