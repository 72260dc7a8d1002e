package dev.millrace.database;

import dev.millrace.database.reading.DatabaseRecord;
import dev.millrace.kit.change.ChangeKind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Struct;

/** What somebody holds who follows the records: the last value of each key that was not deleted. */
final class DetectedTopic {

    private final List<DatabaseRecord> records = new ArrayList<>();

    void add(List<DatabaseRecord> further) {
        records.addAll(further);
    }

    /** What each record said: {@code changed 3}, by the first column of its key. */
    static List<String> told(List<DatabaseRecord> records) {
        return records.stream()
                .filter(record -> record.headers().lastWithName(ChangeKind.HEADER) != null)
                .map(record -> record.headers().lastWithName(ChangeKind.HEADER).value() + " " + id(record))
                .toList();
    }

    /** The texts of the rows by their ids. */
    Map<Long, String> rows() {
        Map<Long, String> rows = new HashMap<>();
        for (DatabaseRecord record : records) {
            if (record.value() == null || isDeletedRow(record)) {
                rows.remove(id(record));
            } else {
                rows.put(id(record), ((Struct) record.value()).getString("text"));
            }
        }
        return rows;
    }

    static boolean isDeletedRow(DatabaseRecord record) {
        return record.valueSchema() != null
                && "dev.millrace.database.DeletedRow"
                        .equals(record.valueSchema().name());
    }

    private static Long id(DatabaseRecord record) {
        return ((Struct) record.key()).getInt64("id");
    }
}
