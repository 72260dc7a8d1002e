package dev.millrace.http.signature;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Where in a request a text is, written as {@code header:X-Signature}, {@code query:token}, {@code body:signature.token},
 * {@code form:token} or, for a piece of the signature's own value, {@code signature:t=}.
 *
 * @param name of the header or parameter; the path in the JSON body; what the piece begins with. A {@code #} at the end of a
 *     header's name stands for 1, 2, 3 and so on
 */
record Place(Kind kind, String name) {

    private static final int NUMBERED_MOST = 16;

    /** The parts of a request. */
    enum Kind {
        HEADER,
        QUERY,
        BODY,
        FORM,
        SIGNATURE
    }

    /**
     * Reads a place.
     *
     * @throws IllegalArgumentException when it is none; its message tells what is wrong
     */
    static Place parse(String text) {
        int colon = text.indexOf(':');
        if (colon > 0 && colon < text.length() - 1) {
            for (Kind kind : Kind.values()) {
                if (kind.name().toLowerCase(Locale.ROOT).equals(text.substring(0, colon))) {
                    return new Place(kind, text.substring(colon + 1).strip());
                }
            }
        }
        throw new IllegalArgumentException("\"" + text
                + "\" is no place in a request: write header:Name, query:name, form:name, body:path or, for a piece of the"
                + " signature's own value, signature:t=");
    }

    static Place header(String name) {
        return new Place(Kind.HEADER, name);
    }

    static Place body(String path) {
        return new Place(Kind.BODY, path);
    }

    /** All texts there, in their order. */
    List<String> all(Evidence evidence) {
        return switch (kind) {
            case HEADER ->
                name.endsWith("#")
                        ? numbered(evidence)
                        : evidence.request().headers().all(name);
            case QUERY -> Parameter.valuesOf(evidence.query(), name);
            case FORM -> Parameter.valuesOf(evidence.form(), name);
            case BODY ->
                evidence.json().flatMap(json -> json.text(name)).map(List::of).orElse(List.of());
            case SIGNATURE -> List.of();
        };
    }

    Optional<String> first(Evidence evidence) {
        List<String> all = all(evidence);
        return all.isEmpty() ? Optional.empty() : Optional.of(all.get(0));
    }

    private List<String> numbered(Evidence evidence) {
        List<String> values = new ArrayList<>();
        for (String one : names()) {
            evidence.request().header(one).ifPresent(values::add);
        }
        return values;
    }

    /** The names that are meant: one, or for a {@code #} all that count. */
    List<String> names() {
        if (kind != Kind.HEADER || !name.endsWith("#")) {
            return List.of(name);
        }
        String stem = name.substring(0, name.length() - 1);
        return IntStream.rangeClosed(1, NUMBERED_MOST)
                .mapToObj(number -> stem + number)
                .toList();
    }

    /** As it is written in settings. */
    @Override
    public String toString() {
        return kind.name().toLowerCase(Locale.ROOT) + ":" + name;
    }
}
