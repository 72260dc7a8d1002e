package dev.millrace.partner;

/** A token request that is refused (RFC 6749 section 5.2). */
final class OAuthRefusal extends Exception {

    private static final long serialVersionUID = 1L;

    private final String error;

    /**
     * An error with its reason.
     *
     * @param error one of the codes of RFC 6749 section 5.2 or RFC 8707 section 2
     * @param reason in a tester's words
     */
    OAuthRefusal(String error, String reason) {
        super(reason);
        this.error = error;
    }

    String error() {
        return error;
    }

    int status() {
        return error.equals("invalid_client") ? 401 : 400;
    }
}
