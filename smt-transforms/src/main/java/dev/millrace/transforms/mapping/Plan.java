package dev.millrace.transforms.mapping;

import java.util.List;
import org.apache.kafka.connect.connector.ConnectRecord;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.jspecify.annotations.Nullable;

/**
 * A mapping compiled for one schema, or for maps: one pass, whatever the number of rules. For any thread.
 *
 * @param schema of what it makes; null for maps
 * @param patches whether it builds upon the side as it came
 * @param complaints what the schema has not that the document reads
 */
record Plan(Builder root, @Nullable Schema schema, int slots, boolean patches, List<String> complaints) {

    Plan {
        complaints = List.copyOf(complaints);
    }

    SchemaAndValue apply(ConnectRecord<?> record, Object side) {
        Scope scope = new Scope(record, side, slots);
        return new SchemaAndValue(schema, root.build(scope, patches ? side : null));
    }
}
