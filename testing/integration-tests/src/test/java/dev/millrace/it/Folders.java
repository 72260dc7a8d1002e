package dev.millrace.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Small work on folders. */
final class Folders {

    private Folders() {}

    /** Deletes a folder with all it holds; what a process that still ends writes meanwhile is left to the system. */
    static void delete(Path folder) {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        } catch (IOException | UncheckedIOException raced) {
            folder.toFile().deleteOnExit();
        }
    }

    /** The names in a folder, sorted. */
    static List<String> names(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Lets a complete file appear, as an upload under another name does. */
    static void drop(Path folder, String name, String content) {
        drop(folder.resolve("..").normalize(), folder, name, content);
    }

    /**
     * The same for whoever may read the folder.
     *
     * @param elsewhere where it is written first, on the same file system
     */
    static void drop(Path elsewhere, Path folder, String name, String content) {
        try {
            Path upload = Files.createTempFile(elsewhere, "upload", null);
            Files.writeString(upload, content);
            Files.setPosixFilePermissions(upload, PosixFilePermissions.fromString("rw-r--r--"));
            Files.move(upload, folder.resolve(name));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
