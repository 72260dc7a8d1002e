package dev.millrace.partner.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** The folder of one server: its data, its log, its socket. */
public record ServerFolder(Path path) {

    public static ServerFolder make(String prefix) throws IOException {
        return new ServerFolder(Files.createTempDirectory(prefix));
    }

    public Path resolve(String name) {
        return path.resolve(name);
    }

    /** Removes all of it; what a server that is ending removes at the same time is no failure. */
    public void remove() throws IOException {
        try (Stream<Path> files = Files.walk(path)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (NoSuchFileException | UncheckedIOException gone) {
            if (Files.exists(path)) {
                throw new IOException("the folder " + path + " could not be removed", gone);
            }
        }
    }

    /** The last lines of a file, for a message. */
    public String tail(String name) {
        try {
            List<String> lines = Files.readAllLines(path.resolve(name));
            return String.join("\n", lines.subList(Math.max(0, lines.size() - 20), lines.size()));
        } catch (IOException unreadable) {
            return "(no " + name + ")";
        }
    }
}
