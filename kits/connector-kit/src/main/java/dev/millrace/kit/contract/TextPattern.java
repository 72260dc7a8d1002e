package dev.millrace.kit.contract;

import dev.millrace.kit.BoundedText;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/**
 * {@code pattern}: a regular expression that must be found in a text. It gives up where the expression goes back and forth for
 * too long; then nothing shows whether the text matches. For any thread.
 */
final class TextPattern {

    private final Pattern pattern;

    /** One matcher to be used again; a second thread makes its own. */
    private final AtomicReference<@Nullable Work> idle = new AtomicReference<>();

    /**
     * Reads an expression in the dialect of ECMA-262, as far as it differs in what the end of a text and a bracket in a class
     * are.
     *
     * @throws IllegalArgumentException when it is none
     */
    TextPattern(String regex) {
        try {
            this.pattern = Pattern.compile(translated(regex));
        } catch (PatternSyntaxException wrong) {
            throw new IllegalArgumentException(
                    "has the pattern " + regex + ", which is no regular expression: " + wrong.getDescription());
        }
    }

    /**
     * Whether it is found.
     *
     * @throws BoundedText.TooCostly when it gives up
     */
    boolean isFoundIn(String text) {
        Work work = idle.getAndSet(null);
        if (work == null) {
            work = new Work(pattern);
        }
        try {
            return work.finds(text);
        } finally {
            idle.set(work);
        }
    }

    private static final class Work {

        private final Matcher matcher;
        private final BoundedText looked = BoundedText.of("");

        private Work(Pattern pattern) {
            this.matcher = pattern.matcher("");
        }

        private boolean finds(String text) {
            looked.reset(text);
            try {
                return BoundedText.finds(matcher.reset(looked));
            } finally {
                // Nothing of a record stays here.
                looked.reset("");
            }
        }
    }

    private static String translated(String regex) {
        StringBuilder java = new StringBuilder();
        boolean inClass = false;
        for (int i = 0; i < regex.length(); i++) {
            char c = regex.charAt(i);
            if (c == '\\' && i + 1 < regex.length()) {
                java.append(c).append(regex.charAt(++i));
            } else if (inClass) {
                java.append(c == '[' || c == '&' ? "\\" + c : String.valueOf(c));
                inClass = c != ']';
            } else {
                java.append(c == '$' ? "\\z" : String.valueOf(c));
                inClass = c == '[';
            }
        }
        return java.toString();
    }
}
