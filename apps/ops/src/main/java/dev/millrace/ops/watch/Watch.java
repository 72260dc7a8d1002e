package dev.millrace.ops.watch;

import dev.millrace.ops.console.Defect;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks at the cluster again and again, on a thread of its own, and tells those who listen. Pages read the last view. */
public final class Watch implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Watch.class);
    private static final long SECONDS_FOR_THE_END = 10;

    private final Duration interval;
    private final UnaryOperator<ClusterView> look;
    private final List<Consumer<ClusterView>> listeners = new CopyOnWriteArrayList<>();
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread watch = new Thread(task, "console-watch");
        watch.setDaemon(true);
        return watch;
    });
    private volatile ClusterView view = ClusterView.EMPTY;

    /**
     * @param interval between the end of one look and the beginning of the next
     * @param look makes a view with the help of the one before; what it can't ask is a trouble of the view
     */
    public Watch(Duration interval, UnaryOperator<ClusterView> look) {
        this.interval = interval;
        this.look = look;
    }

    /** Is told each view, on the thread of the watch. */
    public void listen(Consumer<ClusterView> listener) {
        listeners.add(listener);
    }

    public void start() {
        // It ends with the thread; turn() throws nothing.
        ScheduledFuture<?> unused =
                thread.scheduleWithFixedDelay(this::turn, 0, interval.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** The last view. */
    public ClusterView view() {
        return view;
    }

    private void turn() {
        try {
            ClusterView fresh = look.apply(view);
            // What the end has cut off says nothing of the cluster.
            if (!thread.isShutdown()) {
                view = fresh;
                listeners.forEach(listener -> listener.accept(fresh));
            }
        } catch (RuntimeException defect) {
            // Else the thread would never look again.
            if (!thread.isShutdown()) {
                LOG.error("a look at the cluster failed: {}", Defect.of(defect));
            }
        }
    }

    /** Ends, when the look that is under way has ended. */
    @Override
    public void close() {
        thread.shutdownNow();
        try {
            if (!thread.awaitTermination(SECONDS_FOR_THE_END, TimeUnit.SECONDS)) {
                LOG.warn("a look at the cluster does not end; it is left alone");
            }
        } catch (InterruptedException told) {
            Thread.currentThread().interrupt();
        }
    }
}
