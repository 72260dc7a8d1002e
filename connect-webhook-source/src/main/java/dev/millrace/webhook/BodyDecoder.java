package dev.millrace.webhook;

import dev.millrace.http.ReceivedRequest;
import dev.millrace.webhook.listener.Route.Room;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;

/**
 * Undoes the Content-Encoding of a body (RFC 9110, 8.4) within limits of length, ratio and the route's memory. The codings
 * are gzip and deflate, the latter with and without its zlib frame, as senders differ. Thread-safe.
 */
final class BodyDecoder {

    /** As it stands in {@code Accept-Encoding}. */
    static final String KNOWN = "gzip, deflate";

    static final String UNSUPPORTED = "unsupported-content-encoding";
    static final String TOO_LARGE = "decoded-body-too-large";
    static final String NO_ROOM = "no-room-for-the-decoded-body";
    static final String CORRUPT = "corrupt-content-encoding";

    private static final long RATIO_FROM = 1 << 16;
    private static final int PIECE = 1 << 13;

    private final BodySettings limits;

    BodyDecoder(BodySettings limits) {
        this.limits = limits;
    }

    /**
     * The request with the body as the sender wrote it.
     *
     * @param room grows by what the body grows
     * @throws EventRefused with one of the codes above
     */
    ReceivedRequest decode(ReceivedRequest request, Room room) throws EventRefused {
        List<String> codings = codings(request);
        byte[] wire = request.body();
        if (codings.isEmpty() || wire.length == 0) {
            return request;
        }
        byte[] decoded = wire;
        for (String coding : codings) {
            decoded = decode(coding, decoded, wire.length, room);
        }
        return new ReceivedRequest(
                request.id(),
                request.method(),
                request.url(),
                request.path(),
                request.query(),
                request.headers(),
                decoded,
                request.remoteAddress(),
                request.clientSubject().orElse(null),
                request.receivedAt());
    }

    /** In the order in which they are undone: the last one named was applied last. */
    private static List<String> codings(ReceivedRequest request) throws EventRefused {
        List<String> codings = new ArrayList<>();
        for (String line : request.headers().all("Content-Encoding")) {
            for (String coding : line.split(",", -1)) {
                String name = coding.trim().toLowerCase(Locale.ROOT);
                if (!name.isEmpty() && !name.equals("identity")) {
                    codings.add(name);
                }
            }
        }
        // Nobody packs a body twice for good, and each time costs memory.
        if (codings.size() > 2) {
            throw new EventRefused(415, UNSUPPORTED, "the body is packed more than twice");
        }
        Collections.reverse(codings);
        return codings;
    }

    private byte[] decode(String coding, byte[] packed, long wire, Room room) throws EventRefused {
        try (InputStream in = open(coding, packed)) {
            ByteArrayOutputStream out = new ByteArrayOutputStream(Math.min(packed.length * 4, 1 << 20));
            byte[] piece = new byte[PIECE];
            for (int got = in.read(piece); got >= 0; got = in.read(piece)) {
                long length = (long) out.size() + got;
                if (length > limits.decodedBytes() || (length > RATIO_FROM && length / limits.ratio() > wire)) {
                    throw new EventRefused(413, TOO_LARGE, "the unpacked body is larger than allowed");
                }
                if (!room.grow(got)) {
                    throw new EventRefused(503, NO_ROOM, "no room for the unpacked body");
                }
                out.write(piece, 0, got);
            }
            return out.toByteArray();
        } catch (IOException corrupt) {
            throw new EventRefused(400, CORRUPT, "the body is no " + coding);
        }
    }

    private static InputStream open(String coding, byte[] packed) throws IOException, EventRefused {
        InputStream in = new ByteArrayInputStream(packed);
        return switch (coding) {
            case "gzip", "x-gzip" -> new GZIPInputStream(in, PIECE);
            case "deflate" -> inflate(in, !isZlib(packed));
            default -> throw new EventRefused(415, UNSUPPORTED, "the body is packed in a way that is not known");
        };
    }

    private static InputStream inflate(InputStream in, boolean raw) {
        Inflater inflater = new Inflater(raw);
        return new InflaterInputStream(in, inflater, PIECE) {
            @Override
            public void close() throws IOException {
                super.close();
                // Only an inflater that the stream made itself is ended by it.
                inflater.end();
            }
        };
    }

    /** RFC 1950, 2.2: method 8, and a header that is a multiple of 31. */
    private static boolean isZlib(byte[] packed) {
        return packed.length >= 2
                && (packed[0] & 0x0f) == 8
                && (((packed[0] & 0xff) << 8) | (packed[1] & 0xff)) % 31 == 0;
    }
}
