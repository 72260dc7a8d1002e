package dev.millrace.database.change;

import dev.millrace.database.reading.DatabaseRecord;
import dev.millrace.database.reading.Settlement;
import java.util.Map;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.header.Headers;
import org.jspecify.annotations.Nullable;

/** A record that does not know yet where it stands. */
record Draft(
        String topic,
        SchemaAndValue key,
        SchemaAndValue value,
        @Nullable Long timestamp,
        Headers headers) {

    DatabaseRecord at(Map<String, ?> partition, Place place, Settlement settlement) {
        return new DatabaseRecord(partition, place.toOffset(), topic, key, value, timestamp, headers, settlement);
    }
}
