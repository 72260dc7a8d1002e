package dev.millrace.legacy.frame;

/** What a framing cut off the stream. */
final class Cut {

    /** What it stands for. */
    enum Kind {
        BODY,
        /** Says only that the other side is there. */
        KEEPALIVE,
        /** The same, and wants to be sent back. */
        ECHO
    }

    private final Kind kind;
    private final byte[] bytes;
    private final String fault;

    private Cut(Kind kind, byte[] bytes, String fault) {
        this.kind = kind;
        this.bytes = bytes;
        this.fault = fault;
    }

    static Cut body(byte[] bytes) {
        return new Cut(Kind.BODY, bytes, "");
    }

    /** A body whose own check, which is part of the framing, is wrong. */
    static Cut faulty(byte[] bytes, String fault) {
        return new Cut(Kind.BODY, bytes, fault);
    }

    static Cut sign(Kind kind, byte[] bytes) {
        return new Cut(kind, bytes, "");
    }

    Kind kind() {
        return kind;
    }

    byte[] bytes() {
        return bytes;
    }

    String fault() {
        return fault;
    }
}
