package dev.millrace.transforms.protection;

import dev.millrace.kit.BoundedText;
import dev.millrace.transforms.rewrite.Spot;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/**
 * Replaces what an expression finds, within bounds of time. A text without a match fails unless told otherwise, for it would go on
 * unmasked; so does one of more than 10,000 characters, for it is looked at as a whole or not at all.
 */
final class RegexMask implements TextChange.Work {

    static final int CHARACTERS = 10_000;

    /** What is done with a text in which nothing is found. */
    enum Unmatched {
        FAIL,
        KEEP,
        NULL
    }

    /** A part of the replacement: text, or the group of a number. */
    private record Part(String text, int group) {}

    private final Pattern pattern;
    private final List<Part> replacement;
    private final Unmatched unmatched;

    /**
     * Prepares a mask.
     *
     * @param replacement text with {@code $1} for groups; a backslash takes the meaning from the next sign
     * @throws IllegalArgumentException when one of them can't be read; the message goes on behind the name of the rule
     */
    RegexMask(String pattern, String replacement, Unmatched unmatched) {
        this.pattern = compiled(pattern);
        this.replacement = parts(replacement, this.pattern.matcher("").groupCount());
        this.unmatched = unmatched;
    }

    @Override
    public @Nullable String on(Spot spot, String text) {
        if (text.length() > CHARACTERS) {
            throw spot.failure("too-long");
        }
        try {
            return replaced(spot, text);
        } catch (BoundedText.TooCostly | StackOverflowError tooCostly) {
            throw spot.failure("expression-too-costly");
        }
    }

    private @Nullable String replaced(Spot spot, String text) {
        Matcher found = pattern.matcher(BoundedText.of(text));
        if (!found.find()) {
            return switch (unmatched) {
                case FAIL -> throw spot.failure("unmatched");
                case KEEP -> text;
                case NULL -> null;
            };
        }
        StringBuilder masked = new StringBuilder();
        int at = 0;
        do {
            masked.append(text, at, found.start());
            for (Part part : replacement) {
                if (part.group() < 0) {
                    masked.append(part.text());
                } else if (found.start(part.group()) >= 0) {
                    masked.append(text, found.start(part.group()), found.end(part.group()));
                }
            }
            at = found.end();
        } while (found.find());
        return masked.append(text, at, text.length()).toString();
    }

    private static Pattern compiled(String pattern) {
        try {
            return Pattern.compile(pattern);
        } catch (PatternSyntaxException unreadable) {
            throw new IllegalArgumentException("has a pattern that is no regular expression of Java: "
                    + unreadable.getDescription() + " near character " + (unreadable.getIndex() + 1));
        }
    }

    private static List<Part> parts(String replacement, int groups) {
        List<Part> parts = new ArrayList<>();
        for (int at = 0; at < replacement.length(); at++) {
            char sign = replacement.charAt(at);
            if (sign == '$') {
                at++;
                int group = at < replacement.length() ? Character.digit(replacement.charAt(at), 10) : -1;
                if (group < 0 || group > groups) {
                    throw new IllegalArgumentException("has a replacement with a dollar sign that names none of its "
                            + groups + " groups; write $1 for the first, \\$ for the sign");
                }
                parts.add(new Part("", group));
            } else {
                at += sign == '\\' && at + 1 < replacement.length() ? 1 : 0;
                parts.add(new Part(String.valueOf(replacement.charAt(at)), -1));
            }
        }
        return List.copyOf(parts);
    }
}
