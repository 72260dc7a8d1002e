package dev.millrace.feed.plan;

/** Says which of several meanings shared bytes have in a record. Immutable. */
@FunctionalInterface
interface Selector {

    /** In place of a number: nothing says. */
    int UNDECIDED = -1;

    /** The number of the meaning. */
    int choose(Cursor cursor);
}
