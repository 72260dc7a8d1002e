package dev.millrace.it;

import dev.millrace.testkit.Eventually;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The command {@code millrace console} in a process of its own, at a free port of the loopback address. */
final class ConsoleProcess implements AutoCloseable {

    private static final Pattern ADDRESS = Pattern.compile("the console is at (http://[^/]+)/");

    private final Process process;
    private final Path log;
    private final String url;

    private ConsoleProcess(Process process, Path log) {
        this.process = process;
        this.log = log;
        Eventually.holds("the console tells its address", () -> {
            if (!process.isAlive()) {
                throw new IllegalStateException("the console ended: " + text());
            }
            return address().isPresent();
        });
        this.url = address().orElseThrow();
    }

    /** Starts it with the shared broker and further options. */
    static ConsoleProcess start(String... options) {
        Path log = Platform.folder().resolve("console.log");
        Process process = OpsCall.start(
                log,
                Stream.concat(Stream.of("console", "--port", "0"), Stream.of(options))
                        .toArray(String[]::new));
        try {
            return new ConsoleProcess(process, log);
        } catch (RuntimeException | AssertionError failed) {
            process.destroyForcibly();
            throw failed;
        }
    }

    /** Its address, without a slash at the end. */
    String url() {
        return url;
    }

    /** The same for a browser that has to log in. */
    String url(String user, String password) {
        return url.replace("://", "://" + user + ":" + password + "@");
    }

    /** All that it printed. */
    String text() {
        try {
            return Files.readString(log);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private Optional<String> address() {
        Matcher found = ADDRESS.matcher(text());
        return found.find() ? Optional.of(found.group(1)) : Optional.empty();
    }

    /** Ends it as a crash does. */
    void kill() {
        process.destroyForcibly().onExit().join();
    }

    /** Ends it as Ctrl-C does, and answers with all that it printed. */
    String end() {
        process.destroy();
        Eventually.holds("the console ends", () -> !process.isAlive());
        return text();
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(30, java.util.concurrent.TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException told) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
