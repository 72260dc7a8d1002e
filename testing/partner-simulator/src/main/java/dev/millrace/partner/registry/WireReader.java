package dev.millrace.partner.registry;

import java.nio.ByteBuffer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Reads messages in the wire format of Confluent's serializers: a zero, the schema's id in four bytes, and a value in Avro.
 *
 * <p>It shares nothing with the converters that write them: the schemas are asked of the registry by their ids, and parser
 * and decoder are its own. Thread-safe.
 *
 * @see <a href="https://docs.confluent.io/platform/current/schema-registry/fundamentals/serdes-develop/index.html#wire-format">Wire
 *     format</a>
 */
public final class WireReader {

    private static final int HEADER = 1 + Integer.BYTES;

    private final RegistryClient registry;
    private final Map<Integer, AvroType> types = new ConcurrentHashMap<>();

    public WireReader(RegistryClient registry) {
        this.registry = registry;
    }

    /** The id of the schema that a message was written with. */
    public static int id(byte[] message) {
        if (message.length < HEADER || message[0] != 0) {
            throw new IllegalArgumentException("a message of " + message.length
                    + " bytes that does not begin with a zero and the id of its schema");
        }
        return ByteBuffer.wrap(message).getInt(1);
    }

    /**
     * The value of a message: a record as a map in the order of its fields, decimals, dates and times in the types of the JDK.
     *
     * @throws IllegalArgumentException when it is not in this form, or does not end where its schema says
     */
    public @Nullable Object read(byte[] message) {
        AvroType type = types.computeIfAbsent(id(message), id -> AvroParser.parse(registry.schema(id)));
        AvroInput in = new AvroInput(message, HEADER);
        Object value = type.read(in);
        if (in.left() != 0) {
            throw new IllegalArgumentException(in.left() + " bytes follow the value");
        }
        return value;
    }

    /** The same of a message whose value is a record. */
    @SuppressWarnings("unchecked")
    public Map<String, @Nullable Object> record(byte[] message) {
        if (read(message) instanceof Map<?, ?> fields) {
            return (Map<String, @Nullable Object>) fields;
        }
        throw new IllegalArgumentException("the message is no record");
    }
}
