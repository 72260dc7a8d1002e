package dev.millrace.feed;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Finds the number in a file's name. */
final class SequencePattern {

    /** The longest that fits a {@code long}. */
    private static final int DIGITS = 18;

    /**
     * A place in a sequence.
     *
     * @param sequence the path with the number left out
     */
    record Numbered(String sequence, long number) {}

    private final Pattern pattern;

    /**
     * Reads a pattern.
     *
     * @throws PatternSyntaxException when it is no regular expression with exactly one group
     */
    SequencePattern(String text) {
        pattern = Pattern.compile(text, Pattern.DOTALL);
        if (pattern.matcher("").groupCount() != 1) {
            throw new PatternSyntaxException("it must have exactly one group, which holds the number", text, -1);
        }
    }

    /** Where a file stands; empty when its name has no number of at most {@value #DIGITS} digits in that place. */
    Optional<Numbered> find(String path) {
        int name = path.lastIndexOf('/') + 1;
        Matcher matcher = pattern.matcher(path).region(name, path.length());
        if (!matcher.matches() || matcher.start(1) < 0 || !isNumber(matcher.group(1))) {
            return Optional.empty();
        }
        return Optional.of(new Numbered(
                path.substring(0, matcher.start(1)) + '\n' + path.substring(matcher.end(1)),
                Long.parseLong(matcher.group(1))));
    }

    private static boolean isNumber(String text) {
        return !text.isEmpty() && text.length() <= DIGITS && text.chars().allMatch(c -> c >= '0' && c <= '9');
    }
}
