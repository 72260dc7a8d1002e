package dev.millrace.rest;

import dev.millrace.kit.Meters;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;

/** The figures of one endpoint. Counting may come from any thread. */
final class EndpointMeters {

    final LongAdder rows;
    final LongAdder pages;
    final LongAdder bytes;
    final LongAdder rounds;
    final LongAdder unchanged;
    final LongAdder known;
    final LongAdder older;
    final LongAdder malformed;
    final LongAdder failures;
    final LongAdder waits;
    final LongAdder restarts;

    private final Meters meters;
    private final String prefix;

    EndpointMeters(Meters meters, String endpoint) {
        this.meters = meters;
        this.prefix = "endpoint." + endpoint + ".";
        this.rows = counter("rows", "Rows handed over");
        this.pages = counter("pages", "Pages read");
        this.bytes = counter("bytes", "Bytes of answers");
        this.rounds = counter("rounds", "Rounds that came to their end");
        this.unchanged = counter("not.modified", "Rounds that were answered 304");
        this.known = counter("rows.known", "Rows left out because an earlier round handed them over");
        this.older = counter("rows.older", "Rows left out because they lie before what was asked for");
        this.malformed = counter("rows.malformed", "Rows that could not be read");
        this.failures = counter("failures", "Requests that failed and were tried again");
        this.waits = counter("waits.ms", "Milliseconds of waiting that failures and limits led to");
        this.restarts = counter("restarts", "Rounds begun anew because their next page was not to be had any more");
    }

    /** A round came to its end. */
    void count(RoundTotals totals, boolean isUnchanged) {
        rounds.increment();
        if (isUnchanged) {
            unchanged.increment();
        }
        rows.add(totals.rows());
        known.add(totals.known());
        older.add(totals.older());
        malformed.add(totals.malformed());
    }

    /** A figure that is looked up when somebody asks, from the thread of who asks. */
    void gauge(String figure, String description, LongSupplier value) {
        meters.gauge(prefix + figure, description, value);
    }

    private LongAdder counter(String figure, String description) {
        return meters.counter(prefix + figure, description);
    }
}
