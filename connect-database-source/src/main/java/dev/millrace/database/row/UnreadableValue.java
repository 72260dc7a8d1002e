package dev.millrace.database.row;

/** A value that can't be read precisely. Its message says why and what to do, and never holds the value. */
final class UnreadableValue extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String reason;

    UnreadableValue(String reason) {
        super(reason, null, false, false);
        this.reason = reason;
    }

    String reason() {
        return reason;
    }
}
