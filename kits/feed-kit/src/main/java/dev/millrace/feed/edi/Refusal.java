package dev.millrace.feed.edi;

/** Why an interchange is refused although its form may be right: what the partner file says against it. */
enum Refusal {
    /** Its control number was used before. */
    DUPLICATE(EdiProblem.DUPLICATE_INTERCHANGE, InterchangeNote.DUPLICATE_CONTROL_NUMBER, "26", 6),
    /** The partner file has no entry for the sender. */
    UNKNOWN_SENDER(EdiProblem.UNKNOWN_SENDER, InterchangeNote.SENDER, "23", 3),
    /** The partner file knows the sender, with another receiver. */
    UNKNOWN_RECEIVER(EdiProblem.UNKNOWN_RECEIVER, InterchangeNote.UNKNOWN_RECEIVER, "7", 4),
    /** Test data where production is expected, or the other way round. */
    WRONG_USAGE(EdiProblem.WRONG_USAGE, InterchangeNote.TEST_INDICATOR, "25", 12);

    private final EdiProblem problem;
    private final InterchangeNote note;
    private final String syntaxError;
    private final int element;

    Refusal(EdiProblem problem, InterchangeNote note, String syntaxError, int element) {
        this.problem = problem;
        this.note = note;
        this.syntaxError = syntaxError;
        this.element = element;
    }

    /** As which the interchange is set aside. */
    EdiProblem problem() {
        return problem;
    }

    InterchangeNote note() {
        return note;
    }

    EdifactError error() {
        return new EdifactError(syntaxError, "UNB", element);
    }
}
