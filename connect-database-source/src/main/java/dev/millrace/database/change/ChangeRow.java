package dev.millrace.database.change;

import org.jspecify.annotations.Nullable;

/**
 * A change as a trigger wrote it.
 *
 * @param before the row's image in JSON; null for one that is new
 * @param after the same; null for one that is gone
 * @param transaction its id; null where the server tells none
 * @param micros since 1970
 */
record ChangeRow(
        long number,
        String operation,
        @Nullable String before,
        @Nullable String after,
        @Nullable Long transaction,
        long micros)
        implements NumberedRow {

    static final String CREATE = "c";
    static final String UPDATE = "u";
    static final String DELETE = "d";

    @Override
    public int weight() {
        return 100 + 2 * (length(before) + length(after));
    }

    private static int length(@Nullable String image) {
        return image == null ? 0 : image.length();
    }
}
