package dev.millrace.quickstart;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Where data and logs of a run live: a temporary folder that {@link #close()} removes, or one of the user's that stays. */
final class StateFolder implements AutoCloseable {
    private final Path path;
    private final boolean stays;

    private StateFolder(Path path, boolean stays) {
        this.path = path;
        this.stays = stays;
    }

    /**
     * Makes the folder.
     *
     * @throws UsageException when the folder to keep is in use already
     */
    static StateFolder open(Optional<Path> keep) throws IOException {
        if (keep.isEmpty()) {
            return new StateFolder(Files.createTempDirectory("millrace-quickstart-"), false);
        }
        Path folder = keep.get().toAbsolutePath().normalize();
        if (Files.exists(folder) && !isEmptyFolder(folder)) {
            throw new UsageException("--keep " + folder + " is not an empty folder: name a new one");
        }
        return new StateFolder(Files.createDirectories(folder), true);
    }

    Path path() {
        return path;
    }

    @Override
    public synchronized void close() {
        if (stays || !Files.exists(path)) {
            return;
        }
        try {
            for (Path entry : deepestFirst()) {
                Files.deleteIfExists(entry);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("could not remove " + path + ": remove it by hand", e);
        }
    }

    private List<Path> deepestFirst() throws IOException {
        try (Stream<Path> all = Files.walk(path)) {
            return all.sorted(Comparator.reverseOrder()).toList();
        }
    }

    private static boolean isEmptyFolder(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return false;
        }
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.findAny().isEmpty();
        }
    }
}
