package dev.millrace.feed;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What stands beside a file that was set aside: why, and where in it. Coordinates and codes, no payload. */
final class ErrorReport {

    static final String SUFFIX = ".error.json";

    private static final JsonFactory JSON = new JsonFactory();

    private ErrorReport() {}

    /**
     * The report as JSON.
     *
     * @param offset the offset that remembers how the reading ended
     */
    static byte[] of(FileIdentity file, FileOffset offset, Instant time, FileFeed.Share share) {
        Breakage why = Breakage.of(offset);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator json = JSON.createGenerator(bytes).useDefaultPrettyPrinter()) {
            json.writeStartObject();
            text(json, "file", file.path());
            text(json, "store", file.store());
            json.writeNumberField("size", file.size());
            text(json, "modified", Instant.ofEpochMilli(file.modified()).toString());
            text(json, "sha256", why.sha256().orElse(null));
            text(json, "code", why.code());
            text(json, "message", why.message());
            json.writeNumberField("record", why.at().record());
            json.writeNumberField("offset", why.at().offset());
            json.writeNumberField("line", why.at().line());
            json.writeNumberField("records", offset.records() - offset.malformed());
            json.writeNumberField("malformed", offset.malformed());
            text(json, "time", time.toString());
            text(json, "connector", share.connector());
            json.writeNumberField("task", share.task());
            json.writeEndObject();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }

    private static void text(JsonGenerator json, String name, @Nullable String value) throws IOException {
        json.writeStringField(name, value);
    }
}
