package dev.millrace.feed.plan;

/** How much of a zoned number must be as the book says. */
public enum Zones {
    /** As {@link #STANDARD}, but B is no minus, and an unsigned number has no sign zone, not even one of plus. */
    EXACT,
    /** Every digit has the zone of a digit, and the one with the sign a sign's: C, D, F, or B for minus. */
    STANDARD,
    /** The zones of inner digits count for nothing, blanks and low-values around them are passed over, and a + or - in front is a sign. */
    RELAXED
}
