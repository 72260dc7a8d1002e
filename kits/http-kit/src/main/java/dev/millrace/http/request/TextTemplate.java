package dev.millrace.http.request;

import dev.millrace.kit.PlaceEncoding;
import dev.millrace.kit.Template;
import dev.millrace.kit.TemplatePart;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Text whose places are bound: nothing is looked up or parsed for a subject. Immutable. */
final class TextTemplate<T> implements Piece<T> {

    private final List<Piece<T>> pieces;
    private final @Nullable String constant;

    private TextTemplate(List<Piece<T>> pieces, @Nullable String constant) {
        this.pieces = List.copyOf(pieces);
        this.constant = constant;
    }

    static <T> TextTemplate<T> of(Template template, Binding<T> binding, PlaceEncoding encoding) {
        return of(template.parts(), binding, before -> encoding);
    }

    /**
     * Binds the places.
     *
     * @param encodings tells the encoding of a place from the fixed text in front of it
     * @throws IllegalArgumentException when a place is unknown, or stands where none may
     */
    static <T> TextTemplate<T> of(
            List<TemplatePart> parts, Binding<T> binding, Function<String, PlaceEncoding> encodings) {
        List<Piece<T>> pieces = new ArrayList<>();
        StringBuilder before = new StringBuilder();
        boolean constant = true;
        for (TemplatePart part : parts) {
            if (part instanceof TemplatePart.Place place) {
                Function<T, String> read = binding.bind(place, encodings.apply(before.toString()));
                pieces.add((subject, to) -> appendRead(read.apply(subject), to));
                constant = false;
            } else if (part instanceof TemplatePart.Fixed fixed) {
                String text = fixed.text();
                pieces.add((subject, to) -> appendFixed(text, to));
                before.append(text);
            }
        }
        return new TextTemplate<>(pieces, constant ? before.toString() : null);
    }

    /** The text, where it has no places. */
    Optional<String> constant() {
        return Optional.ofNullable(constant);
    }

    @Override
    public boolean append(T subject, StringBuilder to) {
        for (Piece<T> piece : pieces) {
            if (!piece.append(subject, to)) {
                return false;
            }
        }
        return true;
    }

    /** The text for a subject; null when it is to be left out. */
    @Nullable
    String text(T subject) {
        if (constant != null) {
            return constant;
        }
        StringBuilder text = new StringBuilder();
        return append(subject, text) ? text.toString() : null;
    }

    private static boolean appendRead(String text, StringBuilder to) {
        if (Binding.isOmitted(text)) {
            return false;
        }
        to.append(text);
        return true;
    }

    private static boolean appendFixed(String text, StringBuilder to) {
        to.append(text);
        return true;
    }
}
