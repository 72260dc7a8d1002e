package dev.millrace.ops.cluster;

import dev.millrace.ops.CommandFailure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The configurations below a folder, every {@code .json} file being one.
 *
 * @param unreadable what is wrong with files that are none
 */
record ConnectorFolder(List<ConnectorFile> files, List<Finding> unreadable) {

    ConnectorFolder {
        files = List.copyOf(files);
        unreadable = List.copyOf(unreadable);
    }

    static ConnectorFolder read(Path folder) {
        List<ConnectorFile> files = new ArrayList<>();
        List<Finding> unreadable = new ArrayList<>();
        for (Path path : paths(folder)) {
            String name = path.equals(folder)
                    ? String.valueOf(path.getFileName())
                    : folder.relativize(path).toString();
            try {
                files.add(ConnectorFile.of(name, Files.readString(path)));
            } catch (IOException gone) {
                throw CommandFailure.usage(
                        path + " can't be read: " + gone.getClass().getSimpleName(), gone);
            } catch (IllegalArgumentException none) {
                unreadable.add(new Finding(name, "", "", LintRule.NO_CONFIGURATION, String.valueOf(none.getMessage())));
            }
        }
        if (files.isEmpty() && unreadable.isEmpty()) {
            throw CommandFailure.usage(
                    folder + " holds no configuration: name a folder with .json files, or one of them");
        }
        return new ConnectorFolder(files, unreadable);
    }

    private static List<Path> paths(Path folder) {
        try (Stream<Path> found = Files.walk(folder)) {
            return found.filter(path -> path.toString().endsWith(".json") && Files.isRegularFile(path))
                    .sorted()
                    .toList();
        } catch (IOException | UncheckedIOException missing) {
            throw CommandFailure.usage(folder + " can't be listed: is it there, and may you read it?", missing);
        }
    }
}
