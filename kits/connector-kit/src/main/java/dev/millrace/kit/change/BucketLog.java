package dev.millrace.kit.change;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What became of the rows of a bucket, one behind the other. It only grows, so that a view of its beginning is a snapshot
 * which costs nothing. Belongs to one thread; the views are for any.
 */
final class BucketLog {

    /** The content of a row that is gone. */
    static final long GONE = 0;

    private static final int SMALLEST = 16;

    /** The rows of a bucket at one moment. */
    static final class View {

        private final long[] ids;
        private final long[] contents;
        private final String[] keys;
        private final int size;

        private View(long[] ids, long[] contents, String[] keys, int size) {
            this.ids = ids;
            this.contents = contents;
            this.keys = keys;
            this.size = size;
        }

        /** The rows that are there, by their ids. */
        Map<Long, BucketRow> rows() {
            Map<Long, Integer> last = last();
            Map<Long, BucketRow> rows = new LinkedHashMap<>();
            last.forEach((id, at) -> rows.put(id, new BucketRow(contents[at], keys[at])));
            return rows;
        }

        private Map<Long, Integer> last() {
            Map<Long, Integer> last = new LinkedHashMap<>();
            for (int at = 0; at < size; at++) {
                if (contents[at] == GONE) {
                    last.remove(ids[at]);
                } else {
                    last.put(ids[at], at);
                }
            }
            return last;
        }
    }

    private long[] ids = new long[SMALLEST];
    private long[] contents = new long[SMALLEST];
    private String[] keys = new String[SMALLEST];
    private int size;

    /** A row has this content from now on. */
    void add(long id, long content, String key) {
        if (size == ids.length) {
            makeRoom();
        }
        ids[size] = id;
        contents[size] = content;
        keys[size++] = key;
    }

    View soFar() {
        return new View(ids, contents, keys, size);
    }

    /** Moves what still counts to new arrays: views look at the old ones. */
    private void makeRoom() {
        int[] kept = soFar().last().values().stream().mapToInt(at -> at).toArray();
        int room = Math.max(SMALLEST, kept.length * 2);
        long[] idsLeft = new long[room];
        long[] contentsLeft = new long[room];
        String[] keysLeft = new String[room];
        Arrays.fill(keysLeft, "");
        for (int at = 0; at < kept.length; at++) {
            idsLeft[at] = ids[kept[at]];
            contentsLeft[at] = contents[kept[at]];
            keysLeft[at] = keys[kept[at]];
        }
        ids = idsLeft;
        contents = contentsLeft;
        keys = keysLeft;
        size = kept.length;
    }
}
