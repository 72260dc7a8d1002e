package dev.millrace.webhook;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * A clock of a route's own: it answers in time even when the task's thread is stuck. Thread-safe; after {@link #close()} it
 * ends by itself once its last deadline has passed.
 */
final class Deadlines implements AutoCloseable {

    private final ScheduledThreadPoolExecutor timer;

    Deadlines(String connector) {
        timer = new ScheduledThreadPoolExecutor(1, work -> {
            Thread thread = new Thread(work, "millrace-webhook-deadlines-" + connector);
            thread.setDaemon(true);
            return thread;
        });
        timer.setRemoveOnCancelPolicy(true);
        timer.setExecuteExistingDelayedTasksAfterShutdownPolicy(true);
    }

    /** Does something after that many milliseconds, unless it is cancelled; at once when the clock has been closed. */
    Future<?> after(long millis, Runnable deed) {
        try {
            return timer.schedule(deed, Math.max(0, millis), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException closed) {
            deed.run();
            return CompletableFuture.completedFuture(null);
        }
    }

    @Override
    public void close() {
        timer.shutdown();
    }
}
