package dev.millrace.kit;

import dev.millrace.kit.path.SchemaPlans;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.jspecify.annotations.Nullable;

/**
 * Writes Connect values as canonical JSON (RFC 8785), so that equal data has equal bytes and one hash: no white space, names
 * sorted by their UTF-16 units, numbers as ECMAScript writes them, UTF-8.
 *
 * <p>Where JSON or RFC 8785 says nothing about a value of Connect, its type decides and never its size: 64-bit integers,
 * decimals and {@link java.math.BigInteger} are text in plain digits (a decimal keeps its scale); a float32 is the shortest
 * number that reads as the same float32; NaN and the infinities are text; dates and times are ISO 8601 text; binary is base64
 * with padding; fields that are null stand as null, never as the default of their schema; half of a surrogate pair is an
 * escape, as ECMAScript has it. A struct and a map that hold the same are written the same.
 *
 * <p>No tree is built: bytes go to their receiver as they are made. It remembers the order of names for a number of schemas.
 * For any thread.
 */
public final class CanonicalJson {

    /** The name of this form in evidence: RFC 8785 with the rules above. */
    public static final String NAME = "rfc8785";

    private static final int SCHEMAS = 256;

    /** Takes the bytes, such as {@code digest::update} or {@code mac::update}. */
    @FunctionalInterface
    public interface Sink {

        /** Takes some bytes; the array is used again afterwards. */
        void write(byte[] bytes, int from, int length);
    }

    /** The buffer of one thread; who writes while writing gets another one. */
    private static final class Buffer {

        private byte @Nullable [] free;

        byte[] take() {
            byte[] mine = free;
            free = null;
            return mine == null ? new byte[CanonicalWriter.BUFFER] : mine;
        }

        void give(byte[] bytes) {
            free = bytes;
        }
    }

    private final ThreadLocal<Buffer> buffers = ThreadLocal.withInitial(Buffer::new);
    private final SchemaPlans<CanonicalPlan> plans = new SchemaPlans<>("CanonicalJson", SCHEMAS, CanonicalPlan::new);

    /**
     * Writes one value.
     *
     * @param schema where it is known; of a value that is not a struct it tells a date from a time
     * @throws org.apache.kafka.connect.errors.DataException when the value, or something in it, has no form in JSON, or is
     *     nested deeper than 1,000 levels; the message holds no payload
     */
    public void write(@Nullable Schema schema, @Nullable Object value, Sink to) {
        Buffer mine = buffers.get();
        byte[] bytes = mine.take();
        try {
            CanonicalWriter writer = new CanonicalWriter(to, bytes);
            if (value instanceof Struct struct) {
                writer.struct(plans.of(struct.schema()), struct, 0);
            } else {
                writer.value(schema, value, 0);
            }
            writer.flush();
        } finally {
            mine.give(bytes);
        }
    }

    /** The bytes of one value; see {@link #write}. */
    public byte[] bytes(@Nullable Schema schema, @Nullable Object value) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        write(schema, value, bytes::write);
        return bytes.toByteArray();
    }

    /** The text of one value; see {@link #write}. */
    public String text(@Nullable Schema schema, @Nullable Object value) {
        return new String(bytes(schema, value), StandardCharsets.UTF_8);
    }
}
