package dev.millrace.webhook;

import java.time.Clock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import org.apache.kafka.connect.storage.OffsetStorageReader;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Remembers in the source offsets which events Kafka has, in two kinds of source partitions of fixed names.
 *
 * <ul>
 *   <li>A <em>slot</em> takes the id of one event, that of the record whose offset it is: the id is stored if and only if the
 *       record is, with exactly-once in the same transaction, otherwise by the worker's next flush. A record that a transform
 *       dropped stores nothing, and no other offset speaks of an event before Kafka has it.
 *   <li>When slots hold {@value #TURN} ids of confirmed events, the next record stands in a <em>page</em> instead: its offset
 *       repeats them beside its own id. When that one is confirmed, the slots may be overwritten. Pages are written in a ring,
 *       so that nothing has to be removed.
 * </ul>
 *
 * <p>Without exactly-once a crash forgets the ids of the last flush interval ({@code offset.flush.interval.ms}), whose events
 * are in Kafka: a retry of one of them is a duplicate. No crash makes an event known that Kafka has not.
 *
 * <p>Belongs to the polling thread; the places it gives are settled from any.
 */
final class OffsetsLedger {

    /** How many ids are moved to a page at least. */
    static final int TURN = 256;

    private static final Logger LOG = LoggerFactory.getLogger(OffsetsLedger.class);
    private static final int NO_SLOT = -1;

    private record Held(SeenEvent event, int slot) {}

    private final String route;
    private final long windowMillis;
    private final int pages;
    private final Clock clock;
    private final Queue<Runnable> settled = new ConcurrentLinkedQueue<>();
    private final Deque<Integer> free = new ArrayDeque<>();
    private final Deque<Held> held = new ArrayDeque<>();
    private DedupPage page = new DedupPage(0, 0, List.of());
    private boolean turning;
    private int homeless;

    /**
     * Reads what is stored.
     *
     * @param route the path; ids stored under another one are not found
     * @param window gets all events that are stored
     */
    OffsetsLedger(String route, DedupSettings settings, OffsetStorageReader reader, DedupWindow window, Clock clock) {
        this.route = route;
        this.windowMillis = settings.window().toMillis();
        this.pages = DedupBuckets.pagesFor(settings.maxEntries());
        this.clock = clock;
        restore(DedupBuckets.load(route, reader), window);
        LOG.info("Route {} knows {} events from its source offsets", route, window.size());
    }

    /**
     * Gives the next request a place. While {@link #room()} is none it is one that remembers nothing until the event is
     * confirmed and a later record stands in a page.
     */
    DedupPlace place(EventKey key) {
        sweep();
        SeenEvent event = new SeenEvent(key, clock.millis());
        if (mayTurn()) {
            return inPage(event);
        }
        Integer slot = free.poll();
        return slot == null ? overflow(event) : inSlot(event, slot);
    }

    /**
     * How many requests can be given places that remember them. With exactly-once no poll takes more, or a crash behind its
     * transaction forgets the rest.
     */
    int room() {
        sweep();
        return free.size() + (mayTurn() ? 1 : 0);
    }

    private boolean mayTurn() {
        return !turning && (held.size() >= TURN || homeless > 0);
    }

    private DedupPlace inSlot(SeenEvent event, int slot) {
        Map<String, Object> after = Map.of(DedupPlace.IDS, SeenEvent.write(List.of(event)));
        return new DedupPlace(
                DedupBuckets.slot(route, slot),
                Map.of(),
                after,
                confirmed -> settled.add(() -> {
                    if (confirmed) {
                        held.add(new Held(event, slot));
                    } else {
                        // First to be overwritten: where only a part of the request was dropped, its id may be stored.
                        free.addFirst(slot);
                    }
                }));
    }

    private DedupPlace overflow(SeenEvent event) {
        return new DedupPlace(
                DedupBuckets.overflow(route),
                Map.of(),
                Map.of(),
                confirmed -> settled.add(() -> {
                    if (confirmed) {
                        held.add(new Held(event, NO_SLOT));
                        homeless++;
                    }
                }));
    }

    private DedupPlace inPage(SeenEvent event) {
        turning = true;
        DedupPage current = page.since(clock.millis() - windowMillis);
        DedupPage base = current.events().size() + 2 > DedupBuckets.PAGE ? page.next(pages) : current;
        int moved = Math.min(held.size(), DedupBuckets.PAGE - 1 - base.events().size());
        List<SeenEvent> more = new ArrayList<>(moved + 1);
        held.stream().limit(moved).forEach(one -> more.add(one.event()));
        more.add(event);
        DedupPage turned = base.with(more);
        return new DedupPlace(
                DedupBuckets.page(route, turned.number()),
                base.offset(),
                turned.offset(),
                confirmed -> settled.add(() -> {
                    turning = false;
                    if (confirmed) {
                        page = turned;
                        IntStream.range(0, moved).forEach(one -> release(held.remove()));
                    }
                }));
    }

    private void sweep() {
        for (Runnable settlement = settled.poll(); settlement != null; settlement = settled.poll()) {
            settlement.run();
        }
        // While a page is on its way it counts on the oldest ones to stay.
        long oldest = clock.millis() - windowMillis;
        while (!turning && !held.isEmpty() && held.element().event().atMillis() <= oldest) {
            release(held.remove());
        }
    }

    private void release(Held one) {
        if (one.slot() == NO_SLOT) {
            homeless--;
        } else {
            free.add(one.slot());
        }
    }

    private void restore(DedupBuckets stored, DedupWindow window) {
        long oldest = clock.millis() - windowMillis;
        for (DedupPage one : stored.pages()) {
            one.events().forEach(window::add);
            page = one;
        }
        List<Held> inSlots = new ArrayList<>();
        for (int slot = 0; slot < stored.slots().size(); slot++) {
            Optional<SeenEvent> event = stored.slots().get(slot).stream()
                    .filter(one -> one.atMillis() > oldest && !window.contains(one.key()))
                    .findFirst();
            if (event.isPresent()) {
                inSlots.add(new Held(event.get(), slot));
            } else {
                free.add(slot);
            }
        }
        inSlots.sort(Comparator.comparingLong(one -> one.event().atMillis()));
        inSlots.forEach(one -> {
            window.add(one.event());
            held.add(one);
        });
    }
}
