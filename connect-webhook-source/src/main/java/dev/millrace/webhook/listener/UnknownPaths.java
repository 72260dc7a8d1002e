package dev.millrace.webhook.listener;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.IntSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells, in one line a minute at most, how many requests came to paths that no route has: a wrong path in a connector or at a
 * sender shows nowhere else. The paths themselves are not told, for they may hold secrets. Thread-safe.
 */
final class UnknownPaths implements Watch.Timed {

    private static final Logger LOG = LoggerFactory.getLogger(UnknownPaths.class);
    private static final long INTERVAL_NANOS = TimeUnit.MINUTES.toNanos(1);

    private final IntSupplier port;
    private final LongAdder untold = new LongAdder();
    private boolean told;
    private long toldAt;

    UnknownPaths(IntSupplier port) {
        this.port = port;
    }

    void count() {
        untold.increment();
    }

    @Override
    public synchronized void look(long nanoTime) {
        if (told && nanoTime - toldAt < INTERVAL_NANOS) {
            return;
        }
        long requests = untold.sumThenReset();
        if (requests > 0) {
            told = true;
            toldAt = nanoTime;
            LOG.info(
                    "port {}: requests to paths that no connector on this worker has, answered 404: {}; compare webhook.path and"
                            + " webhook.host with what the senders were given",
                    port.getAsInt(),
                    requests);
        }
    }
}
