package dev.millrace.feed;

import dev.millrace.feed.content.ContentDecoder;
import dev.millrace.feed.content.Pgp;
import dev.millrace.feed.store.FileStore;
import dev.millrace.kit.FailurePolicy;
import dev.millrace.kit.Meters;
import dev.millrace.kit.OffsetStorageWatch;
import dev.millrace.kit.Sleeper;
import dev.millrace.kit.UnconfirmedAlarm;
import dev.millrace.kit.contract.ContractChecker;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import org.apache.kafka.connect.source.SourceRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one file loop: discover, claim, read, hand over, confirm, finish. A file is finished when its end was read, every
 * record is settled and its offset is stored; only then is it moved or deleted.
 *
 * <p>{@link #poll} and {@link #close} belong to the worker's polling thread; {@link #commitRecord} and {@link #commit} may
 * come from any. All calls to the store happen in a thread of the feed's own.
 */
public final class FileFeed implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(FileFeed.class);
    /** Short, for a file goes a step towards its end with each turn. */
    private static final Duration POLL = Duration.ofMillis(50);

    private static final long ROOM_MILLIS = 5;
    private static final Duration GOODBYE = Duration.ofSeconds(3);

    /**
     * Who runs the feed.
     *
     * @param connector its name
     * @param task from 0
     * @param tasks how many share the folder
     */
    public record Share(String connector, int task, int tasks) {}

    private final OffsetStorageWatch watch = new OffsetStorageWatch();
    private final FileStore store;
    private final Patience patience;
    private final Deliveries deliveries;
    private final FeedReader reader;
    private final Thread thread;
    private final UnconfirmedAlarm alarm;
    private final Sleeper sleeper;
    private final TargetSettings target;
    private final long pollMillis;

    /**
     * A feed that {@link #start} sets going.
     *
     * @param stored finds the offsets stored for source partitions; asked from the feed's own thread
     */
    public FileFeed(
            FeedSettings settings,
            FileStore store,
            Function<Collection<Map<String, Object>>, Map<Map<String, Object>, Map<String, Object>>> stored,
            Share share,
            Meters registry,
            Clock clock,
            Sleeper sleeper) {
        this(settings, store, stored, share, registry, clock, sleeper, POLL);
    }

    /** The same, whose {@link #poll} waits so long for records. */
    FileFeed(
            FeedSettings settings,
            FileStore store,
            Function<Collection<Map<String, Object>>, Map<Map<String, Object>, Map<String, Object>>> stored,
            Share share,
            Meters registry,
            Clock clock,
            Sleeper sleeper,
            Duration poll) {
        this.store = store;
        this.sleeper = sleeper;
        this.pollMillis = poll.toMillis();
        this.target = settings.target();
        settings.contract().ifPresent(FileFeed::tellNotes);
        Random random = new Random();
        FeedMeters meters = new FeedMeters(registry);
        patience = new Patience(settings.retry(), sleeper, random);
        SideRecords side = new SideRecords(settings, share, clock);
        FilesInHand inHand = new FilesInHand();
        FileFinisher finisher = new FileFinisher(store, settings, share, inHand, clock, random, meters);
        ReplyWriter replies = new ReplyWriter(store, settings, clock, random, meters);
        FileSelection selection =
                new FileSelection(settings.selection(), settings.order(), share.task(), share.tasks());
        RememberedFiles remembered = new RememberedFiles(settings.identity());
        FileScan scan = new FileScan(store, settings, selection, inHand, clock, meters);
        FileQueue files =
                new FileQueue(scan, inHand, remembered, stored, settings.order().holdsBack(), clock, meters);
        ContentDecoder decoder = new ContentDecoder(settings.content(), new Pgp(settings.pgp()));
        SpoolFolder spools = new SpoolFolder(settings.spool(), share.connector(), share.task());
        // Each of several tasks sees some files of a sender only: it would miss what the others read.
        SenderMemory memory = new SenderMemory(share.tasks() == 1 ? SenderMemory.MOST : 0, meters.sendersForgotten);
        FirstPass pass = new FirstPass(store, settings, decoder, spools, memory, patience);
        FileOpener opener = new FileOpener(store, settings, decoder, pass, patience);
        reader = new FeedReader(
                opener, spools, settings, files, inHand, finisher, replies, side, memory, patience, meters);
        ReplyBarrier barrier = new ReplyBarrier(side, replies);
        deliveries = new Deliveries(watch, side, finisher, remembered, barrier, clock, meters);
        String name = share.connector() + "-" + share.task();
        thread = new Thread(reader, "millrace-feed-" + name);
        thread.setDaemon(true);
        alarm = new UnconfirmedAlarm(name, deliveries::oldestUnconfirmedMillis);
        for (FileDelivery.Stage stage : FileDelivery.Stage.values()) {
            if (stage != FileDelivery.Stage.DONE) {
                registry.gauge(
                        "files." + stage.name().toLowerCase(Locale.ROOT),
                        "Files at this stage: " + stage.meaning(),
                        () -> deliveries.at(stage));
            }
        }
        registry.gauge("files.unfinished", "Files begun and not finished", deliveries::unfinished);
        registry.gauge("records.unconfirmed", "Records that Kafka has not confirmed", deliveries::unconfirmed);
        registry.gauge(
                "oldest.unconfirmed.ms",
                "Age of the oldest record that Kafka has not confirmed, in milliseconds",
                deliveries::oldestUnconfirmedMillis);
    }

    private static void tellNotes(ContractChecker contract) {
        contract.notes().forEach(note -> LOG.warn("contract {} {}: {}", contract.id(), contract.version(), note));
    }

    public FileFeed start() {
        thread.setContextClassLoader(FileFeed.class.getClassLoader());
        thread.start();
        alarm.start();
        return this;
    }

    /**
     * The next records; null when there are none within a fifth of a second.
     *
     * @throws org.apache.kafka.connect.errors.ConnectException when the feed can't go on
     */
    public @Nullable List<SourceRecord> poll() throws InterruptedException {
        deliveries.polled();
        List<SourceRecord> records = new ArrayList<>();
        deliveries.advance(records);
        if (!hasRoom(records) || !mayGoOn(records)) {
            if (records.isEmpty() && deliveries.isHeld()) {
                reader.ended().ifPresent(FileFeed::stop);
            }
            return records.isEmpty() ? null : records;
        }
        Batch batch = reader.take(records.isEmpty() ? pollMillis : 0);
        if (batch != null) {
            accept(batch, records);
        } else if (records.isEmpty()) {
            reader.failure().ifPresent(FileFeed::stop);
            return null;
        }
        return records.isEmpty() ? null : records;
    }

    /**
     * Hands over a batch and those behind it, while all together are no more than one may be: to the worker, and to a
     * transaction, many small files are one turn. Nothing passes a limit or an answer by coming in the same turn.
     */
    private void accept(Batch first, List<SourceRecord> records) {
        long bytes = 0;
        for (Batch batch = first; batch != null; ) {
            deliveries.accept(batch, records);
            bytes += batch.bytes();
            boolean more = batch.letsMoreFollow()
                    && !deliveries.isFull(target.unconfirmedRecords(), target.unconfirmedBytes());
            batch = more
                    ? reader.takeWithin(target.batchRecords() - records.size(), target.batchBytes() - bytes)
                    : null;
        }
    }

    private static void stop(Throwable failure) {
        throw FailurePolicy.stop(failure);
    }

    /** Whether more may be handed over: the producer bounds what it holds by its own bytes, and records weigh more. */
    private boolean hasRoom(List<SourceRecord> records) throws InterruptedException {
        for (long waited = 0;
                deliveries.isFull(target.unconfirmedRecords(), target.unconfirmedBytes());
                waited += ROOM_MILLIS) {
            if (!records.isEmpty() || waited >= pollMillis) {
                return false;
            }
            sleeper.sleep(Duration.ofMillis(ROOM_MILLIS));
        }
        return true;
    }

    /** Whether no answer for a sender is in the way: what is behind it waits until it left. */
    private boolean mayGoOn(List<SourceRecord> records) throws InterruptedException {
        for (long waited = 0; deliveries.isHeld(); waited += ROOM_MILLIS) {
            if (!records.isEmpty() || waited >= pollMillis) {
                return false;
            }
            sleeper.sleep(Duration.ofMillis(ROOM_MILLIS));
            deliveries.advance(records);
        }
        return true;
    }

    /** The worker's word on one record: {@code confirmed} when Kafka has it, not so when it was dropped on the way. */
    public void commitRecord(SourceRecord record, boolean confirmed) {
        if (confirmed) {
            watch.confirmed();
        }
        if (record instanceof FeedRecord ours) {
            ours.settle(confirmed);
        }
    }

    /** The worker's word that it stored offsets; which ones, {@link OffsetStorageWatch} works out. */
    public void commit() {
        watch.committed();
    }

    /** Ends the reading thread and leaves the store; what is under way is taken up again from its stored offset. */
    @Override
    public void close() {
        patience.stop();
        thread.interrupt();
        alarm.close();
        try {
            store.close();
        } catch (RuntimeException failed) {
            LOG.warn("{}: the store did not close cleanly", thread.getName(), failed);
        }
        try {
            thread.join(GOODBYE.toMillis());
            if (thread.isAlive()) {
                LOG.warn(
                        "{} has not ended within {} s; it will with its current call",
                        thread.getName(),
                        GOODBYE.toSeconds());
            }
        } catch (InterruptedException told) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Refuses source partitions that no entry of this feed has.
     *
     * @param configuration the connector's, as given
     * @throws IllegalArgumentException its message says what a partition holds
     */
    public static void checkPartition(Map<String, ?> partition, Map<String, String> configuration) {
        PartitionCheck.check(partition, configuration);
    }

    /** Refuses offsets that a person wrote and no file could be taken up from. */
    public static void checkOffset(@Nullable Map<String, ?> offset) {
        FileOffset unused = FileOffset.from(offset);
    }
}
