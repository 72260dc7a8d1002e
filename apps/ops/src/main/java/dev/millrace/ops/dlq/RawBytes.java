package dev.millrace.ops.dlq;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.millrace.ops.CommandFailure;
import java.io.IOException;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * The raw bytes of a record that a source could not read: the value itself, or the field {@code raw} of its JSON, as
 * {@code side.value.form} had it written.
 */
final class RawBytes {

    private static final ObjectMapper JSON = new ObjectMapper();

    private RawBytes() {}

    /**
     * Takes them out of the record.
     *
     * @throws CommandFailure when they are not all there, or the form can't be read
     */
    static byte[] of(SetAside aside) {
        if (!aside.cause().stage().equals("malformed")) {
            throw CommandFailure.usage(
                    aside.place() + " is not a record that could not be read (its header millrace.kind is "
                            + (aside.cause().stage().isEmpty()
                                    ? "not there"
                                    : aside.cause().stage())
                            + "): narrow the records by --where \"stage == 'malformed'\"");
        }
        if (header(aside, "millrace.cut").equals("true")) {
            throw CommandFailure.usage(
                    aside.place() + " was cut at malformed.max.bytes, so its bytes are not all here: ask for"
                            + " the record in its source, " + header(aside, "millrace.source"));
        }
        byte[] value = aside.raw().value();
        if (value == null) {
            throw unreadable(aside, null);
        }
        String length = header(aside, "millrace.length");
        if (length.equals(String.valueOf(value.length))) {
            return value;
        }
        try {
            JsonNode document = JSON.readTree(value);
            JsonNode raw = document.path("payload").has("raw")
                    ? document.path("payload").path("raw")
                    : document.path("raw");
            if (raw.isTextual()) {
                byte[] bytes = raw.binaryValue();
                if (length.equals(String.valueOf(bytes.length))) {
                    return bytes;
                }
            }
        } catch (IOException binary) {
            throw unreadable(aside, binary);
        }
        throw unreadable(aside, null);
    }

    private static CommandFailure unreadable(SetAside aside, @Nullable Exception cause) {
        String message =
                aside.place() + " holds its raw bytes in a form that can't be read here: bytes, and JSON with or"
                        + " without a schema, can";
        return cause == null ? CommandFailure.usage(message) : CommandFailure.usage(message, cause);
    }

    private static String header(SetAside aside, String name) {
        Header header = aside.raw().headers().lastHeader(name);
        return header == null ? "" : HeaderText.text(header.value()).orElse("");
    }
}
