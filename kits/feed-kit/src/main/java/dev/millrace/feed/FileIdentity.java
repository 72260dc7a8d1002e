package dev.millrace.feed;

import dev.millrace.feed.store.StoredFile;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;

/**
 * What makes a file the same file: its store, path, size and modification time. A name that is delivered again with other
 * bytes is another file.
 */
record FileIdentity(String store, String path, long size, long modified) {

    static FileIdentity of(String store, StoredFile file) {
        return new FileIdentity(store, file.path(), file.size(), file.modified());
    }

    /** Store and path in one word, for people. */
    String subject() {
        return store + path;
    }

    /**
     * The source partition. The worker finds stored offsets by the JSON bytes of this map in its order, and reads those it
     * lists or a person alters into a plain HashMap: only the order of such a one is the same everywhere.
     */
    Map<String, Object> partition() {
        Map<String, Object> partition = new HashMap<>();
        partition.put("store", store);
        partition.put("path", path);
        partition.put("size", size);
        partition.put("modified", modified);
        return Collections.unmodifiableMap(partition);
    }
}
