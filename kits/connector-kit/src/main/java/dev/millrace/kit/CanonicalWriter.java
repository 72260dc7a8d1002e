package dev.millrace.kit;

import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.DataException;
import org.jspecify.annotations.Nullable;

/** Writes one value as canonical JSON; belongs to one thread. */
final class CanonicalWriter {

    static final int BUFFER = 1_024;

    private static final int SHORT_TEXT = BUFFER / 4;
    private static final int MOST_PER_CHARACTER = 6;
    private static final int DEEPEST = 1_000;
    private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

    private record Entry(String name, @Nullable Object value) implements Comparable<Entry> {

        /** By UTF-16 units, as RFC 8785 section 3.2.3 has it and as Java compares text. */
        @Override
        public int compareTo(Entry other) {
            return name.compareTo(other.name);
        }
    }

    private final CanonicalJson.Sink to;
    private final byte[] buffer;
    private int filled;

    /**
     * A writer with an empty buffer.
     *
     * @param buffer of {@link #BUFFER} bytes, which it has for itself
     */
    CanonicalWriter(CanonicalJson.Sink to, byte[] buffer) {
        this.to = to;
        this.buffer = buffer;
    }

    /** A name as it stands in front of its value, behind a comma where another one is in front. */
    static byte[] name(String name, boolean isFirst) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        CanonicalWriter writer = new CanonicalWriter(bytes::write, new byte[BUFFER]);
        if (!isFirst) {
            writer.one(',');
        }
        writer.string(name);
        writer.one(':');
        writer.flush();
        return bytes.toByteArray();
    }

    void flush() {
        if (filled > 0) {
            to.write(buffer, 0, filled);
            filled = 0;
        }
    }

    void value(@Nullable Schema schema, @Nullable Object value, int depth) {
        if (value instanceof Struct struct) {
            struct(new CanonicalPlan(struct.schema()), struct, depth);
        } else if (value instanceof Map<?, ?> map) {
            map(null, 0, schema, map, depth);
        } else if (value instanceof List<?> list) {
            list(null, 0, schema, list, depth);
        } else {
            scalar(schema, value);
        }
    }

    void struct(CanonicalPlan plan, Struct struct, int depth) {
        requireShallow(depth);
        one('{');
        for (int at = 0; at < plan.size(); at++) {
            raw(plan.name(at));
            inner(plan, at, plan.field(at).schema(), plan.value(at, struct), depth + 1);
        }
        one('}');
    }

    /** A value in the field of a struct, whose plan knows the plans of structs that stand there. */
    private void inner(
            @Nullable CanonicalPlan plan, int at, @Nullable Schema schema, @Nullable Object value, int depth) {
        if (isPlain(value)) {
            scalar(schema, value);
        } else if (plan == null) {
            value(schema, value, depth);
        } else if (value instanceof Struct struct) {
            struct(plan.inner(at, struct.schema()), struct, depth);
        } else if (value instanceof Map<?, ?> map) {
            map(plan, at, schema, map, depth);
        } else if (value instanceof List<?> list) {
            list(plan, at, schema, list, depth);
        } else {
            scalar(schema, value);
        }
    }

    /** Whether it is one of the most frequent scalars: to find that a text is no map takes longer than to find that it is a text. */
    private static boolean isPlain(@Nullable Object value) {
        return value instanceof String || value instanceof Number || value instanceof Boolean || value == null;
    }

    private void map(@Nullable CanonicalPlan plan, int at, @Nullable Schema schema, Map<?, ?> map, int depth) {
        requireShallow(depth);
        Entry[] entries = new Entry[map.size()];
        int count = 0;
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            entries[count++] = new Entry(name(entry.getKey()), entry.getValue());
        }
        Arrays.sort(entries);
        Schema inner = schema == null ? null : schema.valueSchema();
        one('{');
        for (int next = 0; next < entries.length; next++) {
            Entry entry = entries[next];
            if (next > 0) {
                if (entry.name().equals(entries[next - 1].name())) {
                    throw new DataException("JSON has no form for a map with two keys of the same text");
                }
                one(',');
            }
            string(entry.name());
            one(':');
            inner(plan, at, inner, entry.value(), depth + 1);
        }
        one('}');
    }

    private void list(@Nullable CanonicalPlan plan, int at, @Nullable Schema schema, List<?> list, int depth) {
        requireShallow(depth);
        Schema inner = schema == null ? null : schema.valueSchema();
        one('[');
        boolean first = true;
        for (Object element : list) {
            if (!first) {
                one(',');
            }
            first = false;
            inner(plan, at, inner, element, depth + 1);
        }
        one(']');
    }

    private static String name(@Nullable Object key) {
        if (key instanceof String text) {
            return text;
        }
        if (key instanceof Number || key instanceof Boolean) {
            return key.toString();
        }
        throw new DataException("JSON has no form for a map key of type "
                + (key == null ? "null" : key.getClass().getName()));
    }

    private static void requireShallow(int depth) {
        if (depth >= DEEPEST) {
            throw new DataException("the value can't be written as JSON: it is nested deeper than " + DEEPEST);
        }
    }

    private void scalar(@Nullable Schema schema, @Nullable Object value) {
        if (value == null) {
            ascii("null");
        } else if (value instanceof String text) {
            string(text);
        } else if (value instanceof Long || value instanceof BigInteger) {
            quoted(value.toString());
        } else if (value instanceof Integer || value instanceof Short || value instanceof Byte) {
            ascii(value.toString());
        } else if (value instanceof Boolean flag) {
            ascii(flag ? "true" : "false");
        } else if (value instanceof Double number) {
            number(number, EcmaNumber.text(number));
        } else if (value instanceof Float number) {
            number(number, EcmaNumber.text(number.floatValue()));
        } else if (value instanceof BigDecimal number) {
            quoted(ConnectJson.plain(number));
        } else if (value instanceof Date date) {
            quoted(ConnectJson.time(schema, date.toInstant()));
        } else if (value instanceof byte[] || value instanceof ByteBuffer) {
            quoted(Base64.getEncoder().encodeToString(ValueText.bytes(value)));
        } else {
            throw new DataException(
                    "JSON has no form for a value of type " + value.getClass().getName());
        }
    }

    private void number(double number, String text) {
        if (Double.isFinite(number)) {
            ascii(text);
        } else {
            quoted(text);
        }
    }

    private void quoted(String ascii) {
        one('"');
        ascii(ascii);
        one('"');
    }

    /** A JSON string, with the escapes that RFC 8785 section 3.2.2.2 has and no others. */
    void string(String text) {
        int length = text.length();
        if (length <= SHORT_TEXT && isWritten(text)) {
            return;
        }
        one('"');
        int at = 0;
        while (at < length) {
            at = plain(text, at);
            if (at < length) {
                at += special(text, at);
            }
        }
        one('"');
    }

    /** Writes a short text where all of it is ASCII that needs no escape, and else nothing. */
    private boolean isWritten(String text) {
        int length = text.length();
        ensure(length + 2);
        byte[] bytes = buffer;
        int next = filled;
        bytes[next++] = '"';
        for (int at = 0; at < length; at++) {
            char c = text.charAt(at);
            if (c < 0x20 || c >= 0x80 || c == '"' || c == '\\') {
                return false;
            }
            bytes[next++] = (byte) c;
        }
        bytes[next++] = '"';
        filled = next;
        return true;
    }

    /** Writes what needs no escape and is ASCII, as far as there is room; gives the place behind it. */
    private int plain(String text, int from) {
        ensure(MOST_PER_CHARACTER);
        int end = Math.min(text.length(), from + BUFFER - filled);
        int next = filled;
        int at = from;
        while (at < end) {
            char c = text.charAt(at);
            if (c < 0x20 || c >= 0x80 || c == '"' || c == '\\') {
                break;
            }
            buffer[next++] = (byte) c;
            at++;
        }
        filled = next;
        return at;
    }

    /** Writes one character of any kind; gives how many units it has. */
    private int special(String text, int at) {
        ensure(MOST_PER_CHARACTER);
        char c = text.charAt(at);
        if (c < 0x80) {
            if (c >= 0x20 && c != '"' && c != '\\') {
                put(c);
            } else {
                escape(c);
            }
        } else if (c < 0x800) {
            put(0xC0 | (c >> 6), tail(c));
        } else if (!Character.isSurrogate(c)) {
            put(0xE0 | (c >> 12), tail(c >> 6), tail(c));
        } else if (Character.isHighSurrogate(c)
                && at + 1 < text.length()
                && Character.isLowSurrogate(text.charAt(at + 1))) {
            int point = Character.toCodePoint(c, text.charAt(at + 1));
            put(0xF0 | (point >> 18), tail(point >> 12), tail(point >> 6), tail(point));
            return 2;
        } else {
            unicode(c);
        }
        return 1;
    }

    /** A byte behind the first one of a character in UTF-8 (RFC 3629 section 3): its last six bits. */
    private static int tail(int bits) {
        return 0x80 | (bits & 0x3F);
    }

    private void escape(char c) {
        switch (c) {
            case '"', '\\' -> put('\\', c);
            case '\b' -> put('\\', 'b');
            case '\t' -> put('\\', 't');
            case '\n' -> put('\\', 'n');
            case '\f' -> put('\\', 'f');
            case '\r' -> put('\\', 'r');
            default -> unicode(c);
        }
    }

    private void unicode(char c) {
        put('\\', 'u', HEX[c >> 12], HEX[(c >> 8) & 0xF], HEX[(c >> 4) & 0xF], HEX[c & 0xF]);
    }

    private void put(int... bytes) {
        ensure(bytes.length);
        for (int next : bytes) {
            buffer[filled++] = (byte) next;
        }
    }

    private void one(char ascii) {
        ensure(1);
        buffer[filled++] = (byte) ascii;
    }

    private void ascii(String text) {
        int length = text.length();
        if (length > BUFFER) {
            raw(text.getBytes(StandardCharsets.US_ASCII));
            return;
        }
        ensure(length);
        for (int at = 0; at < length; at++) {
            buffer[filled + at] = (byte) text.charAt(at);
        }
        filled += length;
    }

    private void raw(byte[] bytes) {
        if (bytes.length > BUFFER) {
            flush();
            to.write(bytes, 0, bytes.length);
            return;
        }
        ensure(bytes.length);
        System.arraycopy(bytes, 0, buffer, filled, bytes.length);
        filled += bytes.length;
    }

    private void ensure(int room) {
        if (filled + room > BUFFER) {
            flush();
        }
    }
}
