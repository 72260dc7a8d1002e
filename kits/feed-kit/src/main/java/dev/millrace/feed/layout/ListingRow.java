package dev.millrace.feed.layout;

/**
 * A line of an offset listing.
 *
 * @param line in the listing, from 1
 * @param offset in the record, from 0
 * @param length of one occurrence in bytes
 * @param digits of a number; 0 when the listing does not say
 */
record ListingRow(
        int line, String name, int offset, int length, String type, int digits, int scale, String sign, int occurs) {

    /** Whether rows inside of its bytes are its members. */
    boolean isGroup() {
        return type.equals("group");
    }

    /** Where its last occurrence ends. */
    int end() {
        return offset + length * occurs;
    }
}
