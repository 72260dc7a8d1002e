package dev.millrace.ops.cluster;

import dev.millrace.ops.CommandFailure;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Which files a server has. One that seems to have none is refused: it is rather not mounted, or was not listed. */
final class PresentFiles {

    private final Predicate<String> present;

    private PresentFiles(Predicate<String> present) {
        this.present = present;
    }

    static PresentFiles listed(Path listing) {
        try (Stream<String> lines = Files.lines(listing)) {
            Set<String> paths =
                    lines.map(String::strip).filter(line -> !line.isEmpty()).collect(Collectors.toSet());
            if (paths.isEmpty()) {
                throw CommandFailure.usage(listing + " lists no file: nothing would be kept");
            }
            for (String path : paths) {
                if (!path.startsWith("/")) {
                    throw CommandFailure.usage(listing
                            + " must name every file by its whole path, as the entries do, such as /in/orders.csv");
                }
            }
            return new PresentFiles(paths::contains);
        } catch (IOException unreadable) {
            throw CommandFailure.usage(
                    listing + " can't be read: " + unreadable.getClass().getSimpleName(), unreadable);
        }
    }

    static PresentFiles mounted(Path root) {
        try (DirectoryStream<Path> content = Files.newDirectoryStream(root)) {
            if (!content.iterator().hasNext()) {
                throw CommandFailure.usage(root + " is empty: is the server mounted there?");
            }
        } catch (IOException unreadable) {
            throw CommandFailure.usage(root + " can't be listed: is the server mounted there?", unreadable);
        }
        return new PresentFiles(path -> Files.exists(root.resolve(path.replaceFirst("^/+", ""))));
    }

    boolean contains(String path) {
        return present.test(path);
    }
}
