package dev.millrace.http;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;

/** Takes the compression off a body (RFC 9110 section 8.4.1), and never more than so many bytes of it. */
enum ContentDecoding {
    GZIP,
    /** With the frame of zlib, as the standard has it, or without, as some servers send it. */
    DEFLATE;

    /** The beginning of a body. */
    @SuppressWarnings("ArrayRecordComponent")
    record Decoded(byte[] bytes, boolean truncated) {}

    /** The one of a Content-Encoding; empty for one that is left as it is. */
    static Optional<ContentDecoding> named(String encoding) {
        return switch (encoding.strip().toLowerCase(Locale.ROOT)) {
            case "gzip", "x-gzip" -> Optional.of(GZIP);
            case "deflate" -> Optional.of(DEFLATE);
            default -> Optional.empty();
        };
    }

    /**
     * Reads no more than the limit out of it.
     *
     * @param cut whether the compressed bytes are a beginning only
     * @throws IOException when they are damaged
     */
    Decoded decode(byte[] compressed, boolean cut, int limit) throws IOException {
        byte[] decoded = new byte[Math.min(limit, Math.max(512, compressed.length) * 4)];
        int length = 0;
        try (InputStream in = open(compressed)) {
            while (true) {
                if (length == limit) {
                    return new Decoded(Arrays.copyOf(decoded, length), cut || in.read() >= 0);
                }
                if (length == decoded.length) {
                    decoded = Arrays.copyOf(decoded, (int) Math.min(limit, 2L * decoded.length));
                }
                int read = in.read(decoded, length, decoded.length - length);
                if (read < 0) {
                    return new Decoded(Arrays.copyOf(decoded, length), cut);
                }
                length += read;
            }
        } catch (EOFException end) {
            if (cut) {
                return new Decoded(Arrays.copyOf(decoded, length), true);
            }
            throw end;
        }
    }

    private InputStream open(byte[] compressed) throws IOException {
        ByteArrayInputStream in = new ByteArrayInputStream(compressed);
        return switch (this) {
            case GZIP -> new GZIPInputStream(in);
            case DEFLATE -> new InflaterInputStream(in, new Inflater(!hasFrame(compressed)));
        };
    }

    /** The two bytes that zlib begins with (RFC 1950 section 2.2). */
    private static boolean hasFrame(byte[] bytes) {
        int first = bytes[0] & 0xff;
        return bytes.length > 1 && (first & 0x0f) == 8 && ((first << 8) | (bytes[1] & 0xff)) % 31 == 0;
    }
}
