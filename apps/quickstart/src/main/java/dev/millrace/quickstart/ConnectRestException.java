package dev.millrace.quickstart;

/** The Connect REST API refused a call; the message holds its answer. */
public final class ConnectRestException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;

    ConnectRestException(String call, int status, String answer) {
        super(call + " was answered with " + status + ": " + answer);
        this.status = status;
    }

    /** The HTTP status, such as 404. */
    public int status() {
        return status;
    }
}
