package dev.millrace.feed.copybook;

/**
 * Where a copybook's lines hold its text.
 *
 * @param first where the text begins, 1 to 255; 0 for what the format says (8, or 1 in free format). The indicator stands in
 *     the column before it
 * @param last where the text ends, up to 4096; 0 for what the format says (72, or the end of the line)
 */
public record Columns(ReferenceFormat format, int first, int last) {

    public static final Columns DEFAULT = new Columns(ReferenceFormat.AUTO, 0, 0);

    private static final int LAST_FIRST = 255;
    private static final int LAST_LAST = 4096;

    public Columns {
        if (first < 0 || first > LAST_FIRST) {
            throw new IllegalArgumentException("the first column must be 1 to 255, or 0 for that of the format");
        }
        if (last < 0 || last > LAST_LAST || (last != 0 && last <= first)) {
            throw new IllegalArgumentException(
                    "the last column must be up to 4096 and behind the first, or 0 for that of the format");
        }
    }

    public static Columns of(ReferenceFormat format) {
        return new Columns(format, 0, 0);
    }
}
