package dev.millrace.http.request;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** What stands around and between the items of a body. */
final class Framing {

    static final Framing NONE = new Framing("", "", "");

    private final byte[] prefix;
    private final byte[] separator;
    private final byte[] suffix;

    Framing(String prefix, String separator, String suffix) {
        this.prefix = prefix.getBytes(StandardCharsets.UTF_8);
        this.separator = separator.getBytes(StandardCharsets.UTF_8);
        this.suffix = suffix.getBytes(StandardCharsets.UTF_8);
    }

    /** This one within another. */
    Framing within(Framing outer) {
        return new Framing(text(outer.prefix) + text(prefix), text(separator), text(suffix) + text(outer.suffix));
    }

    byte[] around(byte[] item) {
        return prefix.length + suffix.length == 0 ? item : join(List.of(item));
    }

    byte[] join(List<byte[]> items) {
        long size =
                size(items.size(), items.stream().mapToLong(item -> item.length).sum());
        byte[] body = new byte[Math.toIntExact(size)];
        int at = put(prefix, body, 0);
        for (int i = 0; i < items.size(); i++) {
            at = i == 0 ? at : put(separator, body, at);
            at = put(items.get(i), body, at);
        }
        put(suffix, body, at);
        return body;
    }

    /** The length of the body of so many items, whose own bytes are so many. */
    long size(int items, long itemBytes) {
        return prefix.length + itemBytes + Math.max(0L, items - 1L) * separator.length + suffix.length;
    }

    private static int put(byte[] from, byte[] to, int at) {
        System.arraycopy(from, 0, to, at, from.length);
        return at + from.length;
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
