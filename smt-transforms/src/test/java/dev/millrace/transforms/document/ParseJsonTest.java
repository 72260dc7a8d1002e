package dev.millrace.transforms.document;

import static dev.millrace.transforms.document.Given.applied;
import static dev.millrace.transforms.document.Given.map;
import static dev.millrace.transforms.document.Given.options;
import static dev.millrace.transforms.document.Given.plain;
import static dev.millrace.transforms.document.Given.record;
import static dev.millrace.transforms.document.Given.transform;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.transforms.rewrite.MisusedTransform;
import dev.millrace.transforms.rewrite.Side;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.ConfigValue;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ParseJsonTest {

    private static final String ORDER = """
            {"title": "shop.Order", "type": "object", "required": ["id"],
             "properties": {
               "id": {"type": "integer"},
               "amount": {"type": "number", "multipleOf": 0.01},
               "lines": {"type": "array", "items": {"type": "object", "required": ["sku"],
                 "properties": {"sku": {"type": "string"}, "n": {"type": "integer", "connect.type": "int32"}}}},
               "tags": {"type": "object", "additionalProperties": {"type": "string"}}}}
            """;
    private static final String TEXT = "{\"id\":1,\"amount\":10.5,\"lines\":[{\"sku\":\"a\",\"n\":2},{\"sku\":\"b\"}],"
            + "\"tags\":{\"k\":\"v\"}}";
    private static final Schema HOLDER = SchemaBuilder.struct()
            .name("Holder")
            .version(3)
            .doc("what holds it")
            .parameter("p", "q")
            .field("before", Schema.INT32_SCHEMA)
            .field("payload", Schema.STRING_SCHEMA)
            .field("after", Schema.OPTIONAL_STRING_SCHEMA)
            .build();

    @Test
    void makesAStructOfAWholeValueByItsSchema() {
        try (DocumentWork work = transform(Documents.PARSE_JSON, "schema", ORDER)) {
            SourceRecord done = applied(work, record(Schema.STRING_SCHEMA, TEXT));

            assertThat(done.valueSchema().name()).isEqualTo("shop.Order");
            assertThat(done.valueSchema().isOptional()).isFalse();
            assertThat(((Struct) done.value()).schema()).isSameAs(done.valueSchema());
            assertThat(plain(done.value()))
                    .isEqualTo(map(
                            "id",
                            1L,
                            "amount",
                            new BigDecimal("10.50"),
                            "lines",
                            List.of(map("sku", "a", "n", 2), map("sku", "b")),
                            "tags",
                            map("k", "v")));
        }
    }

    @Test
    void makesAMapOfAWholeValueWithoutASchema() {
        try (DocumentWork work = transform(Documents.PARSE_JSON)) {
            SourceRecord ofText = applied(work, record(Schema.STRING_SCHEMA, "{\"b\":1,\"a\":[null,10.5]}"));
            SourceRecord ofBytes =
                    applied(work, record(null, ByteBuffer.wrap("{\"b\":\"ü\"}".getBytes(StandardCharsets.UTF_8))));

            assertThat(ofText.valueSchema()).isNull();
            assertThat(ofText.value()).hasToString("{b=1, a=[null, 10.5]}");
            assertThat(ofBytes.value()).isEqualTo(Map.of("b", "ü"));
        }
    }

    @Test
    void putsTheDocumentInThePlaceOfItsText() {
        try (DocumentWork work = transform(Documents.PARSE_JSON, "schema", ORDER, "path", "payload")) {
            Struct struct =
                    new Struct(HOLDER).put("before", 1).put("payload", TEXT).put("after", "x");
            SourceRecord done = applied(work, record(HOLDER, struct));
            SourceRecord next = applied(work, record(HOLDER, struct));

            assertThat(done.valueSchema().fields()).extracting("name").containsExactly("before", "payload", "after");
            assertThat(done.valueSchema().name()).isEqualTo("Holder");
            assertThat(done.valueSchema().version()).isEqualTo(3);
            assertThat(done.valueSchema().doc()).isEqualTo("what holds it");
            assertThat(done.valueSchema().parameters()).isEqualTo(Map.of("p", "q"));
            assertThat(done.valueSchema().field("payload").schema().isOptional())
                    .isFalse();
            assertThat(((Struct) done.value()).getStruct("payload").getInt64("id"))
                    .isEqualTo(1);
            assertThat(next.valueSchema()).isSameAs(done.valueSchema());
            assertThat(struct.get("payload")).isEqualTo(TEXT);
        }
    }

    @Test
    void putsTheDocumentIntoANewFieldNestedWhereAsked() {
        try (DocumentWork work =
                transform(Documents.PARSE_JSON, "schema", ORDER, "path", "payload", "target", "parsed.order")) {
            Struct struct = new Struct(HOLDER).put("before", 1).put("payload", TEXT);
            Map<String, Object> map = Map.of("before", 1, "payload", TEXT);

            SourceRecord ofStruct = applied(work, record(HOLDER, struct));
            SourceRecord ofMap = applied(work, record(null, map));

            Struct parsed = ((Struct) ofStruct.value()).getStruct("parsed").getStruct("order");
            assertThat(parsed.getInt64("id")).isEqualTo(1);
            assertThat(plain(ofStruct.value())).isEqualTo(plain(ofMap.value()));
            assertThat(map).containsOnlyKeys("before", "payload");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"id\":\"secret\"} | payload.id | not-a-number",
                "{} | payload.id | required",
                "{\"id\":null} | payload.id | null",
                "{\"id\":1.5} | payload.id | not-an-integer",
                "{\"id\":9223372036854775808} | payload.id | number-out-of-range",
                "{\"id\":1,\"amount\":1.005} | payload.amount | too-many-decimals",
                "{\"id\":1,\"lines\":[{\"sku\":\"x\"},{\"sku\":7}]} | payload.lines[*].sku | not-text",
                "{\"id\":1,\"lines\":[{\"sku\":\"x\",\"n\":2147483648}]} | payload.lines[*].n | number-out-of-range",
                "{\"id\":1,\"lines\":{}} | payload.lines | not-a-list",
                "{\"id\":1,\"tags\":{\"secret\":1}} | payload.tags.* | not-text",
                "{\"id\":1,\"secret\":1} | payload | unknown-field",
                "{\"id\":1,\"id\":2} | payload | duplicate-key",
                "{\"id\":secret} | payload | malformed",
                "[] | payload | not-an-object",
                "null | payload | null"
            })
    void failsWithPlaceAndCodeAndWithoutAnyValue(String text, String path, String code) {
        try (DocumentWork work = transform(Documents.PARSE_JSON, "schema", ORDER, "path", "payload")) {
            Struct struct = new Struct(HOLDER).put("before", 1).put("payload", text);

            assertThatThrownBy(() -> applied(work, record(HOLDER, struct)))
                    .isInstanceOf(DataException.class)
                    .hasNoCause()
                    .hasMessage("{\"transform\":\"ParseJson\",\"rule\":\"payload\",\"path\":\"" + path
                            + "\",\"code\":\"" + code + "\"}");
            String ofMap = message(work, record(null, Map.of("payload", text)));
            if (!code.equals("null")) {
                assertThat(ofMap).contains("\"path\":\"" + path + "\",\"code\":\"" + code + "\"");
            }
        }
    }

    @Test
    void keepsTheRecordOrPutsNullWhereAsked() {
        Schema schema =
                SchemaBuilder.struct().field("payload", Schema.STRING_SCHEMA).build();
        SourceRecord broken = record(schema, new Struct(schema).put("payload", "{"));
        SourceRecord brokenMap = record(null, Map.of("payload", "{"));
        try (DocumentWork keep =
                        transform(Documents.PARSE_JSON, "schema", ORDER, "path", "payload", "on.error", "keep");
                DocumentWork beside = transform(
                        Documents.PARSE_JSON,
                        "schema",
                        ORDER,
                        "path",
                        "payload",
                        "target",
                        "parsed",
                        "on.error",
                        "keep");
                DocumentWork none =
                        transform(Documents.PARSE_JSON, "schema", ORDER, "path", "payload", "on.error", "null")) {
            assertThat(message(keep, broken)).contains("cannot-be-kept");
            assertThat(((Struct) applied(beside, broken).value()).get("payload"))
                    .isEqualTo("{");
            assertThat(((Struct) applied(beside, broken).value()).get("parsed")).isNull();
            assertThat(applied(keep, brokenMap)).isSameAs(brokenMap);
            assertThat(((Struct) applied(none, broken).value()).get("payload")).isNull();
            assertThat(applied(none, brokenMap).value()).isEqualTo(map("payload", null));
        }
    }

    @ParameterizedTest
    @CsvSource({"ignore, false, ", "null, true, ", "fail, false, missing"})
    void doesWithMissingFieldsAsTold(String policy, boolean added, String code) {
        Schema schema =
                SchemaBuilder.struct().field("other", Schema.STRING_SCHEMA).build();
        SourceRecord struct = record(schema, new Struct(schema).put("other", "x"));
        SourceRecord map = record(null, Map.of("other", "x"));
        try (DocumentWork work =
                transform(Documents.PARSE_JSON, "schema", ORDER, "path", "a.b", "target", "c", "on.missing", policy)) {
            if (code != null) {
                assertThat(message(work, struct)).contains("\"path\":\"a.b\",\"code\":\"missing\"");
                assertThat(message(work, map)).contains("\"path\":\"a.b\",\"code\":\"missing\"");
            } else {
                assertThat(applied(work, struct).valueSchema().field("c") != null)
                        .isEqualTo(added);
                assertThat(((Map<?, ?>) applied(work, map).value()).containsKey("c"))
                        .isEqualTo(added);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"keep, ", "default, ", "fail, null", "drop, "})
    void doesWithNullsAsTold(String policy, String code) {
        Schema inner = SchemaBuilder.struct()
                .optional()
                .field("p", Schema.STRING_SCHEMA)
                .build();
        Schema schema = SchemaBuilder.struct()
                .field(
                        "payload",
                        SchemaBuilder.string().optional().defaultValue(TEXT).build())
                .field("inner", inner)
                .build();
        SourceRecord struct = record(schema, new Struct(schema).put("payload", null));
        try (DocumentWork work =
                        transform(Documents.PARSE_JSON, "schema", ORDER, "path", "payload", "on.null", policy);
                DocumentWork deep =
                        transform(Documents.PARSE_JSON, "schema", ORDER, "path", "inner.p", "on.null", policy)) {
            if (code != null) {
                assertThat(message(work, struct)).contains("\"code\":\"null\"");
            } else if (policy.equals("drop")) {
                assertThat(work.apply(struct)).isNull();
            } else {
                assertThat(((Struct) applied(work, struct).value()).get("payload") != null)
                        .isEqualTo(policy.equals("default"));
                assertThat(((Struct) applied(deep, struct).value()).get("inner"))
                        .isNull();
                assertThat(applied(deep, struct)
                                .valueSchema()
                                .field("inner")
                                .schema()
                                .field("p")
                                .schema()
                                .type())
                        .isEqualTo(Schema.Type.STRUCT);
            }
        }
    }

    @Test
    void stopsWhereAValueWithoutASchemaWouldStandInAStruct() {
        try (DocumentWork work = transform(Documents.PARSE_JSON, "path", "payload", "on.error", "keep")) {
            Struct struct = new Struct(HOLDER).put("before", 1).put("payload", TEXT);

            assertThatThrownBy(() -> applied(work, record(HOLDER, struct)))
                    .isInstanceOf(MisusedTransform.class)
                    .hasMessageContaining("schema is needed by ParseJson");
        }
    }

    @Test
    void readsTheDocumentsOfManyPlaces() {
        Schema item = SchemaBuilder.struct()
                .name("Item")
                .field("p", Schema.STRING_SCHEMA)
                .build();
        Schema schema = SchemaBuilder.struct()
                .field("items", SchemaBuilder.array(item).build())
                .build();
        String id = "{\"properties\":{\"id\":{\"type\":\"integer\"}}}";
        Struct one = new Struct(item).put("p", "{\"id\":1}");
        Struct two = new Struct(item).put("p", "{\"id\":2}");
        Struct broken = new Struct(item).put("p", "{\"id\":\"secret\"}");
        Map<String, Object> map = Map.of("items", List.of(Map.of("p", "{\"id\":1}"), Map.of("p", "{\"id\":2}")));
        try (DocumentWork work = transform(Documents.PARSE_JSON, "schema", id, "path", "items[*].p");
                DocumentWork bare = transform(Documents.PARSE_JSON, "path", "items[*].p")) {
            SourceRecord ofStruct = applied(work, record(schema, new Struct(schema).put("items", List.of(one, two))));
            SourceRecord ofMap = applied(work, record(null, map));

            assertThat(plain(ofStruct.value()))
                    .isEqualTo(map("items", List.of(map("p", map("id", 1L)), map("p", map("id", 2L)))));
            assertThat(plain(ofMap.value())).isEqualTo(plain(ofStruct.value()));
            assertThat(message(work, record(schema, new Struct(schema).put("items", List.of(one, broken)))))
                    .isEqualTo("{\"transform\":\"ParseJson\",\"rule\":\"items[*].p\",\"path\":\"items[*].p.id\","
                            + "\"code\":\"not-a-number\"}");
            assertThatThrownBy(() -> bare.apply(record(schema, new Struct(schema).put("items", List.of(one)))))
                    .isInstanceOf(MisusedTransform.class);
        }
    }

    @Test
    void guessesUpToSoManySchemas() {
        try (DocumentWork work =
                transform(Documents.PARSE_JSON, "path", "payload", "infer", "2", "numbers", "double")) {
            SourceRecord first = applied(work, payload("{\"b\":1,\"a\":[{\"x\":1},{\"x\":2.5,\"y\":null}]}"));
            SourceRecord same = applied(work, payload("{\"a\":[{\"x\":9.5,\"y\":\"z\"}],\"b\":2}"));
            SourceRecord other = applied(work, payload("{\"c\":true}"));

            Schema guessed = first.valueSchema().field("payload").schema();
            assertThat(guessed.fields()).extracting("name").containsExactly("a", "b");
            assertThat(guessed.field("a").schema().valueSchema().field("x").schema())
                    .isEqualTo(Schema.OPTIONAL_FLOAT64_SCHEMA);
            assertThat(same.valueSchema()).isSameAs(first.valueSchema());
            assertThat(other.valueSchema()).isNotEqualTo(first.valueSchema());
            assertThat(message(work, payload("{\"d\":true}"))).contains("too-many-schemas");
            assertThat(message(work, payload("{\"d\":[1,\"x\"]}"))).contains("mixed-types");
            assertThat(applied(work, payload("{\"c\":false}")).valueSchema()).isSameAs(other.valueSchema());
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "path | $value.x | leave it out",
                "path | a[ | is a [ that is not closed",
                "target | a[0] | holds an index or a star",
                "path | a..b | character",
                "target | b | must be empty where path is",
                "schema | {\"type\":\"object\"} | is an object without properties",
                "schema | {\"type\":\"number\"} | multipleOf",
                "schema | {\"properties\":{\"a\":{\"allOf\":[]}}} | at /properties/a holds allOf",
                "schema | {\"$ref\":\"#/$defs/a\"} | which is not there",
                "schema | {\"$ref\":\"http://x/y\"} | only references into the same document",
                "schema | {\"type\":[\"string\",\"integer\"]} | has the type",
                "schema | [] | is no JSON Schema",
                "schema | {\"type\" | is no JSON",
                "schema.file | /nowhere/at/all.json | can't be read",
                "infer | 5 | must be double or text",
                "on.error | null | would become a tombstone",
                "charset | klingon | is no charset"
            })
    void saysWhatIsWrongInValidationAndWhenConfigured(String key, String value, String sentence) {
        Map<String, String> options = options(key, value);

        assertThat(Documents.PARSE_JSON.definition().validate(options).stream()
                        .map(ConfigValue::errorMessages)
                        .flatMap(List::stream))
                .anySatisfy(message -> assertThat(message).contains(sentence));
        assertThatThrownBy(() -> Documents.PARSE_JSON.configure(Side.VALUE, options))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining(sentence);
    }

    private static SourceRecord payload(String text) {
        return record(HOLDER, new Struct(HOLDER).put("before", 1).put("payload", text));
    }

    private static String message(DocumentWork work, SourceRecord record) {
        try {
            applied(work, record);
            return "";
        } catch (DataException failed) {
            return String.valueOf(failed.getMessage());
        }
    }
}
