package dev.millrace.kit.naming;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.junit.jupiter.api.Test;

class RenamingTest {

    private static final Schema LINE = SchemaBuilder.struct()
            .optional()
            .field("item-no", Schema.STRING_SCHEMA)
            .build();

    @Test
    void movesValuesToFieldsOfOtherNames() throws NameClash {
        Schema schema = SchemaBuilder.struct()
                .name("a.order-list")
                .version(3)
                .doc("orders")
                .parameter("p", "q")
                .field("order-id", Schema.INT64_SCHEMA)
                .field("lines", SchemaBuilder.array(LINE).optional().build())
                .field("by-name", SchemaBuilder.map(Schema.STRING_SCHEMA, LINE).build())
                .field("amount", Decimal.builder(2).optional().build())
                .build();
        Struct line = new Struct(LINE).put("item-no", "x");
        Struct value = new Struct(schema)
                .put("order-id", 7L)
                .put("lines", Arrays.asList(line, null))
                .put("by-name", Map.of("a-b", line));

        Renaming renaming = Renaming.of(Naming.UNDERSCORES, schema);
        Struct moved = (Struct) Objects.requireNonNull(renaming.value(value));

        moved.validate();
        assertThat(moved.schema()).isSameAs(renaming.schema());
        assertThat(moved)
                .hasToString("Struct{order_id=7,lines=[Struct{item_no=x}, null],by_name={a-b=Struct{item_no=x}}}");
        assertThat(renaming.schema().name()).isEqualTo("a.order_list");
        assertThat(renaming.schema().version()).isEqualTo(3);
        assertThat(renaming.schema().doc()).isEqualTo("orders");
        assertThat(renaming.schema().parameters()).isEqualTo(Map.of("p", "q"));
        assertThat(renaming.schema().field("lines").schema().isOptional()).isTrue();
        assertThat(renaming.schema().field("amount").schema())
                .isSameAs(schema.field("amount").schema());
    }

    @Test
    void leavesARecordThatNeedsNothingAlone() throws NameClash {
        Schema schema = SchemaBuilder.struct()
                .name("a.Order")
                .field("id", Schema.INT64_SCHEMA)
                .field(
                        "in",
                        SchemaBuilder.struct()
                                .name("a.In")
                                .field("x", Schema.STRING_SCHEMA)
                                .build())
                .build();
        Struct value = new Struct(schema);

        for (Naming naming : Naming.values()) {
            Renaming renaming = Renaming.of(naming, schema);

            assertThat(renaming.schema()).isSameAs(schema);
            assertThat(renaming.value(value)).isSameAs(value);
        }
    }

    @Test
    void namesAStructInsideOfAnotherByItsPlace() throws NameClash {
        Schema schema = SchemaBuilder.struct()
                .name("a.Order")
                .field("ship to", LINE)
                .field("lines", SchemaBuilder.array(LINE).build())
                .build();

        Schema renamed = Renaming.of(Naming.UNDERSCORES, schema).schema();

        assertThat(renamed.field("ship_to").schema().name()).isEqualTo("a.Order.ship_to");
        assertThat(renamed.field("lines").schema().valueSchema().name()).isEqualTo("a.Order.lines");
    }

    @Test
    void keepsTwoStructsOfOneNameApart() throws NameClash {
        Schema one = SchemaBuilder.struct()
                .name("a.In")
                .field("p", Schema.STRING_SCHEMA)
                .build();
        Schema other = SchemaBuilder.struct()
                .name("a.In")
                .field("q", Schema.STRING_SCHEMA)
                .build();
        Schema schema = SchemaBuilder.struct()
                .name("a.Out")
                .field("one", one)
                .field("two", other)
                .field("three", one)
                .build();

        Schema renamed = Renaming.of(Naming.UNICODE, schema).schema();

        assertThat(List.of("one", "two", "three"))
                .extracting(field -> renamed.field(field).schema().name())
                .containsExactly("a.In", "a.Out.two", "a.In");
    }

    @Test
    void refusesOneNameForTwoFields() {
        Schema schema = SchemaBuilder.struct()
                .name("a.Order")
                .field("order-id", Schema.INT64_SCHEMA)
                .field("order_id", Schema.INT64_SCHEMA)
                .build();

        assertThatThrownBy(() -> Renaming.of(Naming.UNDERSCORES, schema))
                .isInstanceOf(NameClash.class)
                .hasMessageContaining("order_id");
    }

    @Test
    void tellsNamesOfOtherAlphabetsApart() throws NameClash {
        Schema schema = SchemaBuilder.struct()
                .name("a.Order")
                .field("价格", Schema.INT64_SCHEMA)
                .field("数量", Schema.INT64_SCHEMA)
                .build();

        assertThat(Renaming.of(Naming.UNICODE, schema).schema().fields())
                .extracting(field -> field.name())
                .containsExactly("_u4ef7_u683c", "_u6570_u91cf");
    }
}
