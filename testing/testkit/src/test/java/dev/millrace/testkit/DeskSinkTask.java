package dev.millrace.testkit;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.sink.ErrantRecordReporter;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.sink.SinkTask;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One clerk delivers record after record; preCommit returns the lowest offset that is not delivered. */
public final class DeskSinkTask extends SinkTask {
    static final int MARK = 20;
    private static final Logger LOG = LoggerFactory.getLogger(DeskSinkTask.class);

    private final Map<TopicPartition, TreeMap<Long, SinkRecord>> incomplete = new HashMap<>();
    private final Queue<SinkRecord> refused = new ConcurrentLinkedQueue<>();
    private Desk desk = new Desk();
    private DeskDefect defect = DeskDefect.NONE;
    private volatile boolean running = true;

    @Override
    public void start(Map<String, String> props) {
        desk = Desk.named(props.getOrDefault("desk", ""));
        defect = DeskDefect.valueOf(props.getOrDefault("defect", "NONE"));
        Thread clerk = new Thread(this::work, "clerk");
        clerk.setDaemon(true);
        desk.clerks.incrementAndGet();
        clerk.start();
    }

    private void work() {
        while (running || defect == DeskDefect.KEEPS_ITS_THREAD) {
            SinkRecord next = next();
            if (next == null) {
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
            } else {
                settle(next, desk.take(String.valueOf(next.value())));
            }
        }
        desk.clerks.decrementAndGet();
    }

    private synchronized @Nullable SinkRecord next() {
        for (TreeMap<Long, SinkRecord> records : incomplete.values()) {
            for (SinkRecord record :
                    defect == DeskDefect.SHUFFLES ? records.descendingMap().values() : records.values()) {
                if (!refused.contains(record)) {
                    return record;
                }
            }
        }
        return null;
    }

    private void settle(SinkRecord record, Desk.Answer answer) {
        switch (answer) {
            case ACCEPTED -> complete(record);
            case REFUSED -> {
                if (defect == DeskDefect.SWALLOWS_REFUSALS) {
                    complete(record);
                } else {
                    refused.add(record);
                }
            }
            case CLOSED -> {
                if (defect == DeskDefect.LOSES_WHAT_FAILS) {
                    complete(record);
                }
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
            }
        }
    }

    private synchronized void complete(SinkRecord record) {
        TreeMap<Long, SinkRecord> records = incomplete.get(partition(record));
        if (records != null) {
            records.remove(record.kafkaOffset());
        }
    }

    private static TopicPartition partition(SinkRecord record) {
        return new TopicPartition(record.topic(), record.kafkaPartition());
    }

    @Override
    public void put(Collection<SinkRecord> records) {
        // It stays among the refused until it is complete: the clerk must not take it up again in between.
        for (SinkRecord record = refused.peek(); record != null; record = refused.peek()) {
            setAside(record);
            refused.remove();
        }
        accept(records);
        if (defect == DeskDefect.BLOCKS_IN_PUT && !records.isEmpty()) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(6_000));
        }
        if (defect == DeskDefect.LOGS_PAYLOAD) {
            records.forEach(record -> LOG.trace("accepted {}", record.value()));
        }
        TopicPartition[] assigned = context.assignment().toArray(TopicPartition[]::new);
        if (size() > MARK && defect != DeskDefect.NEVER_PAUSES) {
            context.pause(assigned);
        } else if (size() <= MARK / 2) {
            context.resume(assigned);
        }
        context.timeout(5);
    }

    private synchronized void accept(Collection<SinkRecord> records) {
        records.forEach(record -> incomplete
                .computeIfAbsent(partition(record), key -> new TreeMap<>())
                .putIfAbsent(record.kafkaOffset(), record));
    }

    private void setAside(SinkRecord record) {
        ErrantRecordReporter reporter = context.errantRecordReporter();
        if (reporter == null) {
            throw new ConnectException("refused: " + partition(record) + "@" + record.kafkaOffset());
        }
        SinkRecord reported =
                defect == DeskDefect.REPORTS_A_COPY ? SinkRecords.at(record, record.kafkaOffset()) : record;
        // The worker waits for the report before it calls preCommit.
        Future<Void> unused = reporter.report(reported, new DataException("refused"));
        complete(record);
    }

    private synchronized int size() {
        return incomplete.values().stream().mapToInt(Map::size).sum();
    }

    @Override
    public synchronized Map<TopicPartition, OffsetAndMetadata> preCommit(
            Map<TopicPartition, OffsetAndMetadata> current) {
        if (defect == DeskDefect.THROWS_IN_PRE_COMMIT && size() > 0) {
            throw new ConnectException("not now");
        }
        Map<TopicPartition, OffsetAndMetadata> frontier = new HashMap<>(current);
        if (defect == DeskDefect.COMMITS_WHAT_IT_GOT) {
            return frontier;
        }
        if (defect == DeskDefect.COMMITS_OFFSETS_IT_SAW) {
            frontier.clear();
        }
        incomplete.forEach((partition, records) -> {
            if (!records.isEmpty()) {
                frontier.put(partition, new OffsetAndMetadata(records.firstKey()));
            }
        });
        return frontier;
    }

    @Override
    public synchronized void close(Collection<TopicPartition> partitions) {
        if (defect != DeskDefect.KEEPS_REVOKED) {
            partitions.forEach(incomplete::remove);
        }
    }

    @Override
    public void stop() {
        running = false;
    }

    @Override
    public String version() {
        return "1.0.0";
    }
}
