package dev.millrace.transforms.document;

import dev.millrace.kit.CanonicalJson;
import dev.millrace.transforms.origin.Origin;
import dev.millrace.transforms.rewrite.RuleFailure;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.connector.ConnectRecord;
import org.apache.kafka.connect.errors.DataException;
import org.jspecify.annotations.Nullable;

/**
 * An id that is made of where a record comes from, so that it is the same whenever the record is transformed again: of the topic,
 * partition and offset that a sink read it from, or of the partition and offset that a source gave it, with its topic and key.
 */
final class EventId {

    private static final int BYTES = 16;

    private final CanonicalJson json = new CanonicalJson();

    /** The id as 32 hexadecimal digits. */
    String of(ConnectRecord<?> record) {
        Origin origin = Origin.of(record);
        if (!origin.isKnown()) {
            throw new RuleFailure(AttributeRules.ID, "", "no-origin");
        }
        MessageDigest digest = sha256();
        try {
            if (origin instanceof Origin.Stored at) {
                json.write(null, List.of(at.topic(), at.partition(), at.offset()), digest::update);
            } else if (origin instanceof Origin.Read at) {
                json.write(
                        null,
                        Arrays.asList(evened(at.partition()), evened(at.offset()), record.topic()),
                        digest::update);
                json.write(record.keySchema(), record.key(), digest::update);
            }
        } catch (DataException unfit) {
            throw new RuleFailure(AttributeRules.ID, "", "no-origin");
        }
        return HexFormat.of().formatHex(digest.digest(), 0, BYTES);
    }

    /** Integers of every size as one: an offset that was stored comes back as Long. */
    private static @Nullable Object evened(@Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            Map<Object, @Nullable Object> even = new LinkedHashMap<>();
            map.forEach((key, inner) -> even.put(key, evened(inner)));
            return even;
        }
        if (value instanceof List<?> list) {
            return list.stream().map(EventId::evened).toList();
        }
        return value instanceof Integer || value instanceof Short || value instanceof Byte
                ? (Object) ((Number) value).longValue()
                : value;
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }
}
