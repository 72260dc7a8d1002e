package dev.millrace.transforms.protection;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.data.Time;
import org.apache.kafka.connect.data.Timestamp;
import org.jspecify.annotations.Nullable;

/** Values of every type that Connect has, with their schemas, nested up to two levels. */
final class Values {

    private static final long DAY = 86_400_000L;

    private Values() {}

    static Arbitrary<SchemaAndValue> all() {
        return Arbitraries.oneOf(leaves(), nested(leaves()), nested(nested(leaves())));
    }

    static Arbitrary<SchemaAndValue> leaves() {
        return Arbitraries.oneOf(
                Arbitraries.strings().all().map(Values::wellFormed).map(text -> of(Schema.STRING_SCHEMA, text)),
                Arbitraries.strings()
                        .ascii()
                        .map(text -> of(
                                SchemaBuilder.string()
                                        .optional()
                                        .name("io.debezium.data.Enum")
                                        .version(1)
                                        .doc("a \"doc\"")
                                        .parameter("allowed", "a,b")
                                        .defaultValue("a")
                                        .build(),
                                text)),
                Arbitraries.of(true, false).map(flag -> of(Schema.BOOLEAN_SCHEMA, flag)),
                Arbitraries.bytes().map(number -> of(Schema.INT8_SCHEMA, number)),
                Arbitraries.shorts().map(number -> of(Schema.OPTIONAL_INT16_SCHEMA, number)),
                Arbitraries.integers().map(number -> of(Schema.INT32_SCHEMA, number)),
                Arbitraries.longs()
                        .map(number -> of(SchemaBuilder.int64().defaultValue(7L).build(), number)),
                Arbitraries.floats().map(number -> of(Schema.FLOAT32_SCHEMA, number)),
                Arbitraries.doubles().map(number -> of(Schema.FLOAT64_SCHEMA, number)),
                Arbitraries.bytes().array(byte[].class).ofMaxSize(40).map(bytes -> of(Schema.BYTES_SCHEMA, bytes)),
                Arbitraries.bigIntegers().map(digits -> of(Decimal.builder(3).build(), new BigDecimal(digits, 3))),
                Arbitraries.longs()
                        .between(-40_000, 40_000)
                        .map(day -> of(
                                org.apache.kafka.connect.data.Date.SCHEMA, Date.from(Instant.ofEpochMilli(day * DAY)))),
                Arbitraries.longs()
                        .between(0, DAY - 1)
                        .map(time -> of(Time.SCHEMA, Date.from(Instant.ofEpochMilli(time)))),
                Arbitraries.longs()
                        .between(-DAY * 40_000, DAY * 40_000)
                        .map(time ->
                                of(Timestamp.builder().optional().build(), Date.from(Instant.ofEpochMilli(time)))));
    }

    private static Arbitrary<SchemaAndValue> nested(Arbitrary<SchemaAndValue> inner) {
        return Arbitraries.oneOf(
                inner.map(one -> of(SchemaBuilder.array(one.schema()).build(), List.of(one.value(), one.value()))),
                inner.map(one -> of(
                        SchemaBuilder.map(Schema.STRING_SCHEMA, one.schema()).build(),
                        Map.of("a", one.value(), "b", one.value()))),
                Combinators.combine(inner, inner).as((one, other) -> {
                    Schema schema = SchemaBuilder.struct()
                            .name("a.Struct")
                            .version(2)
                            .field("one", one.schema())
                            .field("none", Schema.OPTIONAL_INT32_SCHEMA)
                            .field("other", other.schema())
                            .build();
                    return of(schema, new Struct(schema).put("one", one.value()).put("other", other.value()));
                }));
    }

    private static SchemaAndValue of(Schema schema, Object value) {
        return new SchemaAndValue(schema, value);
    }

    /** What comes back without a schema: a struct as a map. */
    static Object plain(@Nullable Object value) {
        if (value instanceof Struct struct) {
            Map<Object, Object> map = new HashMap<>();
            struct.schema().fields().forEach(field -> map.put(field.name(), plain(struct.get(field))));
            return map;
        }
        if (value instanceof Map<?, ?> map) {
            Map<Object, Object> plain = new HashMap<>();
            map.forEach((key, each) -> plain.put(key, plain(each)));
            return plain;
        }
        if (value instanceof List<?> list) {
            return list.stream().map(Values::plain).toList();
        }
        // Arrays have no equality of their own.
        return value instanceof byte[] bytes ? new BigInteger(1, bytes) : value == null ? "null" : value;
    }

    static String wellFormed(String text) {
        return text.codePoints()
                .filter(sign -> Character.getType(sign) != Character.SURROGATE)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
