package dev.millrace.webhook;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The inboxes of a connector's tasks on this worker. Thread-safe; choosing takes no lock. */
final class Inboxes {

    private final QueueSettings.Ordering ordering;
    private final long silenceNanos;
    private volatile List<Inbox> joined = List.of();

    Inboxes(QueueSettings.Ordering ordering, Duration pauseDetect) {
        this.ordering = ordering;
        this.silenceNanos = pauseDetect.toNanos();
    }

    synchronized void join(Inbox inbox) {
        List<Inbox> more = new ArrayList<>(joined);
        more.add(inbox);
        // Keys find their task again when the tasks are the same.
        more.sort(Comparator.comparingInt(Inbox::task));
        joined = List.copyOf(more);
    }

    synchronized void leave(Inbox inbox) {
        List<Inbox> fewer = new ArrayList<>(joined);
        fewer.remove(inbox);
        joined = List.copyOf(fewer);
    }

    boolean isEmpty() {
        return joined.isEmpty();
    }

    /** Why no request can be taken; empty when one can. */
    Optional<Unavailable> hindrance() {
        List<Inbox> now = joined;
        if (now.isEmpty()) {
            return Optional.of(Unavailable.STOPPING);
        }
        return now.stream().anyMatch(inbox -> inbox.isPolled(silenceNanos))
                ? Optional.empty()
                : Optional.of(Unavailable.NOT_POLLED);
    }

    /** Queues an event with the task that is due; says why when there is none. */
    Optional<Unavailable> put(Event event, @Nullable Object key) {
        List<Inbox> now = joined;
        if (now.isEmpty()) {
            return Optional.of(Unavailable.STOPPING);
        }
        Optional<Inbox> chosen = ordering == QueueSettings.Ordering.KEY && key != null
                ? Optional.of(now.get(Math.floorMod(hash(key), now.size()))).filter(this::isPolled)
                : now.stream().filter(this::isPolled).min(Comparator.comparingInt(Inbox::waiting));
        if (chosen.isEmpty()) {
            return Optional.of(Unavailable.NOT_POLLED);
        }
        return chosen.get().put(event) ? Optional.empty() : Optional.of(Unavailable.STOPPING);
    }

    /** Whether an event may go to any other task than the one it was queued with. */
    boolean mayMove() {
        return ordering == QueueSettings.Ordering.NONE;
    }

    private boolean isPolled(Inbox inbox) {
        return inbox.isPolled(silenceNanos);
    }

    private static int hash(Object key) {
        return key instanceof byte[] bytes ? Arrays.hashCode(bytes) : Objects.hashCode(key);
    }
}
