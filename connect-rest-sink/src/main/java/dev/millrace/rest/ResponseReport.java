package dev.millrace.rest;

import dev.millrace.http.HttpReply;
import dev.millrace.kit.ConnectJson;
import dev.millrace.kit.ValueText;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.jspecify.annotations.Nullable;

/** Writes for {@code response.topic} what the receiver answered to a record, as one JSON object. Immutable. */
final class ResponseReport {

    private final List<String> headers;
    private final int bodyLimit;

    ResponseReport(List<String> headers, int bodyLimit) {
        this.headers = List.copyOf(headers);
        this.bodyLimit = bodyLimit;
    }

    /** The record's own key as text, so that who reads the answers finds them beside each other; null without one. */
    static byte @Nullable [] key(SinkRecord record) {
        try {
            return record.key() == null
                    ? null
                    : ValueText.of(record.keySchema(), record.key()).getBytes(StandardCharsets.UTF_8);
        } catch (DataException withoutText) {
            return null;
        }
    }

    /** @param requestHash the SHA-256 of the request's body; empty text for none */
    byte[] value(Report report, String requestHash) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("topic", report.record().originalTopic());
        json.put("partition", report.record().originalKafkaPartition());
        json.put("offset", report.record().originalKafkaOffset());
        json.put("outcome", report.outcome());
        report.failure().ifPresent(failure -> json.put("code", failure.code()));
        report.route().ifPresent(route -> json.put("route", route));
        report.endpoint().ifPresent(endpoint -> json.put("endpoint", endpoint));
        json.put("attempts", report.tries().attempts());
        report.tries().first().ifPresent(first -> json.put("first", first.toString()));
        json.put("end", report.end().toString());
        report.exchange().ifPresent(exchange -> {
            json.put("latencyMs", exchange.latency().toMillis());
            json.put("records", exchange.parcel().deliveries().size());
            exchange.parcel().idempotencyKey().ifPresent(key -> json.put("idempotencyKey", key));
            json.put("requestSha256", requestHash);
        });
        report.reply().ifPresent(reply -> addReply(reply, json));
        return ConnectJson.text(null, json).getBytes(StandardCharsets.UTF_8);
    }

    private void addReply(HttpReply reply, Map<String, @Nullable Object> json) {
        json.put("status", reply.status());
        Map<String, List<String>> told = new LinkedHashMap<>();
        headers.forEach(name -> {
            if (!reply.headers(name).isEmpty()) {
                told.put(name, reply.headers(name));
            }
        });
        json.put("headers", told);
        if (bodyLimit > 0) {
            byte[] body = Arrays.copyOf(reply.body(), Math.min(bodyLimit, reply.body().length));
            json.put("bodyTruncated", body.length < reply.body().length);
            addBody(body, json);
        }
    }

    private static void addBody(byte[] body, Map<String, @Nullable Object> json) {
        try {
            json.put(
                    "body",
                    StandardCharsets.UTF_8
                            .newDecoder()
                            .decode(ByteBuffer.wrap(body))
                            .toString());
        } catch (CharacterCodingException binary) {
            json.put("bodyBase64", Base64.getEncoder().encodeToString(body));
        }
    }
}
