package dev.millrace.webhook;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.source.SourceTask;
import org.jspecify.annotations.Nullable;

/** Does with events what the webhook source does: an event is known when Kafka has all its records. */
public final class LedgerSourceTask extends SourceTask {

    private final Map<Long, Pending> pending = new ConcurrentHashMap<>();
    private LedgerInbox inbox = new LedgerInbox(1, DedupOptions.settings());
    private DedupWindow window = new DedupWindow(inbox.settings, inbox.clock, new LongAdder());
    private @Nullable OffsetsLedger ledger;
    private long sequence;

    private static final class Pending {
        private final EventKey key;
        private final DedupPlace place;
        private int open;
        private boolean dropped;

        private Pending(EventKey key, DedupPlace place, int open) {
            this.key = key;
            this.place = place;
            this.open = open;
        }
    }

    @Override
    public void start(Map<String, String> props) {
        inbox = LedgerInbox.named(props.getOrDefault("inbox", ""));
        window = new DedupWindow(inbox.settings, inbox.clock, new LongAdder());
        ledger = new OffsetsLedger("/hook", inbox.settings, context.offsetStorageReader(), window, inbox.clock);
        inbox.window = window;
    }

    @Override
    public @Nullable List<SourceRecord> poll() {
        OffsetsLedger places = Objects.requireNonNull(ledger);
        List<SourceRecord> records = new ArrayList<>();
        int most = inbox.batch;
        for (int taken = 0; taken < most && !inbox.events.isEmpty(); taken++) {
            LedgerInbox.Event event = inbox.events.remove();
            if (window.contains(event.key())) {
                continue;
            }
            DedupPlace place = places.place(event.key());
            Pending waiting = new Pending(event.key(), place, event.records().size());
            for (int part = 0; part < event.records().size(); part++) {
                boolean last = part == event.records().size() - 1;
                pending.put(sequence, waiting);
                records.add(new SourceRecord(
                        place.partition(),
                        place.offset(sequence, last),
                        "events",
                        Schema.STRING_SCHEMA,
                        event.records().get(part)));
                sequence++;
            }
        }
        return records;
    }

    @Override
    public void commitRecord(SourceRecord record, @Nullable RecordMetadata metadata) {
        Pending event = Objects.requireNonNull(
                pending.remove((Long) record.sourceOffset().get("seq")));
        synchronized (event) {
            event.dropped |= metadata == null;
            event.open--;
            if (event.open > 0) {
                return;
            }
        }
        if (event.dropped) {
            event.place.dropped();
        } else {
            window.add(event.key);
            event.place.confirmed();
        }
    }

    @Override
    public void stop() {
        // Nothing is open.
    }

    @Override
    public String version() {
        return "1.0.0";
    }
}
