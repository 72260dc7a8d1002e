package dev.millrace.transforms.audit;

import dev.millrace.kit.CanonicalJson;
import dev.millrace.transforms.origin.Origin;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.connect.connector.ConnectRecord;
import org.jspecify.annotations.Nullable;

/**
 * What tells the evidence of a record from that of others: made of the integration, the action and the record's origin, so that
 * it is always the same for the same record. Origins of sources may be shared, so that topic, key and the payload's hash belong
 * to it there.
 */
final class AuditId {

    private final byte[] begin;
    private final CanonicalJson json = new CanonicalJson();
    private final PayloadHasher hasher;

    AuditId(AuditSettings settings, PayloadHasher hasher) {
        String begin = json.text(
                null, Arrays.asList(settings.integration(), settings.action().name()));
        this.begin = begin.getBytes(StandardCharsets.UTF_8);
        this.hasher = hasher;
    }

    /** The hash that an id is made of. */
    byte[] hash(ConnectRecord<?> record, Origin origin, String coordinates, String payload) {
        return hasher.hash(to -> {
            to.write(begin, 0, begin.length);
            byte[] where = coordinates.getBytes(StandardCharsets.UTF_8);
            to.write(where, 0, where.length);
            if (origin instanceof Origin.Read) {
                json.write(record.keySchema(), record.key(), to);
                json.write(null, Arrays.asList(record.topic(), payload), to);
            }
        });
    }

    /** A UUID of version 8 (RFC 9562 section 5.8), which no converter takes for a number. */
    static String uuid(byte[] hash) {
        ByteBuffer bytes = ByteBuffer.wrap(hash);
        long high = (bytes.getLong() & 0xFFFF_FFFF_FFFF_0FFFL) | 0x8000L;
        long low = (bytes.getLong() & 0x3FFF_FFFF_FFFF_FFFFL) | 0x8000_0000_0000_0000L;
        return new UUID(high, low).toString();
    }

    /** An origin as a person reads it: a sink's as topic, partition and offset; a source's as JSON. */
    String coordinates(Origin origin) {
        if (origin instanceof Origin.Stored stored) {
            return stored.topic() + "/" + stored.partition() + "/" + stored.offset();
        }
        Origin.Read read = (Origin.Read) origin;
        return "{\"offset\":" + text(read.offset()) + ",\"partition\":" + text(read.partition()) + "}";
    }

    private String text(@Nullable Map<String, ?> part) {
        return part == null ? "{}" : json.text(null, part);
    }
}
