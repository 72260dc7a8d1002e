package dev.millrace.http.request;

import java.util.List;
import java.util.function.Function;

/** A value of a JSON document that is made for each subject; it may be left out of the object or array it stands in. */
interface JsonPiece<T> extends Piece<T> {

    /** JSON text without places. */
    record Fixed<T>(String json) implements JsonPiece<T> {
        @Override
        public boolean append(T subject, StringBuilder to) {
            to.append(json);
            return true;
        }
    }

    /** A place that gives a whole value. */
    record Value<T>(Function<T, String> json) implements JsonPiece<T> {
        @Override
        public boolean append(T subject, StringBuilder to) {
            String text = json.apply(subject);
            if (Binding.isOmitted(text)) {
                return false;
            }
            to.append(text);
            return true;
        }
    }

    /** Text with places between its quotes. */
    record Text<T>(TextTemplate<T> text) implements JsonPiece<T> {
        @Override
        public boolean append(T subject, StringBuilder to) {
            boolean kept = text.append(subject, to.append('"'));
            to.append('"');
            return kept;
        }
    }

    /** A member of an object. */
    record Member<T>(JsonPiece<T> name, JsonPiece<T> value) implements JsonPiece<T> {
        @Override
        public boolean append(T subject, StringBuilder to) {
            return name.append(subject, to) && value.append(subject, to.append(':'));
        }
    }

    /** Members in braces, or values in brackets. */
    record Group<T>(char opening, List<? extends JsonPiece<T>> pieces, char closing) implements JsonPiece<T> {
        public Group {
            pieces = List.copyOf(pieces);
        }

        @Override
        public boolean append(T subject, StringBuilder to) {
            to.append(opening);
            int beginning = to.length();
            for (JsonPiece<T> piece : pieces) {
                int mark = to.length();
                if (!piece.append(subject, mark == beginning ? to : to.append(','))) {
                    to.setLength(mark);
                }
            }
            to.append(closing);
            return true;
        }
    }
}
