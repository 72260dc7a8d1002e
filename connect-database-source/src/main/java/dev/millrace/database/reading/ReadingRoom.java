package dev.millrace.database.reading;

import dev.millrace.database.server.Database;
import dev.millrace.kit.Meters;
import java.time.Clock;
import org.apache.kafka.connect.storage.OffsetStorageReader;

/**
 * What all readings of a task share.
 *
 * @param offsets what Kafka has; asked in a reading's first turn
 * @param share which part of the connector's work is this task's
 */
public record ReadingRoom(
        Database database,
        OffsetStorageReader offsets,
        Clock clock,
        Topics topics,
        RecordKey key,
        ReadingAudit audit,
        MalformedRows malformed,
        Meters meters,
        String connector,
        Share share) {

    /** Which part of the connector's work is one task's. */
    public record Share(int task, int tasks) {

        public Share {
            if (task < 0 || task >= tasks) {
                throw new IllegalArgumentException("task " + task + " of " + tasks);
            }
        }

        /** Whether the thing of this number, from 0, is this task's. */
        public boolean holds(long index) {
            return Math.floorMod(index, tasks) == task;
        }
    }

    /** The figures of one reading. */
    public ReadingMeters meters(String reading) {
        return new ReadingMeters(meters, reading);
    }
}
