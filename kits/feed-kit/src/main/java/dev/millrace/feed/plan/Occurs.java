package dev.millrace.feed.plan;

/** How often an item stands in a record. */
public sealed interface Occurs {

    /** Always that often. */
    record Times(int times) implements Occurs {}

    /**
     * As often as a field before it says (OCCURS DEPENDING ON).
     *
     * @param field its name as written, qualified by {@code OF} where the layout does
     * @param most {@link Integer#MAX_VALUE} for UNBOUNDED
     */
    record DependingOn(String field, int least, int most) implements Occurs {}

    /** As often as a formula says. */
    record Counted(Formula count, int most) implements Occurs {}

    /** Until the record ends. */
    record ToTheEnd() implements Occurs {}
}
