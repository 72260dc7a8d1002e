package dev.millrace.kit.change;

/**
 * A record that tells of a row that is gone.
 *
 * @param key as it was remembered
 * @param isTombstone whether the record has no value; otherwise its value names the key
 * @param place it comes from here
 */
public record Deletion(String key, boolean isTombstone, Place place) {

    /** Without its key, which is payload. */
    @Override
    public String toString() {
        return "a deletion with a key of " + key.length() + " characters";
    }
}
