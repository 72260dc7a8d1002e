package dev.millrace.rest;

import dev.millrace.feed.format.Read;

/**
 * A row of a page: what a format read, and the bytes that it read it from.
 *
 * @param read good or malformed
 * @param bytes of the document that holds the row; not copied
 * @param hash tells it from other rows
 */
@SuppressWarnings("ArrayRecordComponent")
record Row(Read read, byte[] bytes, long hash) {

    int from() {
        return (int) Math.min(bytes.length, read.start().offset());
    }

    int to() {
        return (int) Math.min(
                bytes.length, Math.max(read.start().offset(), read.end().offset()));
    }

    /** Where it stands, without what it holds. */
    @Override
    public String toString() {
        return "row " + read.start().record();
    }
}
