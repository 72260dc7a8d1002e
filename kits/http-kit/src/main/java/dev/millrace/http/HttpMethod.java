package dev.millrace.http;

/** The methods that carry a record. */
public enum HttpMethod {
    POST(false),
    PUT(true),
    PATCH(false),
    DELETE(true);

    private final boolean idempotent;

    HttpMethod(boolean idempotent) {
        this.idempotent = idempotent;
    }

    /** Whether sending it twice has the effect of sending it once (RFC 9110 section 9.2.2). */
    public boolean idempotent() {
        return idempotent;
    }
}
