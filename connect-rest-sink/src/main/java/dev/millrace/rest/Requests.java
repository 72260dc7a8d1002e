package dev.millrace.rest;

import dev.millrace.http.HttpCall;
import dev.millrace.http.HttpHeader;
import dev.millrace.http.HttpSettings;
import dev.millrace.kit.ConnectJson;
import dev.millrace.kit.ConnectorFailure;
import dev.millrace.kit.FailureKind;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.sink.SinkRecord;

/**
 * Makes the request of a record: text and bytes are the body as they are, everything else is written as JSON.
 *
 * <p>Immutable; any thread may ask.
 */
final class Requests {

    private final String connector;
    private final HttpSettings http;
    private final IdempotencyKey idempotencyKey;
    private final List<HttpHeader> fixed;

    Requests(String connector, HttpSettings http, IdempotencyKey idempotencyKey) {
        this.connector = connector;
        this.http = http;
        this.idempotencyKey = idempotencyKey;
        this.fixed = new ArrayList<>(http.headers());
        http.credentials().header().ifPresent(fixed::add);
    }

    /**
     * The request to send, as often as it takes.
     *
     * @throws ConnectorFailure MALFORMED for a value that can't be written, REJECTED for a record without one
     */
    HttpCall callFor(SinkRecord record) {
        if (record.value() == null) {
            throw new ConnectorFailure(
                    FailureKind.REJECTED,
                    "tombstone",
                    "the record has no value, so there is nothing to send: set tombstones=skip to pass such records over");
        }
        Optional<HttpHeader> key = idempotencyKey.headerOf(connector, record);
        List<HttpHeader> headers = new ArrayList<>(fixed);
        key.ifPresent(headers::add);
        return new HttpCall(
                http.method(),
                http.url(),
                headers,
                body(record),
                http.contentType(),
                key.isPresent() || http.method().idempotent());
    }

    private static byte[] body(SinkRecord record) {
        Object value = record.value();
        if (value instanceof String text) {
            return text.getBytes(StandardCharsets.UTF_8);
        }
        if (value instanceof byte[] bytes) {
            return bytes;
        }
        if (value instanceof ByteBuffer buffer) {
            byte[] bytes = new byte[buffer.remaining()];
            buffer.duplicate().get(bytes);
            return bytes;
        }
        try (ByteArrayOutputStream json = new ByteArrayOutputStream()) {
            ConnectJson.write(json, record.valueSchema(), value);
            return json.toByteArray();
        } catch (DataException unwritable) {
            // The cause stays out: its message may quote the value.
            throw new ConnectorFailure(
                    FailureKind.MALFORMED,
                    "value-without-json-form",
                    "the value holds something that JSON has no form for: change the converter or a transform");
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }
}
