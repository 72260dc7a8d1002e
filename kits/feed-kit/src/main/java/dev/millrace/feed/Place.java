package dev.millrace.feed;

/**
 * Which document of a file an offset is about.
 *
 * @param packing how the file is packed, such as {@code gzip}; empty when its bytes are read as they are
 * @param entry the number of the document, from 0
 * @param earlier how many records the documents before it hold, malformed ones included
 */
record Place(String packing, long entry, long earlier) {

    static final Place PLAIN = new Place("", 0, 0);

    Place {
        if (entry < 0 || earlier < 0) {
            throw new IllegalArgumentException("'entry' and 'earlier' in a file's offset must not be negative");
        }
    }

    /** The document behind this one. */
    Place next(long records) {
        return new Place(packing, entry + 1, earlier + records);
    }
}
