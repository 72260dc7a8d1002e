package dev.millrace.rest;

import dev.millrace.kit.SideForm;
import dev.millrace.kit.SideRecord;
import dev.millrace.kit.change.ChangeKind;
import dev.millrace.kit.change.Deletion;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.header.ConnectHeaders;

/** Tells of rows that are gone. Belongs to the polling thread. */
final class DeletedRecords {

    private static final Schema SCHEMA = SchemaBuilder.struct()
            .name("dev.millrace.rest.DeletedRow")
            .field("endpoint", Schema.STRING_SCHEMA)
            .field("key", Schema.STRING_SCHEMA)
            .build();

    private final String endpoint;
    private final String topic;
    private final RowSettings rows;
    private final SideForm form;

    /** @param form in which records leave that are none of rows */
    DeletedRecords(String endpoint, RowSettings rows, SideForm form) {
        this.endpoint = endpoint;
        this.topic = rows.topic().fill(place -> endpoint);
        this.rows = rows;
        this.form = form;
    }

    PolledRecord of(Deletion deletion) {
        ConnectHeaders headers = new ConnectHeaders();
        if (rows.headers().contains(RowHeader.ENDPOINT)) {
            headers.addString(RowHeader.ENDPOINT.header(), endpoint);
        }
        return new PolledRecord(
                        deletion.place().partition(),
                        deletion.place().offset(),
                        topic,
                        deletion.key(),
                        deletion.isTombstone() ? SchemaAndValue.NULL : named(deletion.key()),
                        null,
                        headers)
                .as(ChangeKind.DELETED);
    }

    private SchemaAndValue named(String key) {
        return SideRecord.value(
                form, new Struct(SCHEMA).put("endpoint", endpoint).put("key", key));
    }
}
