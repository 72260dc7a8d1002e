package dev.millrace.feed;

import dev.millrace.feed.store.FileStore;
import dev.millrace.feed.store.StoredFile;
import dev.millrace.kit.ConnectorFailure;
import dev.millrace.kit.FailureKind;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The manifests that the listings show, and what they say of the files of this task. A manifest is read when it is ready
 * itself, and again when it has changed; one that can't be read is told, and lists nothing. Belongs to the reading thread.
 */
final class Manifests {

    private static final Logger LOG = LoggerFactory.getLogger(Manifests.class);
    static final long MOST_BYTES = 16 << 20;

    private final FileStore store;
    private final Optional<Glob> names;
    private final Predicate<String> mine;
    private final ReadinessRule readiness;
    private final Map<String, Contents> read = new HashMap<>();
    private final Set<String> begun = new HashSet<>();
    private long missing;

    /** What a manifest held when it looked like that. */
    private record Contents(long size, long modified, boolean readable, Map<String, Manifest.Line> lines) {}

    /**
     * Knows of no manifest yet.
     *
     * @param mine whether a path is of this task's share
     */
    Manifests(FileStore store, ReadinessSettings settings, Predicate<String> mine) {
        this.store = store;
        this.names = settings.manifest().map(Glob::new);
        this.mine = mine;
        this.readiness = new ReadinessRule(settings);
    }

    boolean isUsed() {
        return names.isPresent();
    }

    boolean isManifest(String name) {
        return names.isPresent() && names.get().test(name);
    }

    void see(StoredFile manifest, long now) {
        SeenFile unused = readiness.see(manifest, now);
    }

    /** Ends a listing: reads the manifests that are ready now, and forgets those that are gone. */
    void scanEnded(long now, Predicate<String> shown) {
        if (names.isEmpty()) {
            return;
        }
        for (SeenFile manifest : readiness.scanEnded()) {
            Contents known = read.get(manifest.path());
            boolean isRead =
                    known != null && known.size() == manifest.size() && known.modified() == manifest.modified();
            if (!isRead && readiness.isReady(manifest, now)) {
                read.put(manifest.path(), open(manifest));
            }
        }
        read.keySet().removeIf(path -> !readiness.knows(path));
        begun.removeIf(path -> find(path).isEmpty());
        missing = 0;
        for (Contents manifest : read.values()) {
            for (String path : manifest.lines().keySet()) {
                missing += shown.test(path) || begun.contains(path) ? 0 : 1;
            }
        }
    }

    /** What is said of a file; the manifest that was modified last is right. */
    Optional<Manifest.Line> find(String path) {
        Contents newest = null;
        for (Contents manifest : read.values()) {
            if (manifest.lines().containsKey(path) && (newest == null || manifest.modified() > newest.modified())) {
                newest = manifest;
            }
        }
        return newest == null
                ? Optional.empty()
                : Optional.ofNullable(newest.lines().get(path));
    }

    /** Whether a file is listed as it is. */
    boolean lists(SeenFile file) {
        return names.isEmpty()
                || find(file.path())
                        .filter(line -> line.size().orElse(file.size()) == file.size())
                        .isPresent();
    }

    /** The file was ready: when it is gone, it was read. */
    void began(String path) {
        if (names.isPresent()) {
            begun.add(path);
        }
    }

    /** How many files of this task are listed, not there and not begun. */
    long missing() {
        return missing;
    }

    /** How many manifests could not be read. */
    long unreadable() {
        return read.values().stream().filter(manifest -> !manifest.readable()).count();
    }

    private Contents open(SeenFile manifest) {
        Map<String, Manifest.Line> lines = new HashMap<>();
        String folder = manifest.path().substring(0, manifest.path().lastIndexOf('/') + 1);
        try {
            if (manifest.size() > MOST_BYTES) {
                throw new IllegalArgumentException("it is larger than " + MOST_BYTES + " bytes");
            }
            try (InputStream bytes = new Limited(store.open(manifest.path(), 0), MOST_BYTES)) {
                Manifest.read(bytes, line -> {
                    String path = folder + line.name();
                    begun.remove(path);
                    if (mine.test(path)) {
                        lines.put(path, line);
                    }
                });
            }
            return new Contents(manifest.size(), manifest.modified(), true, lines);
        } catch (IOException failed) {
            throw new ConnectorFailure(
                    FailureKind.TRANSIENT,
                    "manifest-unread",
                    store.id() + manifest.path() + ": reading the manifest failed",
                    failed);
        } catch (ConnectorFailure failed) {
            if (failed.kind() != FailureKind.REJECTED) {
                throw failed;
            }
            // It may be read as soon as it is allowed, without any change that a listing shows.
            return unreadable(manifest, -1, String.valueOf(failed.getMessage()));
        } catch (IllegalArgumentException wrong) {
            return unreadable(manifest, manifest.size(), String.valueOf(wrong.getMessage()));
        }
    }

    private Contents unreadable(SeenFile manifest, long size, String why) {
        Contents before = read.get(manifest.path());
        if (size >= 0 || before == null || before.readable()) {
            LOG.warn(
                    "{}{} can't be read as a manifest: {}. The files it lists wait until it is mended",
                    store.id(),
                    manifest.path(),
                    why);
        }
        return new Contents(size, manifest.modified(), false, Map.of());
    }

    /** Fails behind so many bytes: the file may have grown since it was listed. */
    private static final class Limited extends FilterInputStream {
        private long left;

        private Limited(InputStream in, long most) {
            super(in);
            this.left = most;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            int count = in.read(bytes, offset, length);
            left -= Math.max(0, count);
            if (left < 0) {
                throw new IllegalArgumentException("it is larger than " + MOST_BYTES + " bytes");
            }
            return count;
        }
    }
}
