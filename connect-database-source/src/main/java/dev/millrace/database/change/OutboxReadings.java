package dev.millrace.database.change;

import dev.millrace.database.reading.Reading;
import dev.millrace.database.reading.ReadingRoom;
import dev.millrace.database.row.RowSettings;
import dev.millrace.database.server.TableName;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes the readings of outboxes. */
public final class OutboxReadings {

    static final String PARTITION = "outbox";

    private OutboxReadings() {}

    /** One reading for each outbox that is this task's. The database is not touched yet. */
    public static List<Reading> open(
            ReadingRoom room,
            List<TableName> tables,
            CaptureSettings capture,
            OutboxSettings outbox,
            GapSettings gaps,
            RowSettings types) {
        List<Reading> readings = new ArrayList<>();
        for (int index = 0; index < tables.size(); index++) {
            if (room.share().holds(index)) {
                TableName table = tables.get(index);
                OutboxRows rows = new OutboxRows(table, room, outbox, types);
                readings.add(new NumberedReading<>(
                        table.toString(),
                        Map.of(PARTITION, table.toString()),
                        room,
                        rows,
                        ChangeReadings.rule(room, table, rows.number(), false),
                        gaps,
                        outbox.done(),
                        room.database().dialect().quoted(outbox.doneColumn()),
                        Optional.empty(),
                        capture));
            }
        }
        return readings;
    }
}
