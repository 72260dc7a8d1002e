package dev.millrace.kit;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/**
 * Text with places to be filled, such as {@code /archive/{yyyy}/{name}}: the one template language of all options.
 *
 * <p>A name in braces is a place; it begins with a letter and goes on with letters, digits, dots, dashes and underscores, and
 * with what paths are made of: brackets, stars, dollar, at and number signs, and anything between backticks. A brace that is
 * written twice stands for itself; all else is taken as it is. Immutable, for any thread.
 */
public final class Template {

    private static final Pattern NAME = Pattern.compile("[A-Za-z](?:[A-Za-z0-9._$@#*\\[\\]-]|`[^`]+`)*");

    /**
     * A piece of the text.
     *
     * @param text itself, or the name of what fills the place
     */
    private record Part(String text, boolean isPlace) {}

    private final String source;
    private final List<Part> parts;

    private Template(String source, List<Part> parts) {
        this.source = source;
        this.parts = List.copyOf(parts);
    }

    /**
     * Reads a template.
     *
     * @throws IllegalArgumentException when it is none; its message says what is wrong and at which character, from 1
     */
    public static Template parse(String source) {
        List<Part> parts = new ArrayList<>();
        StringBuilder literal = new StringBuilder();
        for (int at = 0; at < source.length(); at++) {
            char next = source.charAt(at);
            boolean doubled = at + 1 < source.length() && source.charAt(at + 1) == next;
            if (next == '{' && !doubled) {
                int end = closing(source, at);
                require(end > 0, "the { is not closed; write {{ for a brace", at);
                String name = source.substring(at + 1, end);
                require(
                        NAME.matcher(name).matches(),
                        "the braces hold no placeholder; write {{ and }} for braces that stand for themselves",
                        at);
                addLiteral(literal, parts);
                parts.add(new Part(name, true));
                at = end;
            } else {
                require(next != '}' || doubled, "the } closes nothing; write }} for a brace", at);
                literal.append(next);
                at += next == '{' || next == '}' ? 1 : 0;
            }
        }
        addLiteral(literal, parts);
        return new Template(source, parts);
    }

    /** Reports on a key that its value is no template, or holds a placeholder that is not among the known ones. */
    public static void validate(String key, String source, Collection<String> known, Problems problems) {
        try {
            for (String name : parse(source).placeholders()) {
                if (!known.contains(name)) {
                    problems.report(
                            key, "holds {" + name + "}, which nothing fills; known are " + String.join(", ", known));
                }
            }
        } catch (IllegalArgumentException wrong) {
            problems.report(key, "is no template: " + wrong.getMessage());
        }
    }

    /** The names of the places, each once, in their order. */
    public Set<String> placeholders() {
        Set<String> names = new LinkedHashSet<>();
        parts.stream().filter(Part::isPlace).forEach(part -> names.add(part.text()));
        return names;
    }

    /** What stands before the first place. */
    public String fixedPrefix() {
        return parts.isEmpty() || parts.get(0).isPlace() ? "" : parts.get(0).text();
    }

    /** The text with its places filled; what fills them is taken as it is, braces included. */
    public String fill(UnaryOperator<String> values) {
        StringBuilder text = new StringBuilder();
        parts.forEach(part -> text.append(part.isPlace() ? values.apply(part.text()) : part.text()));
        return text.toString();
    }

    /**
     * The template with its places bound once, for texts that are made often.
     *
     * @param binder turns the name of a place into what reads its text
     */
    public <T> Function<T, String> bind(Function<String, ? extends Function<? super T, String>> binder) {
        List<Function<? super T, String>> bound = new ArrayList<>();
        parts.forEach(part -> bound.add(part.isPlace() ? binder.apply(part.text()) : subject -> part.text()));
        return subject -> {
            StringBuilder text = new StringBuilder();
            bound.forEach(part -> text.append(part.apply(subject)));
            return text.toString();
        };
    }

    /** As it was written. */
    @Override
    public String toString() {
        return source;
    }

    /** Where a place ends: at the first closing brace outside of backticks. */
    private static int closing(String source, int open) {
        boolean quoted = false;
        for (int at = open + 1; at < source.length(); at++) {
            char next = source.charAt(at);
            if (next == '}' && !quoted) {
                return at;
            }
            quoted ^= next == '`';
        }
        return -1;
    }

    private static void addLiteral(StringBuilder literal, List<Part> parts) {
        if (!literal.isEmpty()) {
            parts.add(new Part(literal.toString(), false));
            literal.setLength(0);
        }
    }

    private static void require(boolean condition, String what, int at) {
        if (!condition) {
            throw new IllegalArgumentException("at character " + (at + 1) + " " + what);
        }
    }
}
