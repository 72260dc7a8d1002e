package dev.millrace.rest;

import dev.millrace.http.HttpHeader;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.connect.sink.SinkRecord;

/**
 * The form of the header {@code Idempotency-Key}, by which the receiver tells a repetition from a second request. Its value
 * is a name-based UUID (RFC 9562 section 5.5) of the connector's name and the record's original coordinates: the same on
 * every retry, after every restart, and for every task.
 */
enum IdempotencyKey {
    /** A structured field of type String, as draft-ietf-httpapi-idempotency-key-header-07 has it: quotes belong to it. */
    QUOTED,
    /** Without quotes, as many receivers want it. */
    PLAIN,
    /** Not sent. */
    NONE;

    private static final String HEADER = "Idempotency-Key";

    /** The name space of these keys; never changed, for a changed one would make every repetition a new request. */
    private static final UUID NAME_SPACE = UUID.fromString("6d696c6c-7261-4365-8000-72657374736e");

    Optional<HttpHeader> headerOf(String connector, SinkRecord record) {
        return switch (this) {
            case QUOTED -> Optional.of(new HttpHeader(HEADER, '"' + valueOf(connector, record) + '"'));
            case PLAIN -> Optional.of(new HttpHeader(HEADER, valueOf(connector, record)));
            case NONE -> Optional.empty();
        };
    }

    static String valueOf(String connector, SinkRecord record) {
        return version5(connector
                        + '\n'
                        + record.originalTopic()
                        + '\n'
                        + record.originalKafkaPartition()
                        + '\n'
                        + record.originalKafkaOffset())
                .toString();
    }

    private static UUID version5(String name) {
        MessageDigest sha1 = sha1();
        sha1.update(ByteBuffer.allocate(16)
                .putLong(NAME_SPACE.getMostSignificantBits())
                .putLong(NAME_SPACE.getLeastSignificantBits())
                .array());
        ByteBuffer hash = ByteBuffer.wrap(sha1.digest(name.getBytes(StandardCharsets.UTF_8)));
        long high = (hash.getLong() & ~0xf000L) | 0x5000L;
        long low = (hash.getLong() & 0x3fffffffffffffffL) | 0x8000000000000000L;
        return new UUID(high, low);
    }

    private static MessageDigest sha1() {
        try {
            return MessageDigest.getInstance("SHA-1");
        } catch (NoSuchAlgorithmException everyJavaHasIt) {
            throw new IllegalStateException(everyJavaHasIt);
        }
    }
}
