package dev.millrace.webhook;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/** What a test and the task it drives share. */
final class LedgerInbox {

    /** An event of one or more records, the text of each. */
    record Event(EventKey key, List<String> records) {}

    private static final Map<String, LedgerInbox> INBOXES = new ConcurrentHashMap<>();

    final TestClock clock = new TestClock();
    final Queue<Event> events = new ConcurrentLinkedQueue<>();
    final String name = "inbox-" + System.identityHashCode(this);
    final int batch;
    final DedupSettings settings;
    volatile @Nullable DedupWindow window;

    LedgerInbox(int batch, DedupSettings settings) {
        this.batch = batch;
        this.settings = settings;
        INBOXES.put(name, this);
    }

    static LedgerInbox named(String name) {
        return Objects.requireNonNull(INBOXES.get(name));
    }

    /** Whether the running task knows the event. */
    boolean knows(EventKey key) {
        DedupWindow present = window;
        return present != null && present.contains(key);
    }
}
