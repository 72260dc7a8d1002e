package dev.millrace.kit.path;

import java.util.Optional;
import java.util.function.Predicate;
import org.apache.kafka.connect.connector.ConnectRecord;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.header.Header;
import org.apache.kafka.connect.sink.SinkRecord;
import org.jspecify.annotations.Nullable;

/**
 * A path that is read from records, from its root on: {@code $key.id}, {@code $header.trace}, {@code $topic}. A path without a
 * root begins at the record's value.
 *
 * <p>Topic, partition and offset of a sink's record are those it was read from, whatever transforms made of them; a source's
 * record has no offset. Of several headers with one name the last counts. A header whose name holds dots is found with or
 * without backticks: a header with the whole name goes before one with its first part. Thread-safe.
 */
public final class RecordPath {

    private final PathRoot root;
    private final PathReader reader;
    private final String header;
    private final @Nullable String dottedHeader;

    private RecordPath(PathRoot root, FieldPath behind, String header, @Nullable String dottedHeader) {
        this.root = root;
        this.reader = new PathReader(behind);
        this.header = header;
        this.dottedHeader = dottedHeader;
    }

    /**
     * Prepares a path.
     *
     * @throws IllegalArgumentException when it names no header where it must
     */
    public static RecordPath of(FieldPath path) {
        if (path.root() != PathRoot.HEADER) {
            return new RecordPath(path.root() == PathRoot.HERE ? PathRoot.VALUE : path.root(), path, "", null);
        }
        if (!(path.steps().get(0) instanceof PathStep.Name name)) {
            throw new IllegalArgumentException(path + " names no header; write $header.name");
        }
        String whole = path.names()
                .filter(names -> names.size() > 1)
                .map(names -> String.join(".", names))
                .orElse(null);
        return new RecordPath(PathRoot.HEADER, path.behindFirst(), name.name(), whole);
    }

    /** The first thing there, null or not, with its schema where one is known; empty when nothing is there. */
    public Optional<SchemaAndValue> first(ConnectRecord<?> record) {
        return switch (root) {
            case HERE, VALUE -> reader.first(record.valueSchema(), record.value());
            case KEY -> reader.first(record.keySchema(), record.key());
            case HEADER -> header(record);
            case TOPIC -> found(Schema.STRING_SCHEMA, topic(record));
            case PARTITION -> found(Schema.INT32_SCHEMA, partition(record));
            case TIMESTAMP -> found(Schema.INT64_SCHEMA, record.timestamp());
            case OFFSET -> found(Schema.INT64_SCHEMA, offset(record));
        };
    }

    /** Whether anything there, nulls included, passes a test. */
    public boolean anyMatch(ConnectRecord<?> record, Predicate<@Nullable Object> test) {
        return switch (root) {
            case HERE, VALUE -> reader.anyMatch(record.value(), test);
            case KEY -> reader.anyMatch(record.key(), test);
            case HEADER -> inHeader(record, test);
            case TOPIC -> test.test(topic(record));
            case PARTITION -> test.test(partition(record));
            case TIMESTAMP -> test.test(record.timestamp());
            case OFFSET -> test.test(offset(record));
        };
    }

    private Optional<SchemaAndValue> header(ConnectRecord<?> record) {
        Header whole = dottedHeader == null ? null : record.headers().lastWithName(dottedHeader);
        if (whole != null) {
            return found(whole.schema(), whole.value());
        }
        Header found = record.headers().lastWithName(header);
        return found == null ? Optional.empty() : reader.first(found.schema(), found.value());
    }

    private boolean inHeader(ConnectRecord<?> record, Predicate<@Nullable Object> test) {
        Header whole = dottedHeader == null ? null : record.headers().lastWithName(dottedHeader);
        if (whole != null) {
            return test.test(whole.value());
        }
        Header found = record.headers().lastWithName(header);
        return found != null && reader.anyMatch(found.value(), test);
    }

    private static Optional<SchemaAndValue> found(@Nullable Schema schema, @Nullable Object value) {
        return Optional.of(new SchemaAndValue(schema, value));
    }

    private static @Nullable Object topic(ConnectRecord<?> record) {
        return record instanceof SinkRecord sink ? sink.originalTopic() : record.topic();
    }

    private static @Nullable Object partition(ConnectRecord<?> record) {
        return record instanceof SinkRecord sink ? sink.originalKafkaPartition() : record.kafkaPartition();
    }

    private static @Nullable Object offset(ConnectRecord<?> record) {
        return record instanceof SinkRecord sink ? (Object) sink.originalKafkaOffset() : null;
    }
}
