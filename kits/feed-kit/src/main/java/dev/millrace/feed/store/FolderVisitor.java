package dev.millrace.feed.store;

/** Is shown what a folder holds, one entry after the other, as the store tells it. */
@FunctionalInterface
public interface FolderVisitor {

    /** A regular file, or a link that leads to one. */
    void file(StoredFile file);

    /**
     * A folder in the folder.
     *
     * @param path absolute, in the store's own notation
     * @param isLink whether the entry is a symbolic link that leads to a folder, which may contain the link
     */
    default void folder(String path, boolean isLink) {}
}
