package dev.millrace.transforms.protection;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.jspecify.annotations.Nullable;

/**
 * Connect values as bytes that carry their types, so that what was encrypted comes back as what it was. The same value gives the
 * same bytes, maps by the order of their entries. A struct comes back as one where its schema is at hand, else as a map.
 */
final class ValueBytes {

    private static final int DEEPEST = 100;

    private ValueBytes() {}

    /**
     * The bytes of a value.
     *
     * @throws SealFault when it is of no type that Connect has, or nested too deep
     */
    static byte[] of(Object value) throws SealFault {
        if (value instanceof String text) {
            byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
            byte[] bytes = new byte[1 + utf8.length];
            bytes[0] = 's';
            System.arraycopy(utf8, 0, bytes, 1, utf8.length);
            return bytes;
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            write(out, value, 0);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }

    /**
     * The value of bytes.
     *
     * @param schema of the value where one is known
     * @throws SealFault when they were not made by {@link #of}, or for another schema
     */
    static @Nullable Object read(byte[] bytes, @Nullable Schema schema) throws SealFault {
        if (bytes.length > 0 && bytes[0] == 's') {
            return new String(bytes, 1, bytes.length - 1, StandardCharsets.UTF_8);
        }
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            return read(in, schema);
        } catch (IOException cut) {
            throw new SealFault("malformed-plaintext");
        }
    }

    private static void write(DataOutputStream out, @Nullable Object value, int depth) throws IOException, SealFault {
        if (depth > DEEPEST) {
            throw new SealFault("too-deep");
        }
        if (value == null) {
            out.writeByte('0');
        } else if (value instanceof String text) {
            block(out, 't', text.getBytes(StandardCharsets.UTF_8));
        } else if (value instanceof Boolean flag) {
            out.writeByte(flag ? 'y' : 'n');
        } else if (value instanceof Byte number) {
            out.writeByte('1');
            out.writeByte(number);
        } else if (value instanceof Short number) {
            out.writeByte('2');
            out.writeShort(number);
        } else if (value instanceof Integer number) {
            out.writeByte('4');
            out.writeInt(number);
        } else if (value instanceof Long number) {
            out.writeByte('8');
            out.writeLong(number);
        } else if (value instanceof Float number) {
            out.writeByte('f');
            out.writeInt(Float.floatToIntBits(number));
        } else if (value instanceof Double number) {
            out.writeByte('d');
            out.writeLong(Double.doubleToLongBits(number));
        } else if (value instanceof BigDecimal number) {
            out.writeByte('#');
            out.writeInt(number.scale());
            block(out, 'i', number.unscaledValue().toByteArray());
        } else if (value instanceof BigInteger number) {
            block(out, 'i', number.toByteArray());
        } else if (value instanceof Date date) {
            out.writeByte('@');
            out.writeLong(date.toInstant().toEpochMilli());
        } else if (value instanceof byte[] content) {
            block(out, 'b', content);
        } else if (value instanceof ByteBuffer buffer) {
            byte[] content = new byte[buffer.remaining()];
            buffer.duplicate().get(content);
            block(out, 'b', content);
        } else {
            writeNested(out, value, depth);
        }
    }

    private static void writeNested(DataOutputStream out, Object value, int depth) throws IOException, SealFault {
        if (value instanceof List<?> list) {
            out.writeByte('[');
            out.writeInt(list.size());
            for (Object element : list) {
                write(out, element, depth + 1);
            }
        } else if (value instanceof Map<?, ?> map) {
            out.writeByte('{');
            out.writeInt(map.size());
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                write(out, entry.getKey(), depth + 1);
                write(out, entry.getValue(), depth + 1);
            }
        } else if (value instanceof Struct struct) {
            out.writeByte('{');
            out.writeInt(struct.schema().fields().size());
            for (Field field : struct.schema().fields()) {
                write(out, field.name(), depth + 1);
                write(out, struct.getWithoutDefault(field.name()), depth + 1);
            }
        } else {
            throw new SealFault("not-supported");
        }
    }

    private static void block(DataOutputStream out, char type, byte[] content) throws IOException {
        out.writeByte(type);
        out.writeInt(content.length);
        out.write(content);
    }

    private static byte[] block(DataInputStream in) throws IOException {
        return in.readNBytes(in.readInt());
    }

    private static @Nullable Object read(DataInputStream in, @Nullable Schema schema) throws IOException, SealFault {
        int type = in.readUnsignedByte();
        return switch (type) {
            case '0' -> null;
            case 't' -> new String(block(in), StandardCharsets.UTF_8);
            case 'y' -> true;
            case 'n' -> false;
            case '1' -> in.readByte();
            case '2' -> in.readShort();
            case '4' -> in.readInt();
            case '8' -> in.readLong();
            case 'f' -> Float.intBitsToFloat(in.readInt());
            case 'd' -> Double.longBitsToDouble(in.readLong());
            case '#' -> decimal(in);
            case 'i' -> new BigInteger(block(in));
            case '@' -> Date.from(Instant.ofEpochMilli(in.readLong()));
            case 'b' -> block(in);
            case '[' -> list(in, schema);
            case '{' -> schema != null && schema.type() == Schema.Type.STRUCT ? struct(in, schema) : map(in, schema);
            default -> throw new SealFault("malformed-plaintext");
        };
    }

    private static BigDecimal decimal(DataInputStream in) throws IOException, SealFault {
        int scale = in.readInt();
        if (!(read(in, null) instanceof BigInteger unscaled)) {
            throw new SealFault("malformed-plaintext");
        }
        return new BigDecimal(unscaled, scale);
    }

    private static List<@Nullable Object> list(DataInputStream in, @Nullable Schema schema)
            throws IOException, SealFault {
        Schema each = schema != null && schema.type() == Schema.Type.ARRAY ? schema.valueSchema() : null;
        int size = in.readInt();
        List<@Nullable Object> list = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            list.add(read(in, each));
        }
        return list;
    }

    private static Map<@Nullable Object, @Nullable Object> map(DataInputStream in, @Nullable Schema schema)
            throws IOException, SealFault {
        Schema known = schema != null && schema.type() == Schema.Type.MAP ? schema : null;
        int size = in.readInt();
        Map<@Nullable Object, @Nullable Object> map = new LinkedHashMap<>();
        for (int i = 0; i < size; i++) {
            Object key = read(in, known == null ? null : known.keySchema());
            map.put(key, read(in, known == null ? null : known.valueSchema()));
        }
        return map;
    }

    private static Struct struct(DataInputStream in, Schema schema) throws IOException, SealFault {
        int size = in.readInt();
        Struct struct = new Struct(schema);
        for (int i = 0; i < size; i++) {
            Field field = read(in, null) instanceof String name ? schema.field(name) : null;
            if (field == null) {
                throw new SealFault("type-differs");
            }
            struct.put(field, read(in, field.schema()));
        }
        return struct;
    }
}
