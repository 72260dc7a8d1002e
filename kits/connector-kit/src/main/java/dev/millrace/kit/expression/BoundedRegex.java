package dev.millrace.kit.expression;

import dev.millrace.kit.BoundedText;
import dev.millrace.kit.ConnectorFailure;
import dev.millrace.kit.FailureKind;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Finds a regular expression in a text, within bounds: it looks at the first 10,000 characters, and gives up where the
 * expression goes back and forth for too long, so that no text of a partner can stop a task. Immutable, for any thread.
 */
public final class BoundedRegex implements Predicate<@Nullable Object> {

    static final int CHARACTERS = 10_000;

    /** At the beginning it finds nothing more, but would look at the whole text from every character of it. */
    private static final Pattern LEADING_ANYTHING = Pattern.compile("^(?:\\.\\*(?![+?*{]))+");

    private final Pattern pattern;
    private final Pattern finder;

    /**
     * Compiles an expression.
     *
     * @throws java.util.regex.PatternSyntaxException when it is none
     */
    public BoundedRegex(String regex) {
        this.pattern = Pattern.compile(regex);
        this.finder = Pattern.compile(LEADING_ANYTHING.matcher(regex).replaceFirst(""));
    }

    @Override
    public boolean test(@Nullable Object value) {
        if (!(value instanceof String text)) {
            return false;
        }
        try {
            String looked = text.length() > CHARACTERS ? text.substring(0, CHARACTERS) : text;
            return BoundedText.finds(finder.matcher(BoundedText.of(looked)));
        } catch (BoundedText.TooCostly endless) {
            throw tooCostly();
        }
    }

    /**
     * The text with all that the expression finds replaced.
     *
     * @param replacement as {@link java.util.regex.Matcher#replaceAll(String)} has it: {@code $1} is the first group
     * @throws ConnectorFailure of kind MALFORMED when the text is longer than 10,000 characters, or the expression would take
     *     too long for it
     */
    public String replaceAll(String text, String replacement) {
        if (text.length() > CHARACTERS) {
            throw tooCostly();
        }
        try {
            return pattern.matcher(BoundedText.of(text)).replaceAll(replacement);
        } catch (BoundedText.TooCostly | StackOverflowError endless) {
            throw tooCostly();
        }
    }

    private ConnectorFailure tooCostly() {
        return new ConnectorFailure(
                FailureKind.MALFORMED,
                "expression-too-costly",
                "The regular expression " + pattern + " takes too long for the text in this record;"
                        + " write it without repetitions inside of repetitions.");
    }
}
