package dev.millrace.ops.preview;

import dev.millrace.ops.CommandFailure;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Calls that may not end: each has its time, and behind it is interrupted and no longer waited for. Those that go on all the
 * same keep their place, so that there are never more than a few. Safe for use by several threads.
 */
final class TimedCalls implements AutoCloseable {

    private final Duration limit;
    private final Semaphore places;
    private final ExecutorService threads;

    /**
     * Begins nothing yet.
     *
     * @param limit of one call
     * @param most calls at once
     */
    TimedCalls(Duration limit, int most) {
        this.limit = limit;
        this.places = new Semaphore(most);
        this.threads = Executors.newCachedThreadPool(call -> {
            Thread thread = new Thread(call, "preview");
            thread.setDaemon(true);
            return thread;
        });
    }

    /**
     * What it returns.
     *
     * @throws CommandFailure when it takes too long, needs too much memory, or too many others go on; its own too
     */
    <T> T within(Callable<T> call) {
        FutureTask<T> result = new FutureTask<>(call);
        begin(result);
        try {
            return result.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException late) {
            result.cancel(true);
            throw CommandFailure.incomplete(
                    "the preview took longer than " + limit.toMillis()
                            + " ms and was given up: take a smaller sample, or simplify its regular expressions",
                    late);
        } catch (InterruptedException told) {
            result.cancel(true);
            throw interrupted(told);
        } catch (ExecutionException failed) {
            Throwable cause = failed.getCause();
            throw failure(cause == null ? failed : cause);
        }
    }

    private void begin(FutureTask<?> task) {
        try {
            if (!places.tryAcquire(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                throw CommandFailure.incomplete(
                        "other previews still run: try again in a moment, and with a simpler configuration");
            }
        } catch (InterruptedException told) {
            throw interrupted(told);
        }
        threads.execute(() -> {
            try {
                task.run();
            } finally {
                places.release();
            }
        });
    }

    private static CommandFailure interrupted(InterruptedException told) {
        Thread.currentThread().interrupt();
        return CommandFailure.incomplete("interrupted while a preview ran", told);
    }

    /** Messages of foreign exceptions may quote the sample; the class alone says what kind it is. */
    private static CommandFailure failure(Throwable cause) {
        if (cause instanceof CommandFailure told) {
            return told;
        }
        return cause instanceof OutOfMemoryError || cause instanceof StackOverflowError
                ? CommandFailure.usage("the configuration makes too much of the sample: take a smaller one", cause)
                : CommandFailure.usage(
                        "the configuration can't be run on this sample ("
                                + cause.getClass().getSimpleName() + "): look at its format and transforms",
                        cause);
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
