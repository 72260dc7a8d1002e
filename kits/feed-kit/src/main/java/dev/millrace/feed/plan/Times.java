package dev.millrace.feed.plan;

/** How often an item occurs in a record. Immutable. */
interface Times {

    /** In place of a number: nobody knows. */
    int CORRUPT = -1;

    /** In place of a number: until the record ends. */
    int ALL = -2;

    /** A number, or one of the two; the cursor stands where the item begins. */
    int of(Cursor cursor);
}
