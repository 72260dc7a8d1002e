package dev.millrace.feed.plan;

/** Steps one after the other, and the bytes behind the last of them. Immutable. */
final class Block {

    private final Step[] steps;
    private final int tail;

    /** @param tail the bytes between what the cursor's place is then and the block's end */
    Block(Step[] steps, int tail) {
        this.steps = steps;
        this.tail = tail;
    }

    /** Reads what begins where the cursor stands, and moves it behind that. */
    void run(Cursor cursor) throws CorruptField {
        for (Step step : steps) {
            step.run(cursor);
        }
        cursor.at = Sizes.sum(cursor.at, tail);
    }
}
