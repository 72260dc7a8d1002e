package dev.millrace.feed.plan;

/**
 * One step of a plan. Its offset counts from the cursor's {@code at}. A step of fixed length leaves that where it is; one of
 * another length moves it behind itself, and the offsets of the steps that follow count from there.
 */
@FunctionalInterface
interface Step {
    void run(Cursor cursor) throws CorruptField;
}
