package dev.millrace.kit.change;

import java.util.concurrent.atomic.LongAdder;

/** The figures of what is compared round by round. Counting may come from any thread. */
public final class ChangeMeters {

    final LongAdder repeated;
    final LongAdder held;

    private final LongAdder created;
    private final LongAdder changed;
    private final LongAdder deleted;

    /** Where a figure is registered. */
    @FunctionalInterface
    public interface Registration {

        /** The counter of a figure, seen from now on. */
        LongAdder counter(String figure, String description);
    }

    /** Registers the figures. */
    public ChangeMeters(Registration figures) {
        created = figures.counter("rows.new", "Rows that no round before had");
        changed = figures.counter("rows.changed", "Rows that said something else in the round before");
        deleted = figures.counter("rows.deleted", "Rows that were gone");
        repeated = figures.counter("rows.key.repeated", "Rows with the key of another one of their round");
        held = figures.counter(
                "rounds.deletes.held", "Rounds that told of no deleted rows because some could not be read");
    }

    void count(ChangeKind kind) {
        switch (kind) {
            case NEW -> created.increment();
            case CHANGED -> changed.increment();
            case DELETED -> deleted.increment();
        }
    }
}
