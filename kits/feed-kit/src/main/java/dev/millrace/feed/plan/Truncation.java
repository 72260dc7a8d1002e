package dev.millrace.feed.plan;

/** Which values a binary number with a picture may have. */
public enum Truncation {
    /** Those with as many digits as the picture says (TRUNC(STD)). */
    STANDARD,
    /** All that its bytes can hold (TRUNC(BIN)). */
    BINARY
}
