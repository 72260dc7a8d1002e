package dev.millrace.webhook;

/** An event of which no record is made: nothing of it is emitted. Without a trace, for senders cause it at will. */
final class EventRefused extends Exception {

    private static final long serialVersionUID = 1L;

    private final int status;
    private final String code;

    /**
     * A refusal.
     *
     * @param status of the answer
     * @param code lower case words with dashes
     * @param detail for the log: positions and names of settings, no payload
     */
    EventRefused(int status, String code, String detail) {
        super(detail, null, false, false);
        this.status = status;
        this.code = code;
    }

    int status() {
        return status;
    }

    String code() {
        return code;
    }
}
