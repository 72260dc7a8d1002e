package dev.millrace.webhook.listener;

import dev.millrace.kit.Meters;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.LongAdder;

/** Counts refused requests by reason. Thread-safe. */
final class RefusalMeters implements AutoCloseable {

    private final Meters meters;
    private final Map<Refusal, LongAdder> counters = new EnumMap<>(Refusal.class);

    RefusalMeters(Meters meters) {
        this.meters = meters;
        for (Refusal refusal : Refusal.values()) {
            counters.put(refusal, meters.counter(refusal.figure(), refusal.description()));
        }
    }

    void count(Refusal refusal) {
        counter(refusal).increment();
    }

    long of(Refusal refusal) {
        return counter(refusal).sum();
    }

    private LongAdder counter(Refusal refusal) {
        return Objects.requireNonNull(counters.get(refusal), "every reason has a counter");
    }

    @Override
    public void close() {
        meters.close();
    }
}
