package dev.millrace.database;

import dev.millrace.database.change.ChangeOffsets;
import dev.millrace.database.change.ChangeReadings;
import dev.millrace.database.change.OutboxReadings;
import dev.millrace.database.reading.Reading;
import dev.millrace.database.reading.ReadingRoom;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a task reads, by the mode of its connector. */
final class Readings {

    private Readings() {}

    /** The readings of one task; the database is not asked yet. */
    static List<Reading> open(ReadingRoom room, DatabaseSourceSettings settings) {
        QuerySettings query = settings.query();
        return switch (query.mode()) {
            case BULK, INCREMENTING, TIMESTAMP, TIMESTAMP_INCREMENTING ->
                QueryReadings.open(room, query, settings.rows());
            case CHANGES ->
                ChangeReadings.open(room, query.tables(), settings.capture(), settings.gaps(), settings.rows());
            case OUTBOX ->
                OutboxReadings.open(
                        room, query.tables(), settings.capture(), settings.outbox(), settings.gaps(), settings.rows());
        };
    }

    /**
     * Refuses an offset that no reading could go on from.
     *
     * @param offset null to forget it
     * @throws IllegalArgumentException its message says what is wrong
     */
    static void checkOffset(
            DatabaseSourceSettings settings, Map<String, ?> partition, @Nullable Map<String, ?> offset) {
        switch (settings.query().mode()) {
            case BULK, INCREMENTING, TIMESTAMP, TIMESTAMP_INCREMENTING -> {
                if (offset != null) {
                    QueryOffsets.check(settings.query(), partition, offset);
                }
            }
            case CHANGES, OUTBOX -> ChangeOffsets.check(partition, offset);
        }
    }
}
