package dev.millrace.webhook;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * Where the records of one request stand among the source offsets: all in one source partition, for the worker stores the
 * offsets of a partition in their order; the last of them carries the event's id. Settled once, from any thread.
 */
final class DedupPlace {

    /** The field of the offset that tells records apart. */
    static final String SEQUENCE = "seq";

    static final String IDS = "ids";
    static final String ROUTE = "route";
    static final String BUCKET = "bucket";

    private final Map<String, Object> partition;
    private final Map<String, Object> before;
    private final Map<String, Object> after;
    private final Consumer<Boolean> settled;
    private final AtomicBoolean open = new AtomicBoolean(true);

    /**
     * A place.
     *
     * @param before what the offset says until the event is whole, but for the sequence
     * @param after what it says from then on
     * @param settled hears once whether Kafka has the event
     */
    DedupPlace(
            Map<String, Object> partition,
            Map<String, Object> before,
            Map<String, Object> after,
            Consumer<Boolean> settled) {
        this.partition = partition;
        this.before = before;
        this.after = after;
        this.settled = settled;
    }

    /** The place of a request whose offsets remember nothing: each record has an offset of its own, that is all. */
    static DedupPlace plain(String route) {
        return new DedupPlace(partition(route, Optional.empty()), Map.of(), Map.of(), nobody -> {});
    }

    /** The partition's map, in the order of a hash map, which is the one that the worker uses. */
    static Map<String, Object> partition(String route, Optional<String> bucket) {
        Map<String, Object> partition = new HashMap<>();
        partition.put(ROUTE, route);
        bucket.ifPresent(name -> partition.put(BUCKET, name));
        return partition;
    }

    Map<String, ?> partition() {
        return partition;
    }

    /**
     * The offset of one record.
     *
     * @param sequence of no other record of this task
     * @param last whether it is the last of its request
     */
    Map<String, ?> offset(long sequence, boolean last) {
        Map<String, Object> offset = new HashMap<>(last ? after : before);
        offset.put(SEQUENCE, sequence);
        return offset;
    }

    /** Kafka has all records of the request. */
    void confirmed() {
        settle(true);
    }

    /** Kafka has not got all of them, and the event is not to be known. */
    void dropped() {
        settle(false);
    }

    private void settle(boolean confirmed) {
        if (open.compareAndSet(true, false)) {
            settled.accept(confirmed);
        }
    }
}
