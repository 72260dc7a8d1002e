package dev.millrace.database.reading;

import dev.millrace.kit.Meters;

/** The figures of one task beside those of its readings, seen by JMX. */
final class LoopMeters {

    private LoopMeters() {}

    static void register(Meters meters, ReadingLoop loop, Turns turns) {
        meters.gauge("readings.running", "Tables and queries that are being read", turns::running);
        meters.gauge("readings.failing", "Tables and queries that wait for another attempt", turns::failing);
        meters.gauge(
                "readings.overdue.ms",
                "How long the table or query that is most overdue waits for its turn, in milliseconds",
                turns::overdueMillis);
        meters.gauge("records.waiting", "Records that were read and not handed over yet", loop::waiting);
        meters.gauge("records.unconfirmed", "Records that Kafka has not confirmed", loop::unconfirmed);
        meters.gauge(
                "oldest.unconfirmed.ms",
                "Age of the oldest record that Kafka has not confirmed, in milliseconds",
                loop::oldestUnconfirmedMillis);
    }
}
