package dev.millrace.it;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.quickstart.WorkerProcess;
import dev.millrace.testkit.Eventually;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Waits for long work as long as it goes on, and fails at once, with what the worker says of it, when a task failed, the
 * worker ended, or nothing changed for two minutes.
 */
final class Progress {

    private static final Duration STANDSTILL = Duration.ofMinutes(2);
    private static final Duration WITHOUT_END = Duration.ofHours(3);
    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(200);
    private static final long STATUS_NANOS = TimeUnit.SECONDS.toNanos(2);
    private static final int TOLD_LINES = 120;

    private final WorkerProcess worker;
    private final String connector;
    private long last = Long.MIN_VALUE;
    private long since = System.nanoTime();
    private long looked;
    private long asked = System.nanoTime();

    private Progress(WorkerProcess worker, String connector) {
        this.worker = worker;
        this.connector = connector;
    }

    /** Waits until nothing is left. */
    static void untilNothingIsLeft(String description, WorkerProcess worker, String connector, LongSupplier left) {
        Progress progress = new Progress(worker, connector);
        Eventually.holds(description, WITHOUT_END, () -> progress.isDone(description, left));
    }

    private boolean isDone(String description, LongSupplier counter) {
        long now = System.nanoTime();
        if (now - looked < LOOK_NANOS) {
            return false;
        }
        looked = now;
        long left = counter.getAsLong();
        if (left != last) {
            last = left;
            since = now;
        }
        if (!worker.isRunning()) {
            throw new AssertionError(description + ": the worker ended with " + left + " left; " + told(" ERROR "));
        }
        if (now - asked > STATUS_NANOS) {
            asked = now;
            JsonNode status = worker.rest().status(connector);
            if (status.toString().contains("FAILED")) {
                throw new AssertionError(description + ": " + left + " left, but " + status.toPrettyString());
            }
        }
        if (now - since > STANDSTILL.toNanos()) {
            throw new AssertionError(description + ": nothing changes any more, with " + left + " left; "
                    + worker.rest().status(connector) + threads());
        }
        return left == 0;
    }

    /** What the threads of ours and of the tasks do: a JVM writes it to its output when asked by SIGQUIT. */
    private String threads() {
        try {
            new ProcessBuilder("kill", "-QUIT", Long.toString(worker.pid()))
                    .start()
                    .waitFor(10, TimeUnit.SECONDS);
            Eventually.holds(
                    "the threads are told", () -> log().stream().anyMatch(line -> line.startsWith("Full thread dump")));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException told) {
            Thread.currentThread().interrupt();
        }
        return told("millrace");
    }

    private String told(String about) {
        List<String> lines = log().stream()
                .filter(line -> line.contains(about) || line.contains(" WARN ") || line.startsWith("\tat dev.millrace"))
                .toList();
        return "its log, in part:\n"
                + String.join("\n", lines.subList(Math.max(0, lines.size() - TOLD_LINES), lines.size()));
    }

    private List<String> log() {
        try {
            return Files.readAllLines(worker.log());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
