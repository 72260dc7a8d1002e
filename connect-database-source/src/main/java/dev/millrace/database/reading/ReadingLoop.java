package dev.millrace.database.reading;

import dev.millrace.kit.DeliveryLedger;
import dev.millrace.kit.FailurePolicy;
import dev.millrace.kit.OffsetStorageWatch;
import dev.millrace.kit.RetryPolicy;
import dev.millrace.kit.Sleeper;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.apache.kafka.connect.source.SourceRecord;
import org.jspecify.annotations.Nullable;

/**
 * The readings of a task: threads read, the worker polls what they hand out, and hears through this what Kafka has.
 *
 * <p>Life cycle: {@link #start()}, {@link #poll()} again and again, {@link #close()}, all on the polling thread;
 * {@link #settle} and {@link #committed()} on any, also after the end.
 */
public final class ReadingLoop implements AutoCloseable {

    private static final long IDLE_MILLIS = 200;
    private static final long UNSETTLED_MILLIS = 10;

    private final ReadingRoom room;
    private final BatchSettings batches;
    private final BlockingQueue<DatabaseRecord> outlet;
    private final Turns turns;
    private final ReadingThreads threads;
    private final DeliveryLedger<DatabaseRecord> ledger = new DeliveryLedger<>();
    private final Sleeper pause = Sleeper.SYSTEM;
    private final OffsetStorageWatch watch = new OffsetStorageWatch();

    /** @param name of connector and task, for the threads */
    public ReadingLoop(
            String name,
            ReadingRoom room,
            List<Reading> readings,
            BatchSettings batches,
            RetryPolicy backOff,
            SqlClassifier faults,
            RandomGenerator random) {
        this.room = room;
        this.batches = batches;
        this.outlet = new ArrayBlockingQueue<>(batches.records());
        List<Lane> lanes = readings.stream()
                .map(reading ->
                        new Lane(reading, outlet::put, backOff, room.meters(reading.name()), room.clock(), random))
                .toList();
        this.turns = new Turns(lanes, room.clock());
        this.threads = new ReadingThreads(lanes, turns, faults, batches.threads(), name);
    }

    /** Begins to read. */
    public void start() {
        LoopMeters.register(room.meters(), this, turns);
        threads.start();
    }

    /**
     * The next records; null when there are none within a fifth of a second.
     *
     * @throws org.apache.kafka.connect.errors.ConnectException when a reading can't go on, once all that was handed out
     *     before is handed over
     */
    public @Nullable List<SourceRecord> poll() throws InterruptedException {
        boolean committed = watch.polled();
        tellDropped(committed);
        List<SourceRecord> records = new ArrayList<>();
        take(records);
        Throwable fatal = threads.fatal();
        if (records.isEmpty() && (fatal == null || !outlet.isEmpty())) {
            // With exactly-once a batch that a transform dropped whole shows only in the poll after the next.
            boolean soon = committed && !ledger.isSettled();
            await(soon ? UNSETTLED_MILLIS : IDLE_MILLIS, records);
        }
        if (records.isEmpty() && fatal != null && outlet.isEmpty()) {
            throw FailurePolicy.stop(fatal);
        }
        return records.isEmpty() ? null : records;
    }

    /** The worker's word on one record: {@code confirmed} when Kafka has it, not so when it was dropped on the way. */
    public void settle(SourceRecord record, boolean confirmed) {
        if (confirmed) {
            watch.confirmed();
        }
        if (record instanceof DatabaseRecord ours) {
            ours.settle(confirmed);
        }
    }

    /** The worker stored offsets. */
    public void committed() {
        watch.committed();
    }

    /** How many records were read and not handed over yet. */
    public long waiting() {
        return outlet.size();
    }

    /** How many records Kafka has not confirmed. */
    public long unconfirmed() {
        return ledger.outstanding();
    }

    /** How long the oldest of them waits, in milliseconds; 0 for none. */
    public long oldestUnconfirmedMillis() {
        long since = ledger.oldestSince();
        return since == Long.MAX_VALUE ? 0 : Math.max(0, room.clock().millis() - since);
    }

    /** Ends the readings: nothing of what they handed out, and was not polled, leaves any more. */
    @Override
    public void close() {
        threads.interrupt();
        // Drivers wait in the socket, where no interrupt reaches them.
        room.database().close();
        threads.close();
    }

    /** Waits for a record, or until there is room for one. */
    private void await(long millis, List<SourceRecord> records) throws InterruptedException {
        if (room() > 0) {
            DatabaseRecord first = outlet.poll(millis, TimeUnit.MILLISECONDS);
            if (first != null) {
                records.add(handedOver(first, room.clock().millis()));
                take(records);
            }
        } else {
            // What the worker told is seen soon; nothing rings for it, so that its threads never wait.
            pause.sleep(Duration.ofMillis(Math.min(millis, UNSETTLED_MILLIS)));
            take(records);
        }
    }

    private int room() {
        return (int) Math.min(batches.records(), batches.unconfirmedRecords() - ledger.outstanding());
    }

    private void take(List<SourceRecord> records) {
        int most = Math.min(room(), batches.records() - records.size());
        if (most > 0) {
            List<DatabaseRecord> taken = new ArrayList<>();
            outlet.drainTo(taken, most);
            long now = room.clock().millis();
            taken.forEach(record -> records.add(handedOver(record, now)));
        }
    }

    private DatabaseRecord handedOver(DatabaseRecord record, long now) {
        DatabaseRecord sealed = room.audit().sealed(record);
        sealed.handedOver(ledger.handOver(sealed, now));
        return sealed;
    }

    /** Finds out which records the worker dropped without a word, and tells who waits for them. */
    private void tellDropped(boolean committed) {
        List<DatabaseRecord> open = committed ? ledger.unsettled() : List.of();
        ledger.polled(committed);
        if (!open.isEmpty()) {
            Set<DatabaseRecord> stillOpen = Collections.newSetFromMap(new IdentityHashMap<>());
            stillOpen.addAll(ledger.unsettled());
            open.stream().filter(record -> !stillOpen.contains(record)).forEach(DatabaseRecord::dropped);
        }
    }
}
