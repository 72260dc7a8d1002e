package dev.millrace.database.change;

import dev.millrace.database.reading.DatabaseRecord;
import dev.millrace.database.reading.Outlet;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.connect.data.Struct;
import org.jspecify.annotations.Nullable;

/** A topic of one partition: what readings hand out stands in it, and what it has confirmed is stored. */
final class Topic implements Outlet {

    private final List<DatabaseRecord> log = new ArrayList<>();
    private final Map<Map<String, ?>, Map<String, Object>> stored = new ConcurrentHashMap<>();
    private boolean confirms = true;
    private int room = Integer.MAX_VALUE;

    @Override
    public synchronized void hand(DatabaseRecord record) throws InterruptedException {
        if (room-- <= 0) {
            throw new InterruptedException("the task stops");
        }
        log.add(record);
        if (confirms) {
            settle(record, true);
        }
    }

    /** Confirms nothing from now on, until {@link #settleAll}. */
    synchronized void withhold() {
        confirms = false;
    }

    /** From now on takes so many records, then the task stops. */
    synchronized void takes(int records) {
        room = records;
    }

    synchronized void settleAll(boolean confirmed) {
        confirms = true;
        log.forEach(record -> settle(record, confirmed));
    }

    /** As if the flush had come that many records ago. */
    @SuppressWarnings("unchecked") // the framework's maps have texts for keys
    synchronized void storedBehind(int records) {
        DatabaseRecord last = log.get(Math.max(0, log.size() - 1 - records));
        stored.put(last.sourcePartition(), (Map<String, Object>) last.sourceOffset());
    }

    synchronized @Nullable Map<String, Object> offset(Map<String, ?> partition) {
        return stored.get(partition);
    }

    synchronized void store(Map<String, ?> partition, Map<String, Object> offset) {
        stored.put(new HashMap<>(partition), offset);
    }

    synchronized List<DatabaseRecord> log() {
        return List.copyOf(log);
    }

    synchronized int size() {
        return log.size();
    }

    /** The operations in their order, a tombstone as {@code t}. */
    String operations() {
        StringBuilder operations = new StringBuilder();
        for (DatabaseRecord record : log()) {
            operations.append(record.value() == null ? "t" : ((Struct) record.value()).getString("op"));
        }
        return operations.toString();
    }

    /** What a compacted topic says of the table: the last image of each key. */
    Map<String, Struct> replayed() {
        Map<String, Struct> rows = new LinkedHashMap<>();
        for (DatabaseRecord record : log()) {
            if (!(record.value() instanceof Struct envelope)
                    || envelope.schema().field("op") == null) {
                continue;
            }
            Struct after = envelope.getStruct("after");
            String key = String.valueOf(record.key());
            if (after == null) {
                rows.remove(key);
            } else {
                rows.put(key, after);
            }
        }
        return rows;
    }

    @SuppressWarnings("unchecked") // the framework's maps have texts for keys
    private void settle(DatabaseRecord record, boolean confirmed) {
        if (confirmed) {
            stored.put(record.sourcePartition(), (Map<String, Object>) record.sourceOffset());
        }
        record.settle(confirmed);
    }
}
