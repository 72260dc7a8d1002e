package dev.millrace.feed;

import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * A pattern that selects files: a {@link Glob}, or a regular expression behind {@value #REGEX} that must match as a whole.
 *
 * @param overPath whether it is matched with the path below the input folder: it holds a slash
 */
record NamePattern(Predicate<String> pattern, boolean overPath) {

    static final String REGEX = "regex:";

    /**
     * Reads a pattern.
     *
     * @throws PatternSyntaxException when it is none
     */
    static NamePattern of(String text) {
        boolean overPath = text.indexOf('/') >= 0;
        return text.startsWith(REGEX)
                ? new NamePattern(
                        Pattern.compile(text.substring(REGEX.length()), Pattern.DOTALL)
                                .asMatchPredicate(),
                        overPath)
                : new NamePattern(new Glob(text), overPath);
    }

    /** Whether a file matches; {@code path} is the one below its input folder. */
    boolean test(String name, String path) {
        return pattern.test(overPath ? path : name);
    }
}
