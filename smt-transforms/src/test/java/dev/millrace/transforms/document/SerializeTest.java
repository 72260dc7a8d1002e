package dev.millrace.transforms.document;

import static dev.millrace.transforms.document.Given.applied;
import static dev.millrace.transforms.document.Given.map;
import static dev.millrace.transforms.document.Given.record;
import static dev.millrace.transforms.document.Given.transform;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.data.Timestamp;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class SerializeTest {

    private static final Schema ORDER = SchemaBuilder.struct()
            .field("@id", Schema.INT64_SCHEMA)
            .field("price", Decimal.schema(2))
            .field("at", Timestamp.SCHEMA)
            .field(
                    "note",
                    SchemaBuilder.string().optional().defaultValue("standard").build())
            .field("tag", SchemaBuilder.array(Schema.STRING_SCHEMA).build())
            .build();
    private static final Struct STRUCT = new Struct(ORDER)
            .put("@id", 17L)
            .put("price", new BigDecimal("10.50"))
            .put("at", Date.from(Instant.parse("2026-01-02T03:04:05Z")))
            .put("note", null)
            .put("tag", List.of("a<b", "c"));

    @Test
    void writesJsonWithoutDefaults() {
        try (DocumentWork work = transform(Documents.SERIALIZE_JSON)) {
            SourceRecord done = applied(work, record(ORDER, STRUCT));

            assertThat(done.valueSchema()).isEqualTo(Schema.STRING_SCHEMA);
            assertThat(done.value())
                    .isEqualTo("{\"@id\":17,\"price\":10.50,\"at\":\"2026-01-02T03:04:05Z\",\"note\":null,"
                            + "\"tag\":[\"a<b\",\"c\"]}");
        }
    }

    @Test
    void writesCanonicalJsonAsBytes() {
        try (DocumentWork work = transform(Documents.SERIALIZE_JSON, "canonical", "true", "form", "bytes")) {
            SourceRecord done =
                    applied(work, record(null, map("b", 1, "a", List.of(1.0, 17L, new BigDecimal("10.50")))));

            assertThat(done.valueSchema()).isNull();
            assertThat((byte[]) done.value())
                    .isEqualTo("{\"a\":[1,\"17\",\"10.50\"],\"b\":1}".getBytes(StandardCharsets.UTF_8));
        }
    }

    @Test
    void putsTheWholeAsTextIntoAFieldOfItself() {
        try (DocumentWork work = transform(Documents.SERIALIZE_JSON, "target", "json")) {
            Schema schema =
                    SchemaBuilder.struct().field("a", Schema.INT32_SCHEMA).build();

            SourceRecord ofStruct = applied(work, record(schema, new Struct(schema).put("a", 1)));
            SourceRecord ofMap = applied(work, record(null, Map.of("a", 1)));

            assertThat(((Struct) ofStruct.value()).get("json")).isEqualTo("{\"a\":1}");
            assertThat(ofStruct.valueSchema().field("json").schema()).isEqualTo(Schema.STRING_SCHEMA);
            assertThat(ofMap.value()).isEqualTo(map("a", 1, "json", "{\"a\":1}"));
        }
    }

    @Test
    void writesXmlOfStructs() {
        try (DocumentWork work = transform(Documents.SERIALIZE_XML, "root.name", "order");
                DocumentWork nil = transform(Documents.SERIALIZE_XML, "root.name", "order", "nulls", "nil")) {
            String head = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<order id=\"17\"><price>10.50</price>"
                    + "<at>2026-01-02T03:04:05Z</at>";
            String tail = "<tag>a&lt;b</tag><tag>c</tag></order>";

            assertThat(applied(work, record(ORDER, STRUCT)).value()).isEqualTo(head + tail);
            assertThat(applied(nil, record(ORDER, STRUCT)).value())
                    .isEqualTo(head
                            + "<note xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" xsi:nil=\"true\"/>"
                            + tail);
        }
    }

    @Test
    void declaresNamespacesWhereTheyBegin() {
        Map<String, Object> value = map(
                "{urn:o}order",
                map(
                        "@{urn:a}id",
                        "1",
                        "{urn:o}line",
                        map("plain", "x"),
                        "@{http://www.w3.org/XML/1998/namespace}lang",
                        "de"));
        try (DocumentWork work = transform(Documents.SERIALIZE_XML, "xml.declaration", "false")) {
            assertThat(applied(work, record(null, value)).value())
                    .isEqualTo("<ns1:order xmlns:ns1=\"urn:o\" xmlns:ns2=\"urn:a\" ns2:id=\"1\" xml:lang=\"de\">"
                            + "<ns1:line><plain>x</plain></ns1:line></ns1:order>");
        }
    }

    static Stream<Arguments> unwritable() {
        return Stream.of(
                Arguments.of(Documents.SERIALIZE_XML, "a", map("x", "secret\u0000"), "invalid-character"),
                Arguments.of(Documents.SERIALIZE_XML, "a", map("x", "secret\uFFFE"), "invalid-character"),
                Arguments.of(Documents.SERIALIZE_XML, "a", map("x", "secret\uD800"), "invalid-text"),
                Arguments.of(Documents.SERIALIZE_XML, "a", map("secret name", "x"), "not-a-name"),
                Arguments.of(Documents.SERIALIZE_XML, "a", map("secret:name", "x"), "not-a-name"),
                Arguments.of(Documents.SERIALIZE_XML, "a", map("@xmlns", "secret"), "not-a-name"),
                Arguments.of(Documents.SERIALIZE_XML, "a", map("{http://www.w3.org/2000/xmlns/}a", "x"), "not-a-name"),
                Arguments.of(Documents.SERIALIZE_XML, "a", Map.of(7, "x"), "not-a-name"),
                Arguments.of(Documents.SERIALIZE_XML, "a", map("x", List.of(List.of("secret"))), "list-in-list"),
                Arguments.of(Documents.SERIALIZE_XML, "a", List.of("secret"), "list-as-root"),
                Arguments.of(Documents.SERIALIZE_XML, "a", map("@x", List.of("secret")), "not-a-single-value"),
                Arguments.of(Documents.SERIALIZE_XML, "a", map("#text", map("secret", 1)), "not-a-single-value"),
                Arguments.of(Documents.SERIALIZE_XML, "", map("a", 1, "secret", 2), "no-root"),
                Arguments.of(Documents.SERIALIZE_XML, "", "secret", "no-root"),
                Arguments.of(Documents.SERIALIZE_XML, "", map("secret", null), "null"),
                Arguments.of(Documents.SERIALIZE_XML, "a", nested(600), "too-deep"),
                Arguments.of(Documents.SERIALIZE_JSON, "", nested(1_100), "no-json-form"),
                Arguments.of(Documents.SERIALIZE_JSON, "", map("x", "secret\uD800"), "invalid-text"),
                Arguments.of(Documents.SERIALIZE_JSON, "", map("x", new AtomicReference<>("secret")), "no-json-form"));
    }

    @ParameterizedTest
    @MethodSource("unwritable")
    void refusesWhatHasNoForm(Documents what, String root, Object value, String code) {
        String[] options = what == Documents.SERIALIZE_XML ? new String[] {"root.name", root} : new String[0];
        try (DocumentWork work = transform(what, options)) {
            assertThatThrownBy(() -> applied(work, record(null, value)))
                    .isInstanceOf(DataException.class)
                    .hasMessageContaining("\"code\":\"" + code + "\"")
                    .hasMessageNotContaining("secret")
                    .hasNoCause();
        }
    }

    private static Object nested(int depth) {
        Object value = "x";
        for (int i = 0; i < depth; i++) {
            value = Map.of("a", value);
        }
        return value;
    }
}
