package dev.millrace.database;

import dev.millrace.database.reading.DatabaseRecord;
import dev.millrace.database.reading.Settlement;
import dev.millrace.kit.ConnectorFailure;
import dev.millrace.kit.FailureKind;
import dev.millrace.kit.change.ChangeKind;
import dev.millrace.kit.change.Compared;
import dev.millrace.kit.change.Deletion;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.header.ConnectHeaders;

/**
 * Tells of rows that are gone, under the keys that they had. Immutable.
 *
 * @param name the table's or query's
 */
record DetectedDeletions(Compared compared, String name, String topic) {

    /**
     * The record of a row that is gone.
     *
     * @param keySchema of the keys of rows that are there
     */
    DatabaseRecord of(Deletion deletion, Schema keySchema) {
        Object key = key(deletion, keySchema);
        return new DatabaseRecord(
                deletion.place().partition(),
                deletion.place().offset(),
                topic,
                new SchemaAndValue(keySchema, key),
                deletion.isTombstone() ? SchemaAndValue.NULL : named(keySchema, key),
                null,
                new ConnectHeaders().addString(ChangeKind.HEADER, ChangeKind.DELETED.word()),
                Settlement.NONE);
    }

    private Object key(Deletion deletion, Schema keySchema) {
        try {
            return DetectedKey.read(deletion.key(), keySchema);
        } catch (IllegalArgumentException wrong) {
            throw new ConnectorFailure(
                    FailureKind.MISCONFIGURED,
                    "changes-key-changed",
                    compared.name() + ": a row is gone whose stored key is none of today's keys: " + wrong.getMessage()
                            + ". Set the key columns back, or remove the offsets of all buckets; all rows are new then",
                    wrong);
        }
    }

    private SchemaAndValue named(Schema keySchema, Object key) {
        Schema schema = SchemaBuilder.struct()
                .name("dev.millrace.database.DeletedRow")
                .field("name", Schema.STRING_SCHEMA)
                .field("key", keySchema)
                .build();
        return new SchemaAndValue(schema, new Struct(schema).put("name", name).put("key", key));
    }
}
