package dev.millrace.feed.framing;

/**
 * Why bytes are no record.
 *
 * @param detail what is wrong, without payload
 */
public record FrameFault(Kind kind, String detail) {

    /** What follows from it. */
    public enum Kind {
        /** Nothing behind it can be found. */
        LOST,
        /** It is larger than allowed; the next one can be read. */
        TOO_LARGE,
        /** It is not whole; the next one can be read. */
        BROKEN,
        /** What is left is no whole record. */
        REMAINDER
    }
}
