package dev.millrace.partner;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * One answer as it came over a plain socket.
 *
 * @param status 100 to 599
 * @param headers by name in any case; of a repeated field the last value
 * @param body its beginning, up to 64 KiB
 */
public record RawReply(int status, Map<String, String> headers, String body) {

    private static final int KEPT = 64 * 1024;
    private static final int LINE = 64 * 1024;

    /** Whether it is the last word on a request: no 1xx. */
    public boolean isFinal() {
        return status >= 200;
    }

    /** Whether it says that the connection ends with it. */
    public boolean saysClose() {
        return headers.getOrDefault("Connection", "").equalsIgnoreCase("close");
    }

    /** Reads the next answer; empty at the end of the connection (RFC 9112, sections 2 to 7). */
    static Optional<RawReply> read(InputStream in) throws IOException {
        String first = line(in);
        if (first.isEmpty()) {
            return Optional.empty();
        }
        if (!first.matches("HTTP/1\\.[01] [1-5][0-9]{2}.*")) {
            throw new IOException("no status line");
        }
        int status = Integer.parseInt(first.substring(9, 12));
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (String field = line(in); !field.isEmpty(); field = line(in)) {
            int colon = field.indexOf(':');
            if (colon > 0) {
                headers.put(
                        field.substring(0, colon), field.substring(colon + 1).strip());
            }
        }
        return Optional.of(new RawReply(status, headers, body(in, status, headers)));
    }

    private static String body(InputStream in, int status, Map<String, String> headers) throws IOException {
        StringBuilder body = new StringBuilder();
        if (status < 200 || status == 204 || status == 304) {
            return "";
        }
        if (headers.getOrDefault("Transfer-Encoding", "").equalsIgnoreCase("chunked")) {
            for (int size = chunk(in); size > 0; size = chunk(in)) {
                take(in, size, body);
                line(in);
            }
            line(in);
        } else if (headers.containsKey("Content-Length")) {
            take(in, Long.parseLong(headers.get("Content-Length")), body);
        } else {
            take(in, Long.MAX_VALUE, body);
        }
        return body.toString();
    }

    private static int chunk(InputStream in) throws IOException {
        return Integer.parseInt(line(in).split(";", 2)[0].strip(), 16);
    }

    private static void take(InputStream in, long length, StringBuilder body) throws IOException {
        for (long taken = 0; taken < length; taken++) {
            int next = in.read();
            if (next < 0 && length == Long.MAX_VALUE) {
                return;
            }
            if (next < 0) {
                throw new EOFException("the answer broke off");
            }
            if (body.length() < KEPT) {
                body.append((char) next);
            }
        }
    }

    private static String line(InputStream in) throws IOException {
        byte[] line = new byte[LINE];
        int length = 0;
        for (int next = in.read(); next >= 0 && next != '\n'; next = in.read()) {
            if (length == LINE) {
                throw new IOException("an endless line");
            }
            line[length++] = (byte) next;
        }
        return new String(line, 0, length, StandardCharsets.ISO_8859_1).stripTrailing();
    }
}
