package dev.millrace.testkit;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.source.SourceTask;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Three lines per poll; a bundle is done when its records are settled and two polls and two commits went by. */
public final class ShelfSourceTask extends SourceTask {
    private static final Logger LOG = LoggerFactory.getLogger(ShelfSourceTask.class);
    private static final int BATCH = 3;

    private final Map<Integer, Progress> progress = new HashMap<>();
    private Shelf shelf = new Shelf();
    private ShelfDefect defect = ShelfDefect.NONE;
    private @Nullable Thread polling;
    private boolean committedByPollingThread;

    private static final class Progress {
        private int read;
        private int unsettled;
        private int pollsSinceSettled;
        private int commitsSincePolls;
    }

    @Override
    public void start(Map<String, String> props) {
        shelf = Shelf.named(props.getOrDefault("shelf", ""));
        defect = ShelfDefect.valueOf(props.getOrDefault("defect", "NONE"));
        polling = Thread.currentThread();
        shelf.sessions.incrementAndGet();
    }

    @Override
    public synchronized @Nullable List<SourceRecord> poll() {
        if (committedByPollingThread && defect != ShelfDefect.IGNORES_DROPPED) {
            progress.values().forEach(bundle -> bundle.unsettled = 0);
        }
        committedByPollingThread = false;
        for (int number = 0; number < shelf.bundles.size(); number++) {
            if (!shelf.done.contains(number)) {
                List<SourceRecord> batch = read(number, progressOf(number));
                if (!batch.isEmpty()) {
                    return batch;
                }
            }
        }
        progress.forEach(this::turn);
        if (defect == ShelfDefect.POLLS_SLOWLY) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(700));
        }
        return null;
    }

    private void turn(int number, Progress bundle) {
        bundle.pollsSinceSettled = bundle.unsettled == 0 ? bundle.pollsSinceSettled + 1 : 0;
        if (defect == ShelfDefect.FINISHES_WHEN_READ) {
            shelf.done.add(number);
        }
    }

    private Progress progressOf(int number) {
        return progress.computeIfAbsent(number, key -> {
            Progress bundle = new Progress();
            Map<String, Object> stored = context.offsetStorageReader().offset(Map.of("bundle", number));
            boolean resumes = stored != null && defect != ShelfDefect.STARTS_OVER;
            bundle.read = resumes ? number(stored, "row") : 0;
            return bundle;
        });
    }

    private List<SourceRecord> read(int number, Progress bundle) {
        List<String> lines = shelf.bundles.get(number);
        List<SourceRecord> batch = new ArrayList<>();
        while (bundle.read < lines.size() && batch.size() < BATCH) {
            String line = lines.get(bundle.read++);
            bundle.unsettled++;
            batch.add(record(number, bundle.read, lines.size(), line));
            if (defect == ShelfDefect.LOGS_PAYLOAD) {
                LOG.debug("read {}", line);
            }
        }
        return batch;
    }

    private SourceRecord record(int number, int row, int rows, String line) {
        int offset = switch (defect) {
            case SKIPS_WHAT_WAS_POLLED -> Math.min(rows, row + BATCH);
            case REPEATS_OFFSETS -> rows;
            default -> row;
        };
        return new SourceRecord(Map.of("bundle", number), Map.of("row", offset), "lines", Schema.STRING_SCHEMA, line);
    }

    @Override
    public synchronized void commitRecord(SourceRecord record, @Nullable RecordMetadata metadata) {
        int number = number(record.sourcePartition(), "bundle");
        Progress bundle = progressOf(number);
        if (metadata != null || defect != ShelfDefect.IGNORES_DROPPED) {
            bundle.unsettled = Math.max(0, bundle.unsettled - 1);
        }
        boolean newest = number(record.sourceOffset(), "row")
                == shelf.bundles.get(number).size();
        if (defect == ShelfDefect.FINISHES_WHEN_NEWEST_CONFIRMED && newest) {
            shelf.done.add(number);
        }
    }

    @Override
    public synchronized void commit() {
        committedByPollingThread = Thread.currentThread().equals(polling);
        progress.forEach((number, bundle) -> {
            bundle.commitsSincePolls = bundle.pollsSinceSettled >= 2 ? bundle.commitsSincePolls + 1 : 0;
            if (bundle.commitsSincePolls >= 2) {
                shelf.done.add(number);
            }
        });
    }

    @Override
    public synchronized void stop() {
        if (defect == ShelfDefect.FINISHES_IN_STOP) {
            shelf.done.addAll(progress.keySet());
        }
        if (defect != ShelfDefect.KEEPS_SESSION) {
            shelf.sessions.decrementAndGet();
        }
    }

    private static int number(Map<String, ?> map, String field) {
        return map.get(field) instanceof Number number ? number.intValue() : -1;
    }

    @Override
    public String version() {
        return "1.0.0";
    }
}
