package dev.millrace.partner.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The examples of the specification, and more of the same kind. */
class AvroTypeTest {

    @ParameterizedTest
    @CsvSource({
        "00, 0",
        "01, -1",
        "02, 1",
        "03, -2",
        "04, 2",
        "7f, -64",
        "8001, 64",
        "feffffffffffffffff01, 9223372036854775807"
    })
    void readsNumbersOfAnyLength(String bytes, long number) {
        assertThat(read("\"long\"", bytes)).isEqualTo(number);
    }

    @Test
    void readsTheRecordOfTheSpecification() {
        String schema = """
                {"type": "record", "name": "test", "fields": [{"name": "a", "type": "long"}, {"name": "b", "type": "string"}]}""";

        assertThat(read(schema, "3606666f6f")).isEqualTo(Map.of("a", 27L, "b", "foo"));
    }

    @Test
    void readsTheArrayOfTheSpecificationAndOneWithTheSizeOfItsBlock() {
        String schema = "{\"type\": \"array\", \"items\": \"long\"}";

        assertThat(read(schema, "04063600")).isEqualTo(List.of(3L, 27L));
        assertThat(read(schema, "0304063600")).isEqualTo(List.of(3L, 27L));
    }

    @Test
    void readsTheUnionOfTheSpecification() {
        String schema = "[\"null\", \"string\"]";

        assertThat(read(schema, "00")).isNull();
        assertThat(read(schema, "020261")).isEqualTo("a");
    }

    @Test
    void readsMapsEnumerationsFixedAndFloats() {
        assertThat(read("{\"type\": \"map\", \"values\": \"int\"}", "0202610400"))
                .isEqualTo(Map.of("a", 2));
        assertThat(read("{\"type\": \"enum\", \"name\": \"e\", \"symbols\": [\"A\", \"B\"]}", "02"))
                .isEqualTo("B");
        assertThat(read("{\"type\": \"fixed\", \"name\": \"f\", \"size\": 2}", "0102"))
                .isEqualTo(new byte[] {1, 2});
        assertThat(read("\"double\"", "000000000000f83f")).isEqualTo(1.5);
        assertThat(read("\"float\"", "0000c03f")).isEqualTo(1.5f);
        assertThat(read("\"boolean\"", "01")).isEqualTo(true);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"type\": \"bytes\", \"logicalType\": \"decimal\", \"precision\": 64, \"scale\": 2}",
                "[\"null\", {\"type\": \"bytes\", \"logicalType\": \"decimal\", \"precision\": 64, \"scale\": 2}]"
            })
    void readsDecimals(String schema) {
        assertThat(read(schema, (schema.startsWith("[") ? "02" : "") + "04ff38"))
                .isEqualTo(new BigDecimal("-2.00"));
    }

    @Test
    void readsDatesAndTimes() {
        assertThat(read("{\"type\": \"int\", \"logicalType\": \"date\"}", "02")).isEqualTo(LocalDate.of(1970, 1, 2));
        assertThat(read("{\"type\": \"int\", \"logicalType\": \"time-millis\"}", "d00f"))
                .isEqualTo(LocalTime.of(0, 0, 1));
        assertThat(read("{\"type\": \"long\", \"logicalType\": \"timestamp-millis\"}", "01"))
                .isEqualTo(Instant.EPOCH.minusMillis(1));
    }

    @Test
    void findsATypeByItsNameInsideOfItsNamespace() {
        String schema = """
                {"type": "record", "name": "a.b.Tree", "fields": [
                  {"name": "value", "type": "int"},
                  {"name": "left", "type": ["null", "Tree"]},
                  {"name": "right", "type": ["null", "a.b.Tree"]}]}""";

        assertThat(String.valueOf(read(schema, "020204000000")))
                .isEqualTo("{value=1, left={value=2, left=null, right=null}, right=null}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"type\": \"record\", \"name\": \"order-line\", \"fields\": []}",
                "{\"type\": \"record\", \"name\": \"a..b\", \"fields\": []}",
                "{\"type\": \"record\", \"name\": \"r\", \"fields\": [{\"name\": \"1st\", \"type\": \"int\"}]}",
                "{\"type\": \"record\", \"name\": \"r\", \"fields\": [{\"name\": \"order-id\", \"type\": \"int\"}]}",
                "{\"type\": \"record\", \"name\": \"r\", \"fields\": [{\"name\": \"Größe\", \"type\": \"int\"}]}",
                "{\"type\": \"record\", \"name\": \"r\", \"fields\": [{\"name\": \"a.b\", \"type\": \"int\"}]}"
            })
    void refusesNamesThatTheSpecificationHasNoPlaceFor(String schema) {
        assertThatThrownBy(() -> AvroParser.parse(schema))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no name for");
    }

    @Test
    void refusesAValueThatEndsTooEarly() {
        assertThatThrownBy(() -> read("\"string\"", "0661"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("ends too early");
    }

    private static @Nullable Object read(String schema, String bytes) {
        AvroInput in = new AvroInput(HexFormat.of().parseHex(bytes), 0);
        Object value = AvroParser.parse(schema).read(in);
        assertThat(in.left()).isZero();
        return value;
    }
}
