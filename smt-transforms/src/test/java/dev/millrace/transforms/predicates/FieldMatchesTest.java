package dev.millrace.transforms.predicates;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.source.SourceRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FieldMatchesTest {

    private static final Schema ADDRESS =
            SchemaBuilder.struct().field("cc", Schema.STRING_SCHEMA).build();
    private static final Schema CUSTOMER = SchemaBuilder.struct()
            .field("age", Schema.INT32_SCHEMA)
            .field("email", Schema.OPTIONAL_STRING_SCHEMA)
            .field("addr", ADDRESS)
            .build();

    private static FieldMatches<SourceRecord> matches(String expression, boolean strict) {
        FieldMatches<SourceRecord> predicate = new FieldMatches<>();
        predicate.configure(Map.of("expression", expression, "strict", String.valueOf(strict)));
        return predicate;
    }

    private static SourceRecord record(@Nullable Schema schema, @Nullable Object value) {
        return new SourceRecord(Map.of(), Map.of(), "t", null, null, "k", schema, value);
    }

    private static SourceRecord struct() {
        return record(
                CUSTOMER,
                new Struct(CUSTOMER)
                        .put("age", 40)
                        .put("email", "ada@example.com")
                        .put("addr", new Struct(ADDRESS).put("cc", "DE")));
    }

    private static SourceRecord map() {
        Map<String, Object> customer = new LinkedHashMap<>();
        customer.put("age", 40);
        customer.put("email", "ada@example.com");
        customer.put("addr", Map.of("cc", "DE"));
        return record(null, customer);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
        age > 5 and email endsWith '@example.com' and addr.cc == 'DE' | true
        age > 40 or addr.cc in ('AT', 'CH') | false
        not (age > 40) | true
        $key == 'k' and $topic == 't' | true
        phone exists | false
        phone > 1 | false
        email > 1 | false
        """)
    void answersForStructsAndMapsAlike(String expression, boolean answer) {
        FieldMatches<SourceRecord> predicate = matches(expression, false);

        assertThat(predicate.test(struct())).isEqualTo(answer);
        assertThat(predicate.test(map())).isEqualTo(answer);
    }

    @Test
    void aStrictOneFailsOnWhatIsNotThereOrOfAnotherType() {
        for (SourceRecord record : List.of(struct(), map())) {
            assertThatThrownBy(() -> matches("phone > 1", true).test(record))
                    .isInstanceOf(DataException.class)
                    .hasMessage("{\"transform\":\"FieldMatches\",\"rule\":\"expression\",\"path\":\"\","
                            + "\"code\":\"expression-missing\"}");
            assertThatThrownBy(() -> matches("email > 1", true).test(record))
                    .hasMessageContaining("expression-type")
                    .hasMessageNotContaining("ada");
        }
    }

    @Test
    void aTombstoneHasNoFields() {
        assertThat(matches("age > 5", false).test(record(null, null))).isFalse();
        assertThat(matches("not age > 5", false).test(record(null, null))).isTrue();
        assertThat(matches("$key == 'k'", false).test(record(null, null))).isTrue();
    }

    @Test
    void neverHoldsForRecordsThatAreNoData() {
        SourceRecord audit = map();
        audit.headers().addString("millrace.kind", "audit");

        assertThat(matches("age > 5", false).test(audit)).isFalse();
        assertThat(matches("not age > 50", false).test(audit)).isFalse();
    }

    @Test
    void aWrongExpressionIsFoundOnItsKey() {
        assertThatThrownBy(() -> matches("age >> 5", false))
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith("expression can't be read: at character 6");
        assertThat(new FieldMatches<SourceRecord>().config().validate(Map.of("expression", "a &&")))
                .filteredOn(value -> value.name().equals("expression"))
                .singleElement()
                .satisfies(value -> assertThat(value.errorMessages()).isNotEmpty());
    }
}
