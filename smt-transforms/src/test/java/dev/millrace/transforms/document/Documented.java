package dev.millrace.transforms.document;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.data.Timestamp;
import org.jspecify.annotations.Nullable;

/** Arbitrary values, as documents can hold them. */
final class Documented {

    static final String JSON_SCHEMA = """
            {"type": "object", "required": ["text", "whole"], "properties": {
               "text": {"type": "string"},
               "whole": {"type": "integer"},
               "small": {"type": ["integer", "null"], "connect.type": "int8"},
               "real": {"type": "number", "connect.type": "float64"},
               "single": {"type": "number", "format": "float"},
               "exact": {"type": "number", "multipleOf": 0.0001},
               "flag": {"type": "boolean"},
               "bytes": {"type": "string", "contentEncoding": "base64"},
               "at": {"type": "string", "connect.type": "timestamp"},
               "list": {"type": "array", "items": {"anyOf": [{"type": "string"}, {"type": "null"}]}},
               "map": {"type": "object", "additionalProperties": {"type": "integer"}},
               "inner": {"$ref": "#/$defs/inner"}},
             "$defs": {"inner": {"type": "object", "properties": {"a": {"type": "string"},
               "more": {"type": "array", "items": {"type": "object", "required": ["n"],
                 "properties": {"n": {"type": "integer"}}}}}}}}
            """;

    private static final Schema ELEMENT =
            SchemaBuilder.struct().field("n", Schema.INT64_SCHEMA).build();
    private static final Schema INNER = SchemaBuilder.struct()
            .optional()
            .field("a", Schema.OPTIONAL_STRING_SCHEMA)
            .field("more", SchemaBuilder.array(ELEMENT).optional().build())
            .build();
    /** What {@link #JSON_SCHEMA} is made of. */
    static final Schema SCHEMA = SchemaBuilder.struct()
            .field("text", Schema.STRING_SCHEMA)
            .field("whole", Schema.INT64_SCHEMA)
            .field("small", Schema.OPTIONAL_INT8_SCHEMA)
            .field("real", Schema.OPTIONAL_FLOAT64_SCHEMA)
            .field("single", Schema.OPTIONAL_FLOAT32_SCHEMA)
            .field("exact", Decimal.builder(4).optional().build())
            .field("flag", Schema.OPTIONAL_BOOLEAN_SCHEMA)
            .field("bytes", Schema.OPTIONAL_BYTES_SCHEMA)
            .field("at", Timestamp.builder().optional().build())
            .field(
                    "list",
                    SchemaBuilder.array(Schema.OPTIONAL_STRING_SCHEMA)
                            .optional()
                            .build())
            .field(
                    "map",
                    SchemaBuilder.map(Schema.STRING_SCHEMA, Schema.INT64_SCHEMA)
                            .optional()
                            .build())
            .field("inner", INNER)
            .build();

    private Documented() {}

    static Arbitrary<String> texts() {
        return Arbitraries.oneOf(
                Arbitraries.strings().ascii().ofMaxLength(6),
                Arbitraries.strings().withCharRange('\u0000', '\uD7FF').ofMaxLength(4),
                Arbitraries.of("\uD83D\uDE00", "\uE000\uFFFD", "\"\\/\b\f", "", " "));
    }

    /** Values as JSON knows them, without a schema. */
    static Arbitrary<Object> values(Arbitrary<Object> fractions) {
        Arbitrary<Object> single = Arbitraries.oneOf(
                texts().asGeneric(),
                Arbitraries.longs().asGeneric(),
                fractions,
                Arbitraries.of(true, false).asGeneric());
        return Arbitraries.recursive(() -> single, Documented::nested, 0, 3);
    }

    static Arbitrary<Object> doubles() {
        return Arbitraries.doubles().asGeneric();
    }

    static Arbitrary<Object> decimals() {
        return Combinators.combine(
                        Arbitraries.bigIntegers(), Arbitraries.integers().between(1, 30))
                .as((digits, scale) -> (Object) new BigDecimal(digits, scale));
    }

    private static Arbitrary<Object> nested(Arbitrary<Object> inner) {
        return Arbitraries.oneOf(
                inner.injectNull(0.1).list().ofMaxSize(3).asGeneric(),
                maps(inner).asGeneric());
    }

    /** Objects as JSON knows them. */
    static Arbitrary<Map<String, @Nullable Object>> maps(Arbitrary<Object> inner) {
        return Combinators.combine(
                        texts().list().uniqueElements().ofMaxSize(3),
                        inner.injectNull(0.1).list().ofSize(3))
                .as((names, members) -> {
                    Map<String, @Nullable Object> map = new LinkedHashMap<>();
                    for (int i = 0; i < names.size(); i++) {
                        map.put(names.get(i), members.get(i));
                    }
                    return map;
                });
    }

    /** Structs of {@link #SCHEMA}. */
    static Arbitrary<Struct> structs() {
        Arbitrary<Struct> flat = Combinators.combine(
                        texts(),
                        Arbitraries.longs(),
                        Arbitraries.bytes().injectNull(0.3),
                        Arbitraries.doubles().injectNull(0.3),
                        Arbitraries.floats().injectNull(0.3),
                        Arbitraries.bigIntegers().injectNull(0.3),
                        Arbitraries.of(true, false).injectNull(0.3),
                        Arbitraries.bytes().array(byte[].class).ofMaxSize(5).injectNull(0.3))
                .as((text, whole, small, real, single, exact, flag, bytes) -> new Struct(SCHEMA)
                        .put("text", text)
                        .put("whole", whole)
                        .put("small", small)
                        .put("real", real)
                        .put("single", single)
                        .put("exact", exact == null ? null : new BigDecimal(exact, 4))
                        .put("flag", flag)
                        .put("bytes", bytes));
        return Combinators.combine(
                        flat,
                        Arbitraries.longs()
                                .between(-62_135_596_800_000L, 253_402_300_799_999L)
                                .injectNull(0.3),
                        texts().injectNull(0.2).list().ofMaxSize(3).injectNull(0.3),
                        Arbitraries.maps(texts(), Arbitraries.longs())
                                .ofMaxSize(3)
                                .injectNull(0.3),
                        texts().injectNull(0.3),
                        Arbitraries.longs().list().ofMaxSize(3).injectNull(0.3))
                .as((struct, at, list, map, a, more) -> struct.put(
                                "at", at == null ? null : Date.from(Instant.ofEpochMilli(at)))
                        .put("list", list)
                        .put("map", map)
                        .put(
                                "inner",
                                a == null ? null : new Struct(INNER).put("a", a).put("more", elements(more))));
    }

    private static @Nullable List<Struct> elements(@Nullable List<Long> numbers) {
        return numbers == null
                ? null
                : numbers.stream().map(n -> new Struct(ELEMENT).put("n", n)).toList();
    }

    /** Values as XML knows them: what {@link XmlTree} makes of documents. */
    static Arbitrary<Map<String, Object>> elements() {
        Arbitrary<String> text = Arbitraries.oneOf(
                Arbitraries.strings().withCharRange(' ', '\uD7FF').ofMaxLength(5),
                Arbitraries.of("<&>\"'", "a\tb\nc\rd", "]]>", "\uD83D\uDE00", ""));
        return element(text, 2);
    }

    private static Arbitrary<Map<String, Object>> element(Arbitrary<String> text, int depth) {
        Arbitrary<Object> single = depth == 0
                ? text.asGeneric()
                : Arbitraries.oneOf(text.asGeneric(), element(text, depth - 1).asGeneric());
        Arbitrary<Object> member = Arbitraries.oneOf(
                single, single.list().ofMinSize(2).ofMaxSize(3).asGeneric());
        Arbitrary<String> names = Arbitraries.of("a", "b-1", "_c.d", "é", "{urn:x}e", "{http://e.com/?a=1&b='\"}f");
        return Combinators.combine(
                        names.list().uniqueElements().ofMinSize(1).ofMaxSize(3),
                        member.list().ofSize(3),
                        names.list().uniqueElements().ofMaxSize(2),
                        text.list().ofSize(2),
                        Arbitraries.of("", "t", "t & u"))
                .as((elements, values, attributes, texts, own) -> {
                    Map<String, Object> map = new LinkedHashMap<>();
                    for (int i = 0; i < attributes.size(); i++) {
                        map.put("@" + attributes.get(i), texts.get(i));
                    }
                    for (int i = 0; i < elements.size(); i++) {
                        map.put(elements.get(i), values.get(i));
                    }
                    if (!own.isEmpty()) {
                        map.put("#text", own);
                    }
                    return map;
                });
    }
}
