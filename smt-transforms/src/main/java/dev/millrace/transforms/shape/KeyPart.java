package dev.millrace.transforms.shape;

import dev.millrace.kit.path.FieldPath;
import dev.millrace.kit.path.PathRoot;
import dev.millrace.kit.path.RecordPath;
import java.util.Locale;
import java.util.Optional;
import org.apache.kafka.connect.connector.ConnectRecord;
import org.apache.kafka.connect.data.SchemaAndValue;

/**
 * A field that a key is made of.
 *
 * @param name in the key
 * @param path as it was written
 * @param reader finds it in records
 * @param readsValue whether it stands in the record's value
 */
record KeyPart(String name, String path, RecordPath reader, boolean readsValue) {

    /**
     * Reads a path, and perhaps a name behind a colon.
     *
     * @throws IllegalArgumentException when it leads to many places, or has no name
     */
    static KeyPart parse(String text) {
        int colon = text.lastIndexOf(':');
        String path = colon < 0 ? text : text.substring(0, colon);
        FieldPath parsed = FieldPath.parse(path);
        if (!parsed.isSingle()) {
            throw new IllegalArgumentException("it leads to many places; a key is made of single ones");
        }
        String name = colon < 0
                ? parsed.lastName()
                        .orElseGet(() -> parsed.root().toString().substring(1).toLowerCase(Locale.ROOT))
                : text.substring(colon + 1);
        if (name.isEmpty()) {
            throw new IllegalArgumentException("no name stands behind the colon");
        }
        boolean value = parsed.root() == PathRoot.HERE || parsed.root() == PathRoot.VALUE;
        return new KeyPart(name, path, RecordPath.of(parsed), value);
    }

    /** An absent part stands for nothing; a null with its schema stands for itself. */
    Optional<SchemaAndValue> of(ConnectRecord<?> record) {
        return reader.first(record);
    }
}
