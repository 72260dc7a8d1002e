package dev.millrace.http.request;

import dev.millrace.kit.PlaceEncoding;
import dev.millrace.kit.PlaceFilter;
import dev.millrace.kit.TemplatePart;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * Binds the places of templates to what reads them.
 *
 * @param onMissing what becomes of a place that nothing fills
 */
record Binding<T>(Places<T> places, OnMissing onMissing) {

    /** Stands for the text of a place that takes what it stands in with it. Compared by identity. */
    @SuppressWarnings("StringConstructor")
    private static final String OMITTED = new String("omitted");

    /**
     * What reads a place; see {@link #isOmitted}.
     *
     * @throws IllegalArgumentException when the place is unknown, or its value could leave it
     */
    Function<T, String> bind(TemplatePart.Place place, PlaceEncoding encoding) {
        Function<? super T, Optional<Object>> reader = places.bind(place.name());
        Function<T, String> read = place.bind(reader, encoding, name -> missing(name, encoding));
        if (!isRaw(place)) {
            return read;
        }
        return switch (encoding) {
            case NONE, URL -> read;
            case JSON -> subject -> unlessOmitted(read.apply(subject), CheckedJson::checked);
            case XML -> subject -> unlessOmitted(read.apply(subject), CheckedXml::content);
            case JSON_TEXT ->
                throw new IllegalArgumentException("has the place ${" + place.name()
                        + "} with |raw between quotes, which its value could end: remove |raw, or the quotes");
        };
    }

    /** Whether a value stands in its place as it is. */
    static boolean isRaw(TemplatePart.Place place) {
        return place.filters().contains(PlaceFilter.Named.RAW);
    }

    private static String unlessOmitted(String text, UnaryOperator<String> check) {
        return isOmitted(text) ? text : check.apply(text);
    }

    /** Whether a text says that what it stands in is to be left out. */
    @SuppressWarnings("ReferenceEquality") // no value of a record may be taken for it
    static boolean isOmitted(String text) {
        return text == OMITTED;
    }

    /** The same where nothing can be left out: the request is not made instead. */
    Binding<T> needed() {
        return onMissing == OnMissing.OMIT ? new Binding<>(places, OnMissing.FAIL) : this;
    }

    /** The same where nothing may be missing at all. */
    Binding<T> strict() {
        return new Binding<>(places, OnMissing.FAIL);
    }

    /** The same where a missing place stays empty, for text of which no part can be left out. */
    Binding<T> filled() {
        return onMissing == OnMissing.OMIT ? new Binding<>(places, OnMissing.EMPTY) : this;
    }

    private String missing(String name, PlaceEncoding encoding) {
        return switch (onMissing) {
            case FAIL -> throw Unrenderable.missing(name);
            case EMPTY -> encoding == PlaceEncoding.JSON ? "null" : "";
            case OMIT -> OMITTED;
        };
    }
}
