package dev.millrace.sftp;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Watches the one call that is under way and cuts the session when the server does not answer in time: a server may keep
 * the connection alive and still never answer a request.
 */
final class Deadline implements AutoCloseable {

    /** One call; a new object each, so that a late check never cuts the call after the one it looked at. */
    private static final class Watched {
        private final long ends;

        private Watched(long ends) {
            this.ends = ends;
        }
    }

    private final long limitNanos;
    private final Runnable cut;
    private final ScheduledExecutorService timer;
    private final AtomicReference<@Nullable Watched> underWay = new AtomicReference<>();

    /**
     * Watches nothing yet.
     *
     * @param cut makes the call under way fail; called from a thread of the watch's own
     */
    Deadline(String store, Duration limit, Runnable cut) {
        this.limitNanos = limit.toNanos();
        this.cut = cut;
        this.timer = Executors.newSingleThreadScheduledExecutor(work -> {
            Thread thread = new Thread(work, "millrace-deadline-" + store);
            thread.setDaemon(true);
            return thread;
        });
        long interval = Math.max(20, Math.min(1_000, limit.toMillis() / 20));
        Future<?> unused = timer.scheduleWithFixedDelay(this::check, interval, interval, TimeUnit.MILLISECONDS);
    }

    /** A call begins, or the one under way has shown a sign of life. */
    void begins() {
        begins(limitNanos);
    }

    /** A call begins that has a limit of its own. */
    void begins(Duration limit) {
        begins(limit.toNanos());
    }

    void ended() {
        underWay.set(null);
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }

    private void begins(long limit) {
        underWay.set(new Watched(System.nanoTime() + limit));
    }

    private void check() {
        Watched call = underWay.get();
        if (call != null && System.nanoTime() - call.ends > 0 && underWay.compareAndSet(call, null)) {
            cut.run();
        }
    }
}
