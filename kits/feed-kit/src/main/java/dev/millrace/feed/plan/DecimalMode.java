package dev.millrace.feed.plan;

/** What becomes of numbers with decimal places, and of whole ones with more than 18 digits. */
public enum DecimalMode {
    /** Connect's Decimal. */
    PRECISE,
    /** Text with all decimal places and no exponent. */
    STRING,
    /** The nearest FLOAT64. */
    DOUBLE
}
