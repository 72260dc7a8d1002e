package dev.millrace.quickstart;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;

/**
 * A Java program in a process of its own, writing to a log file, that never outlives this one.
 *
 * <p>It is ended by its id: on {@link #stop()}, {@link #kill()}, or when this process is asked to end. Thread-safe.
 */
final class ChildProcess {
    private static final Duration GRACE = Duration.ofSeconds(10);
    private static final Duration GRACE_AT_EXIT = Duration.ofSeconds(5);
    private static final long LOOK_EVERY_MS = 50;

    private final String name;
    private final Path log;
    private final Process process;
    private final Thread atExit;

    private ChildProcess(String name, Path log, Process process) {
        this.name = name;
        this.log = log;
        this.process = process;
        this.atExit = new Thread(this::endWithUs, "end of " + name);
        try {
            Runtime.getRuntime().addShutdownHook(atExit);
        } catch (IllegalStateException shuttingDown) {
            process.destroyForcibly();
            throw shuttingDown;
        }
    }

    /** Starts the program; its output is appended to the log. */
    static ChildProcess start(
            String name, Path log, List<String> jvmOptions, List<String> program, Map<String, String> environment) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(jvmOptions);
        command.addAll(program);
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().putAll(environment);
        try {
            return new ChildProcess(name, log, builder.start());
        } catch (IOException e) {
            throw new UncheckedIOException("could not start " + name, e);
        }
    }

    boolean isAlive() {
        return process.isAlive();
    }

    long pid() {
        return process.pid();
    }

    /**
     * Waits until the condition holds; an exception of it counts as "not yet".
     *
     * @throws IllegalStateException with the end of the log when the process ends or the time is over first
     */
    void awaitReady(Duration limit, Callable<Boolean> condition) {
        long end = System.nanoTime() + limit.toNanos();
        while (System.nanoTime() < end) {
            if (holds(condition)) {
                return;
            }
            if (ended(LOOK_EVERY_MS)) {
                throw new IllegalStateException(
                        name + " ended with code " + process.exitValue() + " while it started; " + logTail());
            }
        }
        throw new IllegalStateException(name + " was not ready after " + limit.toSeconds() + " s; " + logTail());
    }

    /**
     * Waits for a program that ends by itself.
     *
     * @throws IllegalStateException with the end of the log when it fails or takes longer
     */
    void awaitSuccess(Duration limit) {
        if (!ended(limit.toMillis())) {
            kill();
            throw new IllegalStateException(name + " took longer than " + limit.toSeconds() + " s; " + logTail());
        }
        forget();
        if (process.exitValue() != 0) {
            throw new IllegalStateException(name + " ended with code " + process.exitValue() + "; " + logTail());
        }
    }

    /** Asks the process to end, and ends it by force when it does not. */
    void stop() {
        process.destroy();
        if (!ended(GRACE.toMillis())) {
            kill();
        }
        forget();
    }

    /** Ends the process at once, as a crash would (SIGKILL), and waits until it is gone. */
    void kill() {
        process.destroyForcibly();
        if (!ended(GRACE.toMillis())) {
            throw new IllegalStateException(name + " (process " + process.pid() + ") does not end");
        }
        forget();
    }

    private void endWithUs() {
        process.destroy();
        try {
            if (!process.waitFor(GRACE_AT_EXIT.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    private boolean ended(long waitMs) {
        try {
            return process.waitFor(waitMs, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for " + name, e);
        }
    }

    private static boolean holds(Callable<Boolean> condition) {
        try {
            return condition.call();
        } catch (Exception notYet) {
            return false;
        }
    }

    private String logTail() {
        try {
            List<String> lines = Files.readAllLines(log);
            List<String> tail = lines.subList(Math.max(0, lines.size() - 30), lines.size());
            return "the end of " + log + ":\n" + String.join("\n", tail);
        } catch (IOException e) {
            return "its log " + log + " can't be read";
        }
    }

    private void forget() {
        try {
            Runtime.getRuntime().removeShutdownHook(atExit);
        } catch (IllegalStateException shuttingDown) {
            // The hook is running already: it ends what is ended.
            return;
        }
    }
}
