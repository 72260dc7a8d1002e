package dev.millrace.feed.plan;

/** Reads a group that has its bytes for itself: to what is in it, the record ends where they do. Immutable. */
final class WindowStep implements Step {

    private final int offset;
    private final Measure measure;
    private final Block block;
    private final String path;

    WindowStep(int offset, Measure measure, Block block, String path) {
        this.offset = offset;
        this.measure = measure;
        this.block = block;
        this.path = path;
    }

    @Override
    public void run(Cursor cursor) throws CorruptField {
        cursor.at += offset;
        int begin = cursor.at;
        int around = cursor.end;
        int length;
        try {
            length = measure.units(cursor);
        } catch (CorruptField lost) {
            throw lost.at(path, begin - cursor.from);
        }
        int end = cursor.at + length;
        cursor.end = end;
        try {
            block.run(cursor);
        } finally {
            cursor.end = around;
        }
        cursor.at = end;
        measure.leave(cursor);
    }
}
