package dev.millrace.rest;

import dev.millrace.http.HttpHeader;
import dev.millrace.kit.ConnectorFailure;
import dev.millrace.kit.FailureKind;
import dev.millrace.kit.PlaceEncoding;
import dev.millrace.kit.path.RecordPlaces;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.sink.SinkRecord;

/**
 * Makes the keys by which the receiver tells a repetition from a second request. A key is a name-based UUID (RFC 9562 section
 * 5.5) of the connector's name and the record's original coordinates, or made of the record by a template: the same on every
 * retry, after every restart, and for every task. That of a batch is made of the keys of all its records, so that another batch
 * with the same first and last record has another one.
 *
 * <p>Immutable; any thread may ask.
 */
final class IdempotencyKeys {

    /** The name space of these keys; never changed, for a changed one would make every repetition a new request. */
    private static final UUID NAME_SPACE = UUID.fromString("6d696c6c-7261-4365-8000-72657374736e");

    private final String connector;
    private final IdempotencySettings settings;
    private final Optional<Function<SinkRecord, String>> template;

    IdempotencyKeys(String connector, IdempotencySettings settings) {
        this.connector = connector;
        this.settings = settings;
        this.template = settings.value()
                .map(value -> value.<SinkRecord>bind(
                        RecordPlaces::bind, before -> PlaceEncoding.NONE, IdempotencyKeys::unresolved));
    }

    /** Whether the key is made of what the record holds, so that it is shown no more than that. */
    boolean showsContent() {
        return template.isPresent();
    }

    /**
     * The key of a request; empty where none is sent.
     *
     * @throws ConnectorFailure MALFORMED when a record lacks what its key is made of, or holds what no header can
     */
    Optional<String> of(List<SinkRecord> records) {
        if (settings.form() == IdempotencyKey.NONE) {
            return Optional.empty();
        }
        if (template.isEmpty()) {
            return Optional.of(coordinates(connector, records));
        }
        List<String> keys = records.stream().map(this::filled).toList();
        return Optional.of(keys.size() == 1 ? keys.get(0) : uuid(connector + '\n' + String.join("\n", keys)));
    }

    /** The field that carries a key. */
    HttpHeader header(String key) {
        return new HttpHeader(settings.header(), settings.form().write(key));
    }

    /** The key of these coordinates. */
    static String coordinates(String connector, List<SinkRecord> records) {
        return uuid(records.stream()
                .map(record -> "\n" + record.originalTopic()
                        + '\n'
                        + record.originalKafkaPartition()
                        + '\n'
                        + record.originalKafkaOffset())
                .collect(Collectors.joining("", connector, "")));
    }

    private String filled(SinkRecord record) {
        try {
            String key = template.orElseThrow().apply(record);
            HttpHeader unused = header(key);
            if (!key.isBlank()) {
                return key;
            }
        } catch (DataException | IllegalArgumentException unfit) {
            // Its message may quote the record.
        }
        throw new ConnectorFailure(
                FailureKind.MALFORMED,
                "idempotency-key",
                "the template " + IdempotencySettings.VALUE
                        + " makes no header of this record: its key is empty, or holds"
                        + " other than printable ASCII");
    }

    private static String unresolved(String place) {
        throw new ConnectorFailure(
                FailureKind.MALFORMED,
                "unresolved-place",
                "the record has no {" + place + "}, which " + IdempotencySettings.VALUE + " needs");
    }

    private static String uuid(String name) {
        MessageDigest sha1 = sha1();
        sha1.update(ByteBuffer.allocate(16)
                .putLong(NAME_SPACE.getMostSignificantBits())
                .putLong(NAME_SPACE.getLeastSignificantBits())
                .array());
        ByteBuffer hash = ByteBuffer.wrap(sha1.digest(name.getBytes(StandardCharsets.UTF_8)));
        long high = (hash.getLong() & ~0xf000L) | 0x5000L;
        long low = (hash.getLong() & 0x3fffffffffffffffL) | 0x8000000000000000L;
        return new UUID(high, low).toString();
    }

    private static MessageDigest sha1() {
        try {
            return MessageDigest.getInstance("SHA-1");
        } catch (NoSuchAlgorithmException everyJavaHasIt) {
            throw new IllegalStateException(everyJavaHasIt);
        }
    }
}
