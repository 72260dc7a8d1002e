package dev.millrace.database.reading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.kit.ConnectorFailure;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecordKeyTest {

    private static final Schema ROW = SchemaBuilder.struct()
            .name("public.orders.Value")
            .field("id", Schema.INT64_SCHEMA)
            .field("region", Schema.OPTIONAL_STRING_SCHEMA)
            .field("price", Decimal.schema(2))
            .build();

    private final Struct row = new Struct(ROW).put("id", 7L).put("region", "EU").put("price", new BigDecimal("10.50"));
    private final SchemaAndValue primary = new SchemaAndValue(Schema.INT64_SCHEMA, 7L);

    @Test
    void isThePrimaryKeyAsItStands() {
        RecordKey key = RecordKey.parse("primary-key");

        assertThat(key.of(primary, row)).isSameAs(primary);
        assertThat(key.wantsPrimary()).isTrue();
    }

    @Test
    void isNothing() {
        RecordKey key = RecordKey.parse("none");

        assertThat(key.of(primary, row)).isEqualTo(SchemaAndValue.NULL);
        assertThat(key.wantsPrimary()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"{value.region}-{value.id}, EU-7", "{value.price}, 10.50", "{value.region|lower}, eu"})
    void isATextOfColumns(String template, String text) {
        RecordKey key = RecordKey.parse(template);

        assertThat(key.of(SchemaAndValue.NULL, row)).isEqualTo(new SchemaAndValue(Schema.STRING_SCHEMA, text));
        assertThat(key.wantsPrimary()).isFalse();
    }

    @Test
    void isNothingWhereAColumnIsNull() {
        row.put("region", null);

        assertThat(RecordKey.parse("{value.region}-{value.id}").of(SchemaAndValue.NULL, row))
                .isEqualTo(SchemaAndValue.NULL);
    }

    @Test
    void namesAColumnThatRowsDoNotHave() {
        RecordKey key = RecordKey.parse("{value.customer}");

        assertThatThrownBy(() -> key.of(SchemaAndValue.NULL, row))
                .isInstanceOf(ConnectorFailure.class)
                .hasMessageContaining("customer")
                .hasMessageContaining("public.orders");
    }

    @ParameterizedTest
    @CsvSource({
        "primarykey, gives all rows one key",
        "{id}, is no template: nothing fills {id}",
        "{value.}, is no template",
        "{value.id, is no template"
    })
    void reportsWhatMakesNoKey(String text, String problem) {
        List<String> problems = new ArrayList<>();

        RecordKey.validate(text, (key, sentence) -> problems.add(key + " " + sentence));

        assertThat(problems).singleElement().asString().startsWith("record.key " + problem);
    }
}
