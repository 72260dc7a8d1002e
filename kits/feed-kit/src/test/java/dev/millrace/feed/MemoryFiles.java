package dev.millrace.feed;

import dev.millrace.feed.store.FileStore;
import dev.millrace.feed.store.StoreFailure;
import dev.millrace.feed.store.StoredFile;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** The files of a partner, in memory, with switches for everything that can go wrong on the way to them. */
final class MemoryFiles {

    static final String IN = "/in";
    static final String ARCHIVE = "/archive";
    static final String QUARANTINE = "/quarantine";

    /** What a file holds; never changed in place. */
    static final class Content {
        private final byte[] bytes;
        private final long modified;

        Content(byte[] bytes, long modified) {
            this.bytes = bytes;
            this.modified = modified;
        }

        byte[] bytes() {
            return bytes;
        }

        long modified() {
            return modified;
        }
    }

    final Map<String, Content> files = new ConcurrentSkipListMap<>();
    final Map<String, String> links = new ConcurrentSkipListMap<>();
    final Set<String> folders = ConcurrentHashMap.newKeySet();
    final List<String> listings = new CopyOnWriteArrayList<>();
    final Set<String> denied = ConcurrentHashMap.newKeySet();
    final AtomicInteger failingCalls = new AtomicInteger();
    final AtomicInteger failingStats = new AtomicInteger();
    final AtomicInteger lostAnswers = new AtomicInteger();
    final AtomicInteger openStores = new AtomicInteger();
    final AtomicLong transferred = new AtomicLong();
    final AtomicLong statCalls = new AtomicLong();
    final List<String> opened = new CopyOnWriteArrayList<>();
    final List<String> writes = new CopyOnWriteArrayList<>();
    volatile boolean readOnly;
    volatile boolean loginRefused;
    volatile int cutAfter = Integer.MAX_VALUE;
    volatile boolean cutsByEnd;
    volatile boolean hanging;
    volatile boolean archiveLocked;
    volatile Runnable whileReading = () -> {};
    final CountDownLatch unhang = new CountDownLatch(1);

    MemoryFiles put(String path, String content) {
        return put(path, content, 1_000);
    }

    MemoryFiles put(String path, String content, long modified) {
        return put(path, content.getBytes(StandardCharsets.UTF_8), modified);
    }

    MemoryFiles put(String path, byte[] content, long modified) {
        files.put(path, new Content(content, modified));
        return this;
    }

    /** Notes that somebody wants to change something. */
    void write(String action, String path) {
        writes.add(action + " " + path);
        if (loginRefused) {
            throw StoreFailure.login(MemoryStore.ID, "someone", null);
        }
        if (readOnly) {
            throw StoreFailure.denied(MemoryStore.ID, path, action, null);
        }
    }

    /** A symbolic link to a folder. */
    MemoryFiles link(String path, String target) {
        links.put(path, target);
        return this;
    }

    /** The path with every link on it followed. */
    String real(String path) {
        String real = path;
        for (int hops = 0; hops < 40; hops++) {
            String before = real;
            for (Map.Entry<String, String> link : links.entrySet()) {
                if (before.equals(link.getKey()) || before.startsWith(link.getKey() + "/")) {
                    real = link.getValue() + before.substring(link.getKey().length());
                }
            }
            if (real.equals(before)) {
                return real;
            }
        }
        throw new IllegalStateException("too many links");
    }

    Optional<StoredFile> find(String path) {
        return Optional.ofNullable(files.get(path))
                .map(content -> new StoredFile(path, content.bytes().length, content.modified()));
    }

    Set<String> names() {
        return files.keySet();
    }

    String text(String path) {
        Content content = files.get(path);
        return content == null ? "" : new String(content.bytes(), StandardCharsets.UTF_8);
    }

    /** A folder is there when it was made, or when something is in it; the input folder always is. */
    boolean isFolder(String real) {
        return real.equals(IN)
                || folders.contains(real)
                || names().stream().anyMatch(name -> name.startsWith(real + "/"));
    }

    FileIdentity identity(String path) {
        return FileIdentity.of(MemoryStore.ID, find(path).orElseThrow());
    }

    FileStore connect() {
        openStores.incrementAndGet();
        return new MemoryStore(this);
    }
}
