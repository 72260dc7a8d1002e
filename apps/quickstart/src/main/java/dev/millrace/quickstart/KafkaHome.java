package dev.millrace.quickstart;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A folder with the jars of one Kafka release (server and Connect runtime) and the log configuration of its line.
 *
 * @param folder the folder; it holds {@code connect-runtime-<version>.jar} and all it needs
 * @param version the release, such as {@code 4.3.1}
 */
public record KafkaHome(Path folder, String version) {
    private static final Pattern RUNTIME = Pattern.compile("connect-runtime-(\\d+\\.\\d+\\.\\d+)\\.jar");

    /**
     * Recognises a folder of jars.
     *
     * @throws IllegalArgumentException when the folder holds no Connect runtime
     */
    public static KafkaHome of(Path folder) {
        Path absolute = folder.toAbsolutePath().normalize();
        if (!Files.isDirectory(absolute)) {
            throw new IllegalArgumentException("no folder " + absolute + ": build it with 'mvn package'");
        }
        try (Stream<Path> files = Files.list(absolute)) {
            return files.map(file -> RUNTIME.matcher(file.getFileName().toString()))
                    .filter(Matcher::matches)
                    .map(matcher -> new KafkaHome(absolute, matcher.group(1)))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException(
                            "no connect-runtime jar in " + absolute + ": build it with 'mvn package'"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The class path of a process that runs this release. */
    public String classPath() {
        return folder + File.separator + "*";
    }

    /** Kafka 4 logs with log4j2, the lines before with log4j 1: the folder brings the configuration of its own. */
    public List<String> loggingOptions() {
        Path log4j2 = folder.resolve("log4j2.properties");
        if (Files.exists(log4j2)) {
            return List.of("-Dlog4j2.configurationFile=" + log4j2);
        }
        return List.of(
                "-Dlog4j.configuration=" + folder.resolve("log4j.properties").toUri());
    }
}
