package dev.millrace.http;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * What a listener answers.
 *
 * @param status 200 to 599
 * @param headers further fields; the server adds length and date
 * @param body empty for none; not copied
 */
@SuppressWarnings("ArrayRecordComponent")
public record HttpAnswer(int status, List<HttpHeader> headers, byte[] body) {

    private static final byte[] NOTHING = {};

    public HttpAnswer {
        headers = List.copyOf(headers);
    }

    /** An answer without a body. */
    public static HttpAnswer of(int status) {
        return new HttpAnswer(status, List.of(), NOTHING);
    }

    /** An answer with a text. */
    public static HttpAnswer of(int status, String contentType, String text) {
        return new HttpAnswer(
                status, List.of(new HttpHeader("Content-Type", contentType)), text.getBytes(StandardCharsets.UTF_8));
    }

    /** The same with one field more. */
    public HttpAnswer with(String name, String value) {
        List<HttpHeader> more = new ArrayList<>(headers);
        more.add(new HttpHeader(name, value));
        return new HttpAnswer(status, more, body);
    }

    @Override
    public String toString() {
        return "status " + status;
    }
}
