package dev.millrace.http;

import dev.millrace.kit.OptionGroup;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.zip.GZIPOutputStream;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;

/**
 * What the bodies of requests are compressed with. The same body always becomes the same bytes, so a request that is rendered
 * again after a restart is the same request.
 */
public enum RequestCompression {
    NONE,
    /** Bodies from 1 KiB on; shorter ones would hardly become shorter. */
    GZIP;

    public static final String KEY = "http.request.compression";

    private static final int WORTH_IT = 1024;

    public static void define(ConfigDef definition) {
        new OptionGroup(definition, "Request compression")
                .choice(
                        KEY,
                        NONE,
                        "What the bodies of requests are compressed with; those below 1 KiB stay as they are. Choose gzip for"
                                + " large bodies when the receiver takes Content-Encoding: gzip, which not every one does.");
    }

    public static RequestCompression from(AbstractConfig config) {
        return OptionGroup.choiceOf(RequestCompression.class, config.getString(KEY));
    }

    /** The call as it is to be sent; before it is signed, for signatures cover the bytes that are sent. */
    public HttpCall apply(HttpCall call) {
        boolean encoded =
                call.headers().stream().anyMatch(header -> header.name().equalsIgnoreCase("Content-Encoding"));
        if (this == NONE || call.body().length < WORTH_IT || encoded) {
            return call;
        }
        return new HttpCall(
                        call.method(),
                        call.target(),
                        call.headers(),
                        gzip(call.body()),
                        call.contentType(),
                        call.repeatable())
                .with(new HttpHeader("Content-Encoding", "gzip"));
    }

    private static byte[] gzip(byte[] body) {
        ByteArrayOutputStream compressed = new ByteArrayOutputStream(body.length / 4);
        try (GZIPOutputStream gzip = new GZIPOutputStream(compressed)) {
            gzip.write(body);
        } catch (IOException impossible) {
            throw new UncheckedIOException("memory can be written", impossible);
        }
        return compressed.toByteArray();
    }
}
