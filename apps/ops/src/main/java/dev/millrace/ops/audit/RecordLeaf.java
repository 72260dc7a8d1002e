package dev.millrace.ops.audit;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of a record that a checkpoint speaks of: offset and timestamp in eight bytes each, key and value, then the number of
 * headers in four, and of each its name and value; big-endian, every text with its length in four bytes in front, -1 for null.
 */
final class RecordLeaf {

    private RecordLeaf() {}

    static byte[] of(ConsumerRecord<byte[], byte[]> record) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream to = new DataOutputStream(bytes)) {
            to.writeLong(record.offset());
            to.writeLong(record.timestamp());
            write(to, record.key());
            write(to, record.value());
            Header[] headers = record.headers().toArray();
            to.writeInt(headers.length);
            for (Header header : headers) {
                write(to, header.key().getBytes(StandardCharsets.UTF_8));
                write(to, header.value());
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }

    private static void write(DataOutputStream to, byte @Nullable [] part) throws IOException {
        if (part == null) {
            to.writeInt(-1);
        } else {
            to.writeInt(part.length);
            to.write(part);
        }
    }
}
