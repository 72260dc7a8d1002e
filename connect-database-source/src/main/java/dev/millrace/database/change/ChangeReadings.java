package dev.millrace.database.change;

import dev.millrace.database.reading.Reading;
import dev.millrace.database.reading.ReadingRoom;
import dev.millrace.database.row.RowSettings;
import dev.millrace.database.server.TableName;
import dev.millrace.kit.ConnectorFailure;
import dev.millrace.kit.FailureKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes the readings of change tables. */
public final class ChangeReadings {

    static final String PARTITION = "changes";

    private ChangeReadings() {}

    /**
     * One reading for each table that is this task's. The database is not touched yet.
     *
     * @param tables those that have the triggers, not those that the triggers fill
     */
    public static List<Reading> open(
            ReadingRoom room, List<TableName> tables, CaptureSettings capture, GapSettings gaps, RowSettings types) {
        List<Reading> readings = new ArrayList<>();
        for (int index = 0; index < tables.size(); index++) {
            if (room.share().holds(index)) {
                readings.add(reading(room, tables.get(index), capture, gaps, types));
            }
        }
        return readings;
    }

    private static Reading reading(
            ReadingRoom room, TableName base, CaptureSettings capture, GapSettings gaps, RowSettings types) {
        TableName table = capture.changeTable(base);
        ChangeRows rows = new ChangeRows(base, table, room, types, capture.tombstones());
        Optional<TableCopy> copy =
                capture.copies() ? Optional.of(new TableCopy(room, rows, capture.pageRows())) : Optional.empty();
        return new NumberedReading<>(
                base.toString(),
                Map.of(PARTITION, base.toString()),
                room,
                rows,
                rule(room, table, rows.number(), true),
                gaps,
                capture.done(),
                room.database().dialect().quoted("done"),
                copy,
                capture);
    }

    static GapRule rule(ReadingRoom room, TableName table, String number, boolean hasId) {
        return switch (room.database().dialect()) {
            case POSTGRESQL -> new PostgresGapRule(room.database(), table, hasId);
            case MYSQL -> new MySqlGapRule(table, number);
            case STANDARD ->
                throw new ConnectorFailure(
                        FailureKind.MISCONFIGURED,
                        "dialect-unknown",
                        "change tables and outboxes are read from PostgreSQL, MySQL and MariaDB only, because nobody else's"
                                + " rules for missing numbers are known; choose a query mode");
        };
    }
}
