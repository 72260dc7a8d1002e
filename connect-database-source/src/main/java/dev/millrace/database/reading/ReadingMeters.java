package dev.millrace.database.reading;

import dev.millrace.kit.Meters;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;

/** The figures of one reading, each under {@code reading.NAME.FIGURE}. Thread-safe. */
public final class ReadingMeters {

    private final Meters meters;
    private final String prefix;

    ReadingMeters(Meters meters, String reading) {
        this.meters = meters;
        this.prefix = "reading." + reading + ".";
    }

    /** A figure that code counts up; each once. */
    public LongAdder counter(String figure, String description) {
        return meters.counter(prefix + figure, description);
    }

    /** A figure that is looked up when somebody asks, from the thread of who asks; each once. */
    public void gauge(String figure, String description, LongSupplier value) {
        meters.gauge(prefix + figure, description, value);
    }
}
