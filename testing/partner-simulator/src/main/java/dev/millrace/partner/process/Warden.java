package dev.millrace.partner.process;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * A process beside a server that ends it, and removes its folder, when this virtual machine is gone, killed or not.
 *
 * <p>It reads from a pipe whose other end closes with the virtual machine, and ignores the signals of a terminal. Where
 * there is no {@code sh}, nobody watches.
 */
public final class Warden {
    /** Arguments: process id, signal that asks the server to end, folder. A line says what to do; none: we are gone. */
    private static final String WATCH = """
            trap '' HUP INT QUIT TERM
            read -r order
            if [ "$order" != leave ]; then
              kill -s "$2" "$1"
              tries=0
              while kill -0 "$1" && [ "$tries" -lt 100 ]; do
                sleep 0.1
                tries=$((tries + 1))
              done
              kill -s KILL "$1"
            fi
            [ -n "$order" ] || rm -rf -- "$3"
            """;

    private static final long GRACE_SECONDS = 30;

    private final Optional<Process> process;

    private Warden(Optional<Process> process) {
        this.process = process;
    }

    /**
     * Watches over a server.
     *
     * @param signal what asks it to end at once, like {@code QUIT}
     */
    public static Warden over(long server, String signal, ServerFolder folder) {
        ProcessBuilder watch = new ProcessBuilder(
                        "sh",
                        "-c",
                        WATCH,
                        "warden",
                        Long.toString(server),
                        signal,
                        folder.path().toString())
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD);
        try {
            return new Warden(Optional.of(watch.start()));
        } catch (IOException noShell) {
            return new Warden(Optional.empty());
        }
    }

    /** Goes: the server has ended. */
    public void leave() {
        process.ifPresent(watcher -> tell(watcher, "leave"));
    }

    /** Ends the server, which did not end when it was asked to, and goes. */
    public void end() {
        process.ifPresent(watcher -> tell(watcher, "end"));
    }

    private static void tell(Process watcher, String order) {
        try (OutputStream orders = watcher.getOutputStream()) {
            orders.write((order + "\n").getBytes(StandardCharsets.US_ASCII));
        } catch (IOException gone) {
            // It was killed, and nobody is left to tell.
        }
        try {
            if (!watcher.waitFor(GRACE_SECONDS, TimeUnit.SECONDS)) {
                watcher.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
