package dev.millrace.feed.plan;

/** Passes over a value that nobody wants, of another length in each record. */
final class SkipStep implements Step {

    private final int offset;
    private final Value value;

    SkipStep(int offset, Value value) {
        this.offset = offset;
        this.value = value;
    }

    @Override
    public void run(Cursor cursor) throws CorruptField {
        cursor.at += offset;
        value.next(cursor);
    }
}
