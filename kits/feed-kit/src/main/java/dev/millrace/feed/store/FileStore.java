package dev.millrace.feed.store;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/**
 * Where files live. Connects at its first use and again after a failure; paths are absolute and use {@code /}.
 *
 * <p>One thread uses a store at a time; {@link #close()} may come from any, and makes calls under way fail. No call lasts
 * longer than the store's deadline.
 *
 * <p>Every method throws a {@link dev.millrace.kit.ConnectorFailure}, made by {@link StoreFailure}: TRANSIENT when the
 * store can't be reached or fails, UNAUTHORIZED when it refuses the login, MISCONFIGURED when its host key is wrong,
 * REJECTED when a path is missing or access to it is denied.
 */
public interface FileStore extends Closeable {

    /** Names the store in offsets and audit events, such as {@code sftp://host:22}; no credentials, never changes. */
    String id();

    /**
     * Shows the regular files and the folders of one folder, one after the other as the store tells them, in no promised
     * order. Folders are not entered. The visitor makes no calls to the store.
     */
    void list(String folder, FolderVisitor visitor);

    /**
     * Where a folder is when every link on the way to it is followed, so that two ways to one folder are told from two
     * folders; empty when the store can't tell.
     */
    default Optional<String> realPath(String folder) {
        return Optional.empty();
    }

    /** The file as it is now; empty when there is none. */
    Optional<StoredFile> stat(String path);

    /**
     * Opens a file for reading from a byte on. Reading throws {@link IOException} when the store fails; other calls may be
     * made while the stream is open, but one stream only is open at a time.
     *
     * @param at bytes to leave out at the beginning; they are not transferred
     */
    InputStream open(String path, long at);

    /** Renames a file into an existing folder of the same store; fails with {@code target-exists} rather than overwrite. */
    void move(String from, String to);

    void delete(String path);

    /** Makes a folder and those above it that are missing; does nothing when there is one. */
    void createFolder(String path);

    /**
     * Writes a small file whole into an existing folder: under a temporary name that begins with a dot first, then renamed,
     * so that nobody sees half of it. Replaces a file of that name.
     */
    void write(String path, byte[] content);

    /** Writes an empty file with a name of its own into a folder and removes it again, to see whether that is allowed. */
    void probeWritable(String folder);

    @Override
    void close();
}
