package dev.millrace.webhook;

import dev.millrace.http.ReceivedHeaders;
import dev.millrace.http.ReceivedRequest;
import dev.millrace.kit.SideRecord;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Date;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.data.Timestamp;

/** Makes records of rejected requests. Thread-safe. */
final class RejectedRequests {

    private static final Schema SCHEMA = SchemaBuilder.struct()
            .name("dev.millrace.webhook.RejectedRequest")
            .version(1)
            .field("request", Schema.STRING_SCHEMA)
            .field("received", Timestamp.SCHEMA)
            .field("status", Schema.INT32_SCHEMA)
            .field("reason", Schema.STRING_SCHEMA)
            .field("method", Schema.STRING_SCHEMA)
            .field("path", Schema.STRING_SCHEMA)
            .field("remote_address", Schema.STRING_SCHEMA)
            .field(
                    "headers",
                    SchemaBuilder.map(Schema.STRING_SCHEMA, Schema.STRING_SCHEMA)
                            .build())
            .field("body_bytes", Schema.INT64_SCHEMA)
            .field("body_sha256", Schema.STRING_SCHEMA)
            .field("body", Schema.OPTIONAL_BYTES_SCHEMA)
            .build();

    private final String topic;
    private final RejectedSettings settings;
    private final Predicate<String> isHeaderTold;

    /**
     * Makes records for a topic.
     *
     * @param isHeaderTold which header fields, by name in lower case, are no secrets
     */
    RejectedRequests(String topic, RejectedSettings settings, Predicate<String> isHeaderTold) {
        this.topic = topic;
        this.settings = settings;
        this.isHeaderTold = isHeaderTold;
    }

    /** Empty when nobody wants them. */
    static Optional<RejectedRequests> of(RejectedSettings settings, Predicate<String> isHeaderTold) {
        return settings.topic().map(topic -> new RejectedRequests(topic, settings, isHeaderTold));
    }

    PreparedRecord record(ReceivedRequest request, int status, String reason) {
        Struct rejected = new Struct(SCHEMA)
                .put("request", request.id())
                .put("received", Date.from(request.receivedAt()))
                .put("status", status)
                .put("reason", reason)
                .put("method", request.method())
                .put("path", request.path())
                .put("remote_address", request.remoteAddress())
                .put("headers", headers(request.headers()))
                .put("body_bytes", (long) request.body().length)
                .put("body_sha256", hash(request.body()))
                .put("body", settings.body() ? request.body() : null);
        SchemaAndValue value = SideRecord.value(settings.form(), rejected);
        return new PreparedRecord(
                topic,
                null,
                value.schema(),
                value.value(),
                SideRecord.headers(SideRecord.Kind.REJECTED),
                request.receivedAt().toEpochMilli());
    }

    /** What a rejected request weighs in memory, roughly. */
    long bytes(ReceivedRequest request) {
        return 1024L + (settings.body() ? request.body().length : 0);
    }

    private Map<String, String> headers(ReceivedHeaders received) {
        Map<String, String> told = new LinkedHashMap<>();
        for (ReceivedHeaders.Field field : received.fields()) {
            String name = field.name().toLowerCase(Locale.ROOT);
            if (isHeaderTold.test(name)) {
                told.merge(name, field.value(), (first, next) -> first + ", " + next);
            }
        }
        return told;
    }

    private static String hash(byte[] body) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(body));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
