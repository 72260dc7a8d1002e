package dev.millrace.benchmarks;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.source.SourceRecord;
import org.jspecify.annotations.Nullable;

/** Records of twenty fields, the last of them a struct of three: what transforms are measured with. */
final class TransformRecords {

    private static final int RECORDS = 1_024;
    private static final long SEED = 7;
    private static final String[] COUNTRIES = {"DE", "FR", "NL", "AT"};

    private TransformRecords() {}

    /** Records with so many different schemas, in turn. */
    static SourceRecord[] structs(int schemas) {
        List<Schema> known =
                IntStream.range(0, schemas).mapToObj(TransformRecords::schema).toList();
        SplittableRandom random = new SplittableRandom(SEED);
        return IntStream.range(0, RECORDS)
                .mapToObj(i -> {
                    Schema schema = known.get(i % schemas);
                    Struct value = new Struct(schema);
                    values(random, i).forEach((name, one) -> value.put(name, of(schema.field(name), one)));
                    return record(schema, value);
                })
                .toArray(SourceRecord[]::new);
    }

    /** The same records without a schema. */
    static SourceRecord[] maps() {
        SplittableRandom random = new SplittableRandom(SEED);
        return IntStream.range(0, RECORDS)
                .mapToObj(i -> record(null, values(random, i)))
                .toArray(SourceRecord[]::new);
    }

    private static SourceRecord record(@Nullable Schema schema, Object value) {
        return new SourceRecord(
                Map.of("p", "1"), Map.of("o", 1L), "orders", 3, null, null, schema, value, 1_795_342_530_123L);
    }

    private static Object of(Field field, Object value) {
        if (!(value instanceof Map<?, ?> map)) {
            return value;
        }
        Struct struct = new Struct(field.schema());
        map.forEach((name, one) -> struct.put((String) name, one));
        return struct;
    }

    private static Map<String, Object> values(SplittableRandom random, int number) {
        Map<String, Object> address = new LinkedHashMap<>();
        address.put("street", "Main Street " + number % 97);
        address.put("zip", String.valueOf(10_000 + number % 80_000));
        address.put("cc", COUNTRIES[number % COUNTRIES.length]);
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("id", 1_000_000L + number);
        values.put("i1", number % 10);
        values.put("i2", random.nextInt(1_000));
        values.put("i3", random.nextInt(1_000));
        values.put("l1", random.nextLong());
        values.put("d1", random.nextInt(10_000) / 100.0);
        values.put("d2", random.nextInt(10_000) / 100.0);
        values.put("b1", random.nextInt(2) == 0);
        values.put("s1", "first" + number);
        values.put("s2", "last" + number);
        values.put("s3", "a text of some length " + number);
        values.put("s4", "x" + number);
        values.put("qty", String.valueOf(random.nextInt(1_000)));
        values.put("price", random.nextInt(1_000) + ".25");
        values.put("code", random.nextInt(1_000));
        values.put("created", "2026-11-" + (10 + number % 20) + " 1" + number % 10 + ":15:30");
        values.put("email", "someone" + number + "@example.org");
        values.put("ssn", "123-45-" + (1_000 + number % 9_000));
        values.put("junk", "nobody needs this");
        values.put("addr", address);
        return values;
    }

    private static Schema schema(int number) {
        SchemaBuilder schema = SchemaBuilder.struct().name("orders.v" + number);
        values(new SplittableRandom(SEED), 0).forEach((name, value) -> schema.field(name, of(value)));
        return schema.build();
    }

    private static Schema of(Object value) {
        if (value instanceof Map<?, ?> map) {
            SchemaBuilder schema = SchemaBuilder.struct();
            map.forEach((name, one) -> schema.field((String) name, of(one)));
            return schema.build();
        }
        return switch (value.getClass().getSimpleName()) {
            case "Long" -> Schema.INT64_SCHEMA;
            case "Integer" -> Schema.INT32_SCHEMA;
            case "Double" -> Schema.FLOAT64_SCHEMA;
            case "Boolean" -> Schema.BOOLEAN_SCHEMA;
            default -> Schema.OPTIONAL_STRING_SCHEMA;
        };
    }
}
