package dev.millrace.rest;

import dev.millrace.kit.Problems;
import dev.millrace.kit.Template;
import dev.millrace.kit.path.FieldPath;
import dev.millrace.kit.path.PathReader;
import java.math.BigDecimal;
import java.util.Date;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What the places of templates for topics, keys and times of records stand for. */
final class RowPlaces {

    static final String KNOWN =
            "value, value.path, endpoint, page, parent.field, job.id, window.start, window.end and header.Name";

    /**
     * A row in its page.
     *
     * @param value as the format read it
     */
    record RowInPage(@Nullable Object value, Page page) {}

    private RowPlaces() {}

    /** Nothing fills a place; without a trace. */
    static final class Missing extends RuntimeException {

        private static final long serialVersionUID = 1L;

        Missing(String place) {
            super("{" + place + "} is not there, or no text", null, false, false);
        }
    }

    /** The template as a function that throws {@link Missing}; its places are parsed once. */
    static Function<RowInPage, String> bind(Template template) {
        return template.bind(place -> {
            Function<RowInPage, Optional<String>> reader = reader(place);
            return row -> reader.apply(row).orElseThrow(() -> new Missing(place));
        });
    }

    /** Reports on a key that its value is no template, or holds places that nothing can fill. */
    static void validate(String key, String text, Problems problems) {
        try {
            for (String place : Template.parse(text).placeholders()) {
                Function<RowInPage, Optional<String>> unused = reader(place);
            }
        } catch (IllegalArgumentException wrong) {
            problems.report(key, "is no template: " + wrong.getMessage());
        }
    }

    private static Function<RowInPage, Optional<String>> reader(String place) {
        return switch (place) {
            case "value" -> row -> Optional.ofNullable(row.value()).flatMap(RowPlaces::text);
            case "endpoint" -> row -> Optional.of(row.page().request().endpoint());
            case "page" ->
                row -> Optional.of(String.valueOf(row.page().request().page()));
            case "window.start" -> row -> row.page().request().window().from();
            case "window.end" -> row -> row.page().request().window().to();
            default -> ofPath(place);
        };
    }

    private static Function<RowInPage, Optional<String>> ofPath(String place) {
        if (place.startsWith(ParentSettings.PLACE) || place.equals(JobSettings.PLACE)) {
            return row -> Optional.ofNullable(row.page().request().given().get(place));
        }
        if (place.startsWith("header.") && place.length() > 7) {
            String name = place.substring(7);
            return row -> row.page().header(name);
        }
        boolean ofValue = place.startsWith("value.") || place.startsWith("value[");
        if (!ofValue) {
            throw new IllegalArgumentException("nothing fills {" + place + "}; known are " + KNOWN);
        }
        FieldPath path = FieldPath.parse(place.substring(place.charAt(5) == '.' ? 6 : 5));
        if (!path.isSingle()) {
            throw new IllegalArgumentException("{" + place + "} leads to many places; name one, such as [0] for [*]");
        }
        PathReader reader = new PathReader(path);
        return row -> reader.find(row.value()).flatMap(RowPlaces::text);
    }

    /** What a value is as a text; empty for what is none, such as a list, and for an empty text. */
    static Optional<String> text(Object value) {
        if (value instanceof String text) {
            return text.isEmpty() ? Optional.empty() : Optional.of(text);
        }
        if (value instanceof BigDecimal number) {
            return Optional.of(number.toPlainString());
        }
        if (value instanceof Date date) {
            return Optional.of(date.toInstant().toString());
        }
        return value instanceof Number || value instanceof Boolean ? Optional.of(value.toString()) : Optional.empty();
    }
}
