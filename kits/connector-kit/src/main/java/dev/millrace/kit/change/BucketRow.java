package dev.millrace.kit.change;

/**
 * What is known of a row.
 *
 * @param content hash of what it said last
 * @param key of its records; empty for a row that could not be read, or that has none
 */
record BucketRow(long content, String key) {

    /** Without its key, which is payload. */
    @Override
    public String toString() {
        return "a row with a key of " + key.length() + " characters";
    }
}
