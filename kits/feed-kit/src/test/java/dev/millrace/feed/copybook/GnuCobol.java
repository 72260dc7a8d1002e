package dev.millrace.feed.copybook;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/** The compiler of GnuCOBOL: an independent witness of what a copybook means. Tests are skipped where it is missing. */
final class GnuCobol {

    private static final String COMPILER = "cobc";
    private static final long LIMIT_SECONDS = 120;

    private final Path folder;

    /** With programs, copybooks and files in a folder of the caller. */
    GnuCobol(Path folder) {
        this.folder = folder;
    }

    static void assumeInstalled() {
        String path = Objects.requireNonNullElse(System.getenv("PATH"), "");
        boolean installed = Arrays.stream(path.split(File.pathSeparator))
                .anyMatch(place -> Files.isExecutable(Path.of(place, COMPILER)));
        assumeTrue(installed, COMPILER + " is missing: install gnucobol to compare copybooks with its compiler");
    }

    /** Compiles a program in fixed format, runs it, and answers the lines that it displayed. */
    List<String> run(String name, String program, List<String> flags, Map<String, String> environment)
            throws IOException {
        Path source = Files.writeString(folder.resolve(name + ".cob"), program, StandardCharsets.ISO_8859_1);
        List<String> compile = new ArrayList<>(List.of(COMPILER, "-x", "-O0", "-w"));
        compile.addAll(flags);
        compile.addAll(List.of("-o", folder.resolve(name).toString(), source.toString()));
        execute(compile, Map.of());
        return execute(List.of(folder.resolve(name).toString()), environment)
                .lines()
                .toList();
    }

    private String execute(List<String> command, Map<String, String> environment) throws IOException {
        Path output = Files.createTempFile(folder, "said", ".txt");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().putAll(environment);
        Process process = builder.start();
        try {
            process.getOutputStream().close();
            boolean ended = process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS);
            String said = Files.readString(output, StandardCharsets.ISO_8859_1);
            if (!ended || process.exitValue() != 0) {
                throw new IOException(command.get(0) + (ended ? " failed: " : " did not end: ") + said);
            }
            return said;
        } catch (InterruptedException told) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", told);
        } finally {
            process.destroyForcibly();
        }
    }
}
