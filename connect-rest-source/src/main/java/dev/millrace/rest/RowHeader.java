package dev.millrace.rest;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a record tells of where it came from. */
enum RowHeader {
    ENDPOINT,
    URL,
    PAGE,
    ETAG,
    PARENT;

    private static final String PREFIX = "millrace.rest.";

    static String names() {
        return Stream.of(values()).map(RowHeader::word).collect(Collectors.joining(", "));
    }

    String header() {
        return PREFIX + word();
    }

    Optional<String> of(Page page) {
        return switch (this) {
            case ENDPOINT -> Optional.of(page.request().endpoint());
            case URL -> Optional.of(page.shownAddress());
            case PAGE -> Optional.of(String.valueOf(page.request().page()));
            case ETAG -> page.header("ETag");
            case PARENT -> parent(page.request().given());
        };
    }

    /** The values of a parent's fields, in the order of their names. */
    private static Optional<String> parent(Map<String, String> given) {
        return Optional.of(new TreeMap<>(given)
                        .entrySet().stream()
                                .filter(place -> place.getKey().startsWith(ParentSettings.PLACE))
                                .map(Map.Entry::getValue)
                                .collect(Collectors.joining(",")))
                .filter(values -> !values.isEmpty());
    }

    private String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
