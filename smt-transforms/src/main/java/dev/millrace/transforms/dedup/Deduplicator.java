package dev.millrace.transforms.dedup;

import dev.millrace.transforms.rewrite.Guard;
import dev.millrace.transforms.rewrite.Policies;
import dev.millrace.transforms.rewrite.RuleFailure;
import dev.millrace.transforms.rewrite.RuleMeters;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.connect.connector.ConnectRecord;
import org.apache.kafka.connect.header.Headers;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Does with duplicates what its configuration says. For any thread. */
public final class Deduplicator implements AutoCloseable {

    static final String TAG_HEADER = "millrace.duplicate";

    private static final Logger LOG = LoggerFactory.getLogger(Deduplicator.class);
    private static final String TRANSFORM = "Deduplicate";
    private static final String FORGOTTEN = "forgotten-early";

    private final DeduplicateSettings settings;
    private final SeenRecords seen;
    private final Guard guard;
    private final RuleMeters.Rule found;
    private final RuleMeters.Rule forgotten;
    private final AtomicBoolean isTold = new AtomicBoolean();

    private Deduplicator(DeduplicateSettings settings, Policies policies, Clock clock) {
        RuleMeters meters = RuleMeters.register(TRANSFORM, List.of(RecordIds.RULE, FORGOTTEN));
        this.settings = settings;
        this.seen = new SeenRecords(settings, clock);
        this.guard = new Guard(TRANSFORM, policies, meters);
        this.found = meters.rule(RecordIds.RULE);
        this.forgotten = meters.rule(FORGOTTEN);
    }

    /** One that remembers nothing yet. */
    public static Deduplicator from(AbstractConfig config) {
        return from(config, Clock.systemUTC());
    }

    static Deduplicator from(AbstractConfig config, Clock clock) {
        return new Deduplicator(DeduplicateSettings.from(config), Policies.from(config), clock);
    }

    public <R extends ConnectRecord<R>> @Nullable R apply(R record) {
        return guard.apply(record, this::look);
    }

    private <R extends ConnectRecord<R>> @Nullable R look(R record) {
        SeenRecords.Sight sight = seen.look(record);
        if (sight.forgotten()) {
            forgotten.applied();
            tellOnce();
        }
        if (sight.verdict() != SeenRecords.Verdict.DUPLICATE) {
            found.skipped();
            return record;
        }
        found.applied();
        return switch (settings.onDuplicate()) {
            case DROP -> null;
            case TAG -> tagged(record);
            case ROUTE ->
                guard.route(record, new RuleFailure(RecordIds.RULE, "", "duplicate"), DeduplicateSettings.ON_DUPLICATE);
        };
    }

    private static <R extends ConnectRecord<R>> R tagged(R record) {
        Headers headers = record.headers().duplicate();
        headers.remove(TAG_HEADER);
        headers.addBoolean(TAG_HEADER, true);
        return record.newRecord(
                record.topic(),
                record.kafkaPartition(),
                record.keySchema(),
                record.key(),
                record.valueSchema(),
                record.value(),
                record.timestamp(),
                headers);
    }

    private void tellOnce() {
        if (isTold.compareAndSet(false, true)) {
            LOG.warn(
                    "{} has more than {}={} ids within {}={} and forgets the oldest before their time, so that their"
                            + " duplicates pass; raise the first or lower the second",
                    TRANSFORM,
                    DeduplicateSettings.MOST,
                    settings.most(),
                    DeduplicateSettings.WINDOW,
                    settings.window());
        }
    }

    @Override
    public void close() {
        guard.close();
    }
}
