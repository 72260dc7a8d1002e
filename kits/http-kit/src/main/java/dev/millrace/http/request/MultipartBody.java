package dev.millrace.http.request;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.jspecify.annotations.Nullable;

/**
 * Makes a multipart body (RFC 2046 section 5.1, RFC 7578). The same parts give the same bytes: the boundary is always the same,
 * unless a part holds it.
 */
final class MultipartBody<T> implements Body<T> {

    private static final String BOUNDARY = "millrace-5f0d9c7a31e84b26";
    private static final String LINE_END = "\r\n";

    private final List<Part<T>> parts;

    /**
     * A part.
     *
     * @param type its Content-Type; empty for none
     * @param filename empty for none
     * @param place what may hold bytes; empty where the text is more than one place
     */
    record Part<T>(
            String name,
            String type,
            TextTemplate<T> filename,
            TextTemplate<T> text,
            Optional<Function<? super T, Optional<Object>>> place) {

        /** Its header and content; empty when it is to be left out. */
        private Optional<byte[][]> rendered(T subject) {
            byte[] content = content(subject);
            return content == null
                    ? Optional.empty()
                    : Optional.of(new byte[][] {Utf8.bytes(header(subject)), content});
        }

        private byte @Nullable [] content(T subject) {
            if (place.isPresent()) {
                Object found = place.get().apply(subject).orElse(null);
                Object value = found instanceof SchemaAndValue withSchema ? withSchema.value() : found;
                if (value instanceof byte[] || value instanceof ByteBuffer) {
                    return ValueBody.untouched(value);
                }
            }
            String written = text.text(subject);
            return written == null ? null : Utf8.bytes(written);
        }

        private String header(T subject) {
            String file = filename.text(subject);
            return "Content-Disposition: form-data; name=\"" + escaped(name) + '"'
                    + (file == null || file.isEmpty() ? "" : "; filename=\"" + escaped(file) + '"')
                    + (type.isEmpty() ? "" : LINE_END + "Content-Type: " + type)
                    + LINE_END + LINE_END;
        }

        /** WHATWG HTML, section 4.10.21.8: these three can't stand in the header. */
        private static String escaped(String text) {
            return text.replace("\"", "%22").replace("\r", "%0D").replace("\n", "%0A");
        }
    }

    MultipartBody(List<Part<T>> parts) {
        this.parts = List.copyOf(parts);
    }

    @Override
    public byte[] bytes(T subject) {
        List<byte[][]> rendered = new ArrayList<>();
        for (Part<T> part : parts) {
            part.rendered(subject).ifPresent(rendered::add);
        }
        if (rendered.isEmpty()) {
            throw Unrenderable.missing("of each part");
        }
        String boundary = BOUNDARY;
        for (int attempt = 1; holds(rendered, boundary.getBytes(StandardCharsets.US_ASCII)); attempt++) {
            boundary = BOUNDARY + '-' + attempt;
        }
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        for (byte[][] part : rendered) {
            body.writeBytes(ascii("--" + boundary + LINE_END));
            body.writeBytes(part[0]);
            body.writeBytes(part[1]);
            body.writeBytes(ascii(LINE_END));
        }
        body.writeBytes(ascii("--" + boundary + "--" + LINE_END));
        return body.toByteArray();
    }

    /** The boundary of a body that was made here. */
    static String boundaryOf(byte[] body) {
        int end = 2;
        while (body[end] != '\r') {
            end++;
        }
        return new String(body, 2, end - 2, StandardCharsets.US_ASCII);
    }

    private static boolean holds(List<byte[][]> parts, byte[] boundary) {
        return parts.stream().anyMatch(part -> holds(part[1], boundary) || holds(part[0], boundary));
    }

    private static boolean holds(byte[] content, byte[] boundary) {
        for (int at = 0; at <= content.length - boundary.length; at++) {
            int same = 0;
            while (same < boundary.length && content[at + same] == boundary[same]) {
                same++;
            }
            if (same == boundary.length) {
                return true;
            }
        }
        return false;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
