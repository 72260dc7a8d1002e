package dev.millrace.ops.connect;

/** Connect answered that it does not do what it was asked; the message is its own, and may quote a configuration's values. */
public final class ConnectRefusal extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int status;

    ConnectRefusal(int status, String message) {
        super(message);
        this.status = status;
    }

    /** The HTTP status: 400 for a configuration that is wrong, 404 for a name that is not there. */
    public int status() {
        return status;
    }

    /** What it said; never null. */
    public String sentence() {
        return String.valueOf(getMessage());
    }
}
