package dev.millrace.transforms.document;

import java.nio.ByteBuffer;
import java.util.Locale;

/** What payloads are called. */
final class MediaTypes {

    static final String JSON = "application/json";
    private static final String TEXT = "text/plain";
    private static final String BYTES = "application/octet-stream";

    private MediaTypes() {}

    /** What a value is where nobody says it. */
    static String of(Object value) {
        if (isBytes(value)) {
            return BYTES;
        }
        return value instanceof String ? TEXT : JSON;
    }

    static boolean isBytes(Object value) {
        return value instanceof byte[] || value instanceof ByteBuffer;
    }

    /** Whether the content is JSON (RFC 6839, section 3.1). */
    static boolean isJson(String type) {
        int end = type.indexOf(';');
        String bare = (end < 0 ? type : type.substring(0, end)).strip().toLowerCase(Locale.ROOT);
        return bare.endsWith("/json") || bare.endsWith("+json");
    }
}
