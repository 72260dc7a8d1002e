package dev.millrace.transforms.audit;

import java.util.HexFormat;
import java.util.regex.Pattern;

/** The header of W3C Trace Context (level 1, section 3.2) by which systems join what they did for one request. */
final class TraceParent {

    static final String HEADER = "traceparent";

    private static final Pattern FORM =
            Pattern.compile("(?!ff)[0-9a-f]{2}-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}(-.*)?");
    private static final int TRACE_BYTES = 16;
    private static final int PARENT_BYTES = 8;

    private TraceParent() {}

    static boolean isOne(String text) {
        return FORM.matcher(text).matches();
    }

    /** One that is made of a hash of at least 24 bytes; it does not say that anything is recorded. */
    static String of(byte[] hash) {
        HexFormat hex = HexFormat.of();
        return "00-" + hex.formatHex(hash, 0, TRACE_BYTES) + "-"
                + hex.formatHex(hash, TRACE_BYTES, TRACE_BYTES + PARENT_BYTES) + "-00";
    }
}
