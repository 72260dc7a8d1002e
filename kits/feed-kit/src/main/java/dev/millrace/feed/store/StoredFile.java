package dev.millrace.feed.store;

/**
 * A file as a listing shows it.
 *
 * @param path absolute, in the store's own notation
 * @param size in bytes
 * @param modified in milliseconds since 1970 UTC, as exact as the store tells
 */
public record StoredFile(String path, long size, long modified) {

    /** The last part of the path. */
    public String name() {
        return path.substring(path.lastIndexOf('/') + 1);
    }
}
