package dev.millrace.transforms.document;

import static dev.millrace.transforms.document.Given.applied;
import static dev.millrace.transforms.document.Given.map;
import static dev.millrace.transforms.document.Given.plain;
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
import java.util.Objects;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ParseXmlTest {

    private static final String SCHEMA = """
            {"type": "object", "required": ["@id"], "properties": {
               "@id": {"type": "integer"},
               "placed": {"type": "string", "connect.type": "timestamp"},
               "day": {"type": "string", "connect.type": "date"},
               "paid": {"type": "boolean"},
               "total": {"type": "object", "properties": {
                  "@currency": {"type": "string"}, "#text": {"type": "number", "multipleOf": 0.01}}},
               "customer": {"type": "object", "properties": {"name": {"type": "string"}}},
               "line": {"type": "array", "items": {"type": "object",
                  "properties": {"sku": {"type": "string"}, "n": {"type": "integer", "connect.type": "int16"}}}}}}
            """;
    private static final String ORDER = "<order id='17'><placed>2026-01-02T03:04:05Z</placed><day>2026-01-02</day>"
            + "<paid>1</paid><total currency='EUR'> 12.5 </total><customer/><line><sku>a</sku><n>2</n></line></order>";

    @Test
    void givesTypesToTextByTheSchema() {
        try (DocumentWork work = transform(Documents.PARSE_XML, "schema", SCHEMA)) {
            SourceRecord done = applied(work, record(Schema.STRING_SCHEMA, ORDER));

            assertThat(plain(done.value()))
                    .isEqualTo(map(
                            "@id", 17L,
                            "placed", Date.from(Instant.parse("2026-01-02T03:04:05Z")),
                            "day", Date.from(Instant.parse("2026-01-02T00:00:00Z")),
                            "paid", true,
                            "total", map("@currency", "EUR", "#text", new BigDecimal("12.50")),
                            "customer", map(),
                            "line", List.of(map("sku", "a", "n", (short) 2))));
            ((Struct) done.value()).validate();
        }
    }

    @Test
    void readsAnElementWithoutAttributesAsItsText() {
        try (DocumentWork work = transform(Documents.PARSE_XML, "schema", SCHEMA)) {
            SourceRecord done = applied(work, record(Schema.STRING_SCHEMA, "<o id='1'><total>3</total></o>"));

            assertThat(((Struct) done.value()).getStruct("total").get("#text")).isEqualTo(new BigDecimal("3.00"));
        }
    }

    @Test
    void namesPartsAsAsked() {
        byte[] order = ORDER.getBytes(StandardCharsets.UTF_8);
        try (DocumentWork work = transform(
                Documents.PARSE_XML,
                "attribute.prefix",
                "attr_",
                "text.key",
                "text",
                "root.element",
                "keep",
                "force.array",
                "order.line,**.sku")) {
            Map<?, ?> order17 = Objects.requireNonNull((Map<?, ?>)
                    ((Map<?, ?>) applied(work, record(null, order)).value()).get("order"));

            assertThat(order17.get("attr_id")).isEqualTo("17");
            assertThat(order17.get("total")).isEqualTo(Map.of("attr_currency", "EUR", "text", "12.5"));
            assertThat(order17.get("line")).isEqualTo(List.of(Map.of("sku", List.of("a"), "n", "2")));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "<o id='secret'/> | @id | not-a-number",
                "<o/> | @id | required",
                "<o x=''/> | | unknown-field",
                "<o id='1'><paid>yes</paid></o> | paid | not-a-boolean",
                "<o id='1'><total><a/></total></o> | total | unknown-field",
                "<o id='1'><line/><line><n>40000</n></line></o> | line[*].n | number-out-of-range",
                "<o id='1'><placed>secret</placed></o> | placed | not-a-time",
                "<o id='1'><placed>2026-01-02T03:04:05.123456Z</placed></o> | placed | too-precise",
                "<o id='1'><customer name='secret'/></o> | customer | unknown-field",
                "<!DOCTYPE o [<!ENTITY secret 'x'>]><o id='1'/> | | doctype",
                "<o id='1'>&secret;</o> | | malformed"
            })
    void failsWithPlaceAndCodeAndWithoutAnyValue(String document, String path, String code) {
        String told = "\"path\":\"" + (path == null ? "" : path) + "\",\"code\":\"" + code + "\"";
        try (DocumentWork work = transform(Documents.PARSE_XML, "schema", SCHEMA)) {
            assertThatThrownBy(() -> applied(work, record(Schema.STRING_SCHEMA, document)))
                    .isInstanceOf(DataException.class)
                    .hasMessageContaining(told)
                    .hasMessageNotContaining("secret")
                    .hasNoCause();
        }
    }

    @Test
    void neverMakesATombstoneOfANilDocument() {
        String nil = "<o xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance' xsi:nil='true'/>";
        try (DocumentWork work = transform(Documents.PARSE_XML)) {
            assertThatThrownBy(() -> applied(work, record(Schema.STRING_SCHEMA, nil)))
                    .hasMessageContaining("\"null\"");
        }
    }
}
