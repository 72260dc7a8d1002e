package dev.millrace.feed;

import dev.millrace.feed.store.StoredFile;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A file as a listing showed it, and what makes it the same file. Two are equal when listings show them alike; whether
 * they are the same file to the worker, which knows it from its offsets, the {@link #partition()} tells.
 *
 * @param sha256 of its raw bytes in lower-case hexadecimal digits, once it is known; {@link Kind#CONTENT} needs it
 */
record FileIdentity(String store, String path, long size, long modified, Kind kind, Optional<String> sha256) {

    /** What makes a file the same file. */
    enum Kind {
        /** Its path, whatever it holds. */
        PATH,
        /** Path, size and modification time: a name that is delivered again with other bytes is another file. */
        ATTRIBUTES,
        /** Its bytes, whatever its name. */
        CONTENT;

        /** What its source partition holds. */
        List<String> keys() {
            return switch (this) {
                case PATH -> List.of("store", "path");
                case ATTRIBUTES -> List.of("store", "path", "size", "modified");
                case CONTENT -> List.of("store", "sha256");
            };
        }
    }

    FileIdentity(String store, String path, long size, long modified) {
        this(store, path, size, modified, Kind.ATTRIBUTES, Optional.empty());
    }

    static FileIdentity of(String store, StoredFile file) {
        return new FileIdentity(store, file.path(), file.size(), file.modified());
    }

    static FileIdentity of(String store, StoredFile file, Kind kind) {
        return new FileIdentity(store, file.path(), file.size(), file.modified(), kind, Optional.empty());
    }

    /** The same file, now that the hash of its bytes is known. */
    FileIdentity withContent(String hash) {
        return new FileIdentity(store, path, size, modified, kind, Optional.of(hash));
    }

    /** Whether what makes it the same file is known: of one that is identified by its content it is not at first. */
    boolean isKnown() {
        return kind != Kind.CONTENT || sha256.isPresent();
    }

    /** Store and path in one word, for people. */
    String subject() {
        return store + path;
    }

    /** The last part of the path. */
    String name() {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    /**
     * The source partition. The worker finds stored offsets by the JSON bytes of this map in its order, and reads those it
     * lists or a person alters into a plain HashMap: only the order of such a one is the same everywhere.
     */
    Map<String, Object> partition() {
        Map<String, Object> partition = new HashMap<>();
        partition.put("store", store);
        switch (kind) {
            case PATH -> partition.put("path", path);
            case ATTRIBUTES -> {
                partition.put("path", path);
                partition.put("size", size);
                partition.put("modified", modified);
            }
            case CONTENT ->
                partition.put(
                        "sha256",
                        sha256.orElseThrow(() -> new IllegalStateException(subject() + ": its hash is not known yet")));
        }
        return Collections.unmodifiableMap(partition);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof FileIdentity file
                && path.equals(file.path)
                && size == file.size
                && modified == file.modified
                && store.equals(file.store);
    }

    @Override
    public int hashCode() {
        return path.hashCode() * 31 + Long.hashCode(size ^ modified);
    }
}
