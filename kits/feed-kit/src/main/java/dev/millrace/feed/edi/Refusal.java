package dev.millrace.feed.edi;

/** Why an interchange is refused although its form may be right: what the partner file says against it. */
enum Refusal {
    /** Its control number was used before. */
    DUPLICATE("duplicate-interchange", InterchangeNote.DUPLICATE_CONTROL_NUMBER, "26", 6),
    /** The partner file has no entry for the sender. */
    UNKNOWN_SENDER("unknown-sender", InterchangeNote.SENDER, "23", 3),
    /** The partner file knows the sender, with another receiver. */
    UNKNOWN_RECEIVER("unknown-receiver", InterchangeNote.UNKNOWN_RECEIVER, "7", 4),
    /** Test data where production is expected, or the other way round. */
    WRONG_USAGE("wrong-usage", InterchangeNote.TEST_INDICATOR, "25", 12);

    private final String code;
    private final InterchangeNote note;
    private final String syntaxError;
    private final int element;

    Refusal(String code, InterchangeNote note, String syntaxError, int element) {
        this.code = code;
        this.note = note;
        this.syntaxError = syntaxError;
        this.element = element;
    }

    String code() {
        return code;
    }

    InterchangeNote note() {
        return note;
    }

    EdifactError error() {
        return new EdifactError(syntaxError, "UNB", element);
    }
}
