package dev.millrace.http;

/** The methods of requests; all but GET may carry a record. */
public enum HttpMethod {
    GET(true),
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
