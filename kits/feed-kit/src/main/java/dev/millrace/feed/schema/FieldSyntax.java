package dev.millrace.feed.schema;

/** The text is not in the field language; says what is wrong and where. */
final class FieldSyntax extends Exception {

    private static final long serialVersionUID = 1L;

    /**
     * Points at a place in the text.
     *
     * @param at the offset of the character, from 0
     */
    FieldSyntax(String complaint, String text, int at) {
        super(
                complaint + " (line "
                        + (1
                                + text.substring(0, at)
                                        .chars()
                                        .filter(c -> c == '\n')
                                        .count()) + ", column " + (at - text.lastIndexOf('\n', at - 1)) + ")",
                null,
                false,
                false);
    }
}
