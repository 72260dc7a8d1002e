package dev.millrace.containers;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.exception.ConflictException;
import com.github.dockerjava.api.exception.NotModifiedException;
import dev.millrace.partner.process.ServerPort;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import org.testcontainers.containers.GenericContainer;

/**
 * A container with one port, which is the same port of the loopback address whenever it runs; its data live as long as it
 * does. Not thread-safe.
 */
final class LocalContainer {
    static final String HOST = "127.0.0.1";

    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final int GRACE_SECONDS = 30;
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(200);
    private static final int ATTEMPTS = 3;
    private static final int SHOWN_CHARACTERS = 4_000;

    private final GenericContainer<?> container;
    private final int port;
    private final Probe probe;

    private LocalContainer(GenericContainer<?> container, int port, IntFunction<Probe> probe) {
        this.container = container;
        this.port = port;
        this.probe = probe.apply(port);
    }

    /**
     * Starts one and waits until it answers; 5 minutes at most, and not when the image must be pulled first.
     *
     * @param make makes it, since one that did not start is of no use any more
     * @param inside its port
     * @param probe asks whether it answers on a port of this machine
     */
    static LocalContainer start(Supplier<GenericContainer<?>> make, int inside, IntFunction<Probe> probe)
            throws IOException {
        LocalContainer started = launch(make, inside, probe);
        try {
            started.await();
            return started;
        } catch (IOException | RuntimeException failure) {
            started.close();
            throw failure;
        }
    }

    /** Another process may take the port between its choice and its use. */
    private static LocalContainer launch(Supplier<GenericContainer<?>> make, int inside, IntFunction<Probe> probe) {
        for (int attempt = 1; ; attempt++) {
            int port = ServerPort.next();
            GenericContainer<?> container = make.get();
            container.setPortBindings(List.of(HOST + ":" + port + ":" + inside));
            // It is asked from outside, below; Testcontainers would look for a shell in it.
            container.waitingFor(new NoWait());
            try {
                container.start();
                return new LocalContainer(container, port, probe);
            } catch (RuntimeException failure) {
                container.stop();
                if (attempt == ATTEMPTS || !isTaken(failure)) {
                    throw failure;
                }
            }
        }
    }

    private static boolean isTaken(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            String message = String.valueOf(cause.getMessage());
            if (message.contains("already allocated") || message.contains("already in use")) {
                return true;
            }
        }
        return false;
    }

    int port() {
        return port;
    }

    GenericContainer<?> container() {
        return container;
    }

    boolean isRunning() {
        return container.isRunning();
    }

    /** Ends what runs in it in good order; does nothing when that has ended. */
    void stop() {
        try {
            client().stopContainerCmd(id()).withTimeout(GRACE_SECONDS).exec();
        } catch (NotModifiedException ended) {
            // As wanted.
        }
    }

    /** Ends what runs in it at once. */
    void kill() throws IOException {
        try {
            client().killContainerCmd(id()).exec();
        } catch (ConflictException ended) {
            return;
        }
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(GRACE_SECONDS);
        while (isRunning()) {
            if (System.nanoTime() - end > 0) {
                throw new IOException("it runs " + GRACE_SECONDS + " s after it was killed: " + describe());
            }
            pause();
        }
    }

    /** Starts it again and waits until it answers. */
    void restart() throws IOException {
        client().startContainerCmd(id()).exec();
        await();
    }

    /** Removes it with its data. */
    void close() {
        container.stop();
    }

    private void await() throws IOException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        for (Optional<Exception> refusal = refusal(); refusal.isPresent(); refusal = refusal()) {
            if (!isRunning()) {
                throw new IOException("it ended while it started: " + describe(), refusal.get());
            }
            if (System.nanoTime() - end > 0) {
                throw new IOException(
                        "it does not answer after " + PATIENCE.toSeconds() + " s: " + describe(), refusal.get());
            }
            pause();
        }
    }

    private Optional<Exception> refusal() {
        try {
            probe.ask();
            return Optional.empty();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return Optional.of(interrupted);
        } catch (Exception notYet) {
            return Optional.of(notYet);
        }
    }

    /** The engine's own way to wait for the end of a container returns at once with this client. */
    private static void pause() throws InterruptedIOException {
        LockSupport.parkNanos(PAUSE_NANOS);
        if (Thread.currentThread().isInterrupted()) {
            throw new InterruptedIOException("interrupted while waiting for a container");
        }
    }

    private String describe() {
        String log = container.getLogs();
        return container.getDockerImageName() + ": " + log.substring(Math.max(0, log.length() - SHOWN_CHARACTERS));
    }

    private String id() {
        return container.getContainerId();
    }

    private DockerClient client() {
        return container.getDockerClient();
    }
}
