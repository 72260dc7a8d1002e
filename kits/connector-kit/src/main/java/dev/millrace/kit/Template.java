package dev.millrace.kit;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * Text with places to be filled, such as {@code /archive/{yyyy}/{name}}: the one template language of all options.
 *
 * <p>A name in braces is a place; it begins with a letter (a dollar sign in front says nothing) and goes on with letters,
 * digits, dots, dashes and underscores, and with what paths are made of: brackets, stars, dollar, at and number signs, and
 * anything between backticks. Filters may follow it, each behind a bar: {@code {name|lower}}. A brace that is written twice
 * stands for itself; all else is taken as it is. Immutable, for any thread.
 */
public final class Template {

    private final String source;
    private final List<TemplatePart> parts;

    private Template(String source, List<TemplatePart> parts) {
        this.source = source;
        this.parts = List.copyOf(parts);
    }

    /**
     * Reads a template whose places stand in braces: {@code {name}}.
     *
     * @throws IllegalArgumentException when it is none; its message says what is wrong and at which character, from 1
     */
    public static Template parse(String source) {
        return new Template(source, new TemplateParser(source).braces());
    }

    /**
     * Reads a template whose places stand in braces behind a dollar sign: <code>${name}</code>. It is for texts that are full
     * of braces, such as JSON, for they stand for themselves; <code>$${</code> stands for <code>${</code>.
     *
     * @throws IllegalArgumentException when it is none; its message says what is wrong and at which character, from 1
     */
    public static Template parseText(String source) {
        return new Template(source, new TemplateParser(source).dollars());
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

    /** The names of the places, each once, in their order, without their filters. */
    public Set<String> placeholders() {
        Set<String> names = new LinkedHashSet<>();
        places().forEach(place -> names.add(place.name()));
        return names;
    }

    /** Its pieces, in their order. */
    public List<TemplatePart> parts() {
        return parts;
    }

    /** What stands before the first place. */
    public String fixedPrefix() {
        return parts.isEmpty() || !(parts.get(0) instanceof TemplatePart.Fixed fixed) ? "" : fixed.text();
    }

    /** The text with its places filled; what fills them is taken as it is, braces included. */
    public String fill(UnaryOperator<String> values) {
        return bind(name -> (UnaryOperator<String> subject) -> subject.apply(name))
                .apply(values);
    }

    /**
     * The template with its places bound once, for texts that are made often and whose places are always filled.
     *
     * @param binder turns the name of a place into what reads its text
     */
    public <T> Function<T, String> bind(Function<String, ? extends Function<? super T, String>> binder) {
        List<Function<? super T, String>> bound = new ArrayList<>();
        for (TemplatePart part : parts) {
            if (part instanceof TemplatePart.Fixed fixed) {
                bound.add(subject -> fixed.text());
            } else if (part instanceof TemplatePart.Place place) {
                Function<? super T, String> reader = binder.apply(place.name());
                bound.add(subject -> place.fill(reader.apply(subject)));
            }
        }
        return joined(bound);
    }

    /**
     * The template with its places bound once, to values that may be missing and are written as each place must have them.
     *
     * @param places turns the name of a place into what reads its value: any value of Connect, or a
     *     {@link org.apache.kafka.connect.data.SchemaAndValue}; one that holds null is missing too, unless the place is JSON.
     *     It throws an IllegalArgumentException for names that it doesn't know
     * @param encoding how to write a place, from the text in front of it (without what fills the places before it); a
     *     filter of the place may do the same itself, or switch it off
     * @param missing the text for a place without a value and without a default, from its name; it may throw
     */
    public <T> Function<T, String> bind(
            Function<String, ? extends Function<? super T, ? extends Optional<?>>> places,
            Function<String, PlaceEncoding> encoding,
            UnaryOperator<String> missing) {
        List<Function<? super T, String>> bound = new ArrayList<>();
        StringBuilder before = new StringBuilder();
        for (TemplatePart part : parts) {
            if (part instanceof TemplatePart.Fixed fixed) {
                before.append(fixed.text());
                bound.add(subject -> fixed.text());
            } else if (part instanceof TemplatePart.Place place) {
                bound.add(place.bind(places.apply(place.name()), encoding.apply(before.toString()), missing));
            }
        }
        return joined(bound);
    }

    /** As it was written. */
    @Override
    public String toString() {
        return source;
    }

    private Stream<TemplatePart.Place> places() {
        return parts.stream().filter(TemplatePart.Place.class::isInstance).map(TemplatePart.Place.class::cast);
    }

    private static <T> Function<T, String> joined(List<Function<? super T, String>> parts) {
        List<Function<? super T, String>> bound = List.copyOf(parts);
        return subject -> {
            StringBuilder text = new StringBuilder();
            for (Function<? super T, String> part : bound) {
                text.append(part.apply(subject));
            }
            return text.toString();
        };
    }
}
