package dev.millrace.feed.edi;

import java.util.Optional;

/**
 * The service characters of an interchange, used for its answer too.
 *
 * @param release empty where none is agreed, as in X12
 * @param repetition empty where elements do not repeat
 */
record AnswerSeparators(
        char element, char component, char segment, Optional<Character> release, Optional<Character> repetition) {

    private static final String X12 = "*:~";
    private static final String EDIFACT = "+:'";

    static AnswerSeparators of(Envelope interchange) {
        boolean edifact = interchange.standard() == EdiStandard.EDIFACT;
        String usual = edifact ? EDIFACT : X12;
        return new AnswerSeparators(
                character(interchange, Envelope.ELEMENT_SEPARATOR).orElse(usual.charAt(0)),
                character(interchange, Envelope.COMPONENT_SEPARATOR).orElse(usual.charAt(1)),
                character(interchange, Envelope.SEGMENT_TERMINATOR).orElse(usual.charAt(2)),
                edifact ? release(interchange) : Optional.empty(),
                character(interchange, Envelope.REPETITION_SEPARATOR));
    }

    /** The usual one where the envelope tells no separators at all. */
    private static Optional<Character> release(Envelope interchange) {
        return interchange.field(Envelope.ELEMENT_SEPARATOR).isEmpty()
                ? Optional.of('?')
                : character(interchange, Envelope.RELEASE_CHARACTER);
    }

    private static Optional<Character> character(Envelope interchange, String name) {
        String value = interchange.field(name);
        return value.length() == 1 && value.charAt(0) != ' ' ? Optional.of(value.charAt(0)) : Optional.empty();
    }

    /**
     * A value as it stands in a segment. Without a release character a separator becomes a blank: a segment that
     * can't be read helps nobody.
     */
    String escape(String value) {
        StringBuilder escaped = new StringBuilder(value.length());
        for (int i = 0; i < value.length(); i++) {
            char character = value.charAt(i);
            if (!special(character)) {
                escaped.append(character);
            } else if (release.isPresent()) {
                escaped.append(release.get().charValue()).append(character);
            } else {
                escaped.append(' ');
            }
        }
        return escaped.toString();
    }

    private boolean special(char character) {
        return character == element
                || character == component
                || character == segment
                || release.filter(c -> c == character).isPresent()
                || repetition.filter(c -> c == character).isPresent();
    }

    /** The service string advice, when they are not those that a receiver of EDIFACT expects without one. */
    Optional<String> serviceStringAdvice() {
        char released = release.orElse(' ');
        char repeated = repetition.orElse(' ');
        if (element == '+'
                && component == ':'
                && segment == '\''
                && released == '?'
                && (repeated == ' ' || repeated == '*')) {
            return Optional.empty();
        }
        return Optional.of("UNA" + component + element + '.' + released + repeated + segment);
    }
}
