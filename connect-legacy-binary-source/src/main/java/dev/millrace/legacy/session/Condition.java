package dev.millrace.legacy.session;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** What a field of a message must be like. */
sealed interface Condition {

    boolean holds(Message message);

    /** One of these texts. */
    record Is(FieldPlace field, List<String> texts) implements Condition {

        public Is {
            texts = List.copyOf(texts);
        }

        @Override
        public boolean holds(Message message) {
            Optional<String> text = field.text(message);
            return text.isPresent() && texts.contains(text.get());
        }
    }

    /** Matched as a whole by a regular expression. */
    record Matches(FieldPlace field, Pattern pattern) implements Condition {

        @Override
        public boolean holds(Message message) {
            return field.text(message)
                    .filter(text -> pattern.matcher(text).matches())
                    .isPresent();
        }
    }

    /** There with at least a character, or not. */
    record Present(FieldPlace field, boolean wanted) implements Condition {

        @Override
        public boolean holds(Message message) {
            return field.text(message).filter(text -> !text.isEmpty()).isPresent() == wanted;
        }
    }
}
