package dev.millrace.webhook.listener;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.util.thread.Scheduler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks at what takes time, again and again, on the server's own timer. Thread-safe. */
final class Watch {

    private static final Logger LOG = LoggerFactory.getLogger(Watch.class);
    private static final long INTERVAL_MILLIS = 250;

    /** Something that must not take for ever. */
    interface Timed {
        /** Looks once; ends itself when its time is over. */
        void look(long nanoTime);
    }

    private final Set<Timed> watched = ConcurrentHashMap.newKeySet();
    private final Scheduler scheduler;

    Watch(Scheduler scheduler) {
        this.scheduler = scheduler;
    }

    void start() {
        scheduler.schedule(this::look, INTERVAL_MILLIS, TimeUnit.MILLISECONDS);
    }

    void add(Timed timed) {
        watched.add(timed);
    }

    void remove(Timed timed) {
        watched.remove(timed);
    }

    private void look() {
        long now = System.nanoTime();
        for (Timed timed : watched) {
            try {
                timed.look(now);
            } catch (RuntimeException failed) {
                LOG.debug("something watched failed", failed);
            }
        }
        start();
    }
}
