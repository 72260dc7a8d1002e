package dev.millrace.database.row;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.database.server.Dialect;
import dev.millrace.kit.ConnectorFailure;
import dev.millrace.kit.FailureKind;
import dev.millrace.kit.naming.Naming;
import java.sql.Types;
import java.util.List;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.junit.jupiter.api.Test;

class RowShapeTest {

    private static final Column ID = new Column("id", Types.BIGINT, "int8", 19, 0, true);
    private static final Column REGION = new Column("region", Types.VARCHAR, "varchar", 10, 0, false);
    private static final Column NOTE = new Column("note", Types.VARCHAR, "text", 0, 0, false);

    @Test
    void keepsColumnsInTheOrderOfTheResultAndKeysInTheirOwn() {
        RowShape shape = shape(List.of(ID, REGION, NOTE), List.of("region", "id"));

        assertThat(shape.valueSchema().fields()).extracting(Field::name).containsExactly("id", "region", "note");
        assertThat(shape.keySchema().orElseThrow().fields())
                .extracting(Field::name)
                .containsExactly("region", "id");
    }

    @Test
    void letsColumnsBeNullAsTheCatalogueSaysButNeverThoseOfTheKey() {
        RowShape shape = shape(List.of(ID, REGION, NOTE), List.of("region"));

        Schema value = shape.valueSchema();

        assertThat(value.field("id").schema().isOptional()).isFalse();
        assertThat(value.field("region").schema().isOptional()).isFalse();
        assertThat(value.field("note").schema().isOptional()).isTrue();
        assertThat(shape.optionalValueSchema().isOptional()).isTrue();
        assertThat(shape.optionalValueSchema().fields()).isEqualTo(value.fields());
    }

    @Test
    void hasNoKeySchemaWithoutKeyColumns() {
        assertThat(shape(List.of(ID), List.of()).keySchema()).isEmpty();
    }

    @Test
    void namesSchemasSoThatEveryConverterTakesThem() {
        assertThat(named("public.orders")).isEqualTo("public.orders.Value");
        assertThat(named("Straße.2024 orders")).isEqualTo("Stra_e._2024_orders.Value");
        assertThat(named("a..b")).isEqualTo("a._.b.Value");
    }

    private static String named(String name) {
        return RowShape.of(name, List.of(ID), List.of(), RowSettings.standard(), Dialect.POSTGRESQL)
                .valueSchema()
                .name();
    }

    @Test
    void givesColumnsNamesThatAvroTakes() {
        List<Column> columns = List.of(renamed("order-id"), renamed("1st"), renamed("Größe"));

        RowShape shape = shape(columns, List.of("order-id"), Naming.UNDERSCORES, ColumnSettings.Required.NOT_NULL);

        assertThat(shape.valueSchema().fields()).extracting(Field::name).containsExactly("order_id", "_1st", "Gr__e");
        assertThat(shape.keySchema().orElseThrow().fields())
                .extracting(Field::name)
                .containsExactly("order_id");
        assertThat(shape.field("Größe")).get().extracting(Field::index).isEqualTo(2);
        assertThat(shape.field("Menge")).isEmpty();
    }

    @Test
    void refusesColumnsThatWouldShareAName() {
        List<Column> columns = List.of(renamed("order-id"), renamed("order_id"));

        assertThatThrownBy(() -> shape(columns, List.of(), Naming.UNDERSCORES, ColumnSettings.Required.NOT_NULL))
                .isInstanceOfSatisfying(ConnectorFailure.class, failure -> {
                    assertThat(failure.kind()).isEqualTo(FailureKind.MISCONFIGURED);
                    assertThat(failure).hasMessageContaining("order_id").hasMessageContaining("unicode");
                });
        assertThat(shape(columns, List.of(), Naming.UNICODE, ColumnSettings.Required.NOT_NULL)
                        .valueSchema()
                        .fields())
                .hasSize(2);
    }

    @Test
    void requiresNothingButTheKeyWhenItIsTold() {
        Column added = new Column("added", Types.INTEGER, "int4", 10, 0, true);

        Schema value = shape(List.of(ID, added), List.of("id"), Naming.AS_WRITTEN, ColumnSettings.Required.KEY)
                .valueSchema();

        assertThat(value.field("id").schema().isOptional()).isFalse();
        assertThat(value.field("added").schema().isOptional()).isTrue();
    }

    private static Column renamed(String name) {
        return new Column(name, Types.BIGINT, "int8", 19, 0, true);
    }

    private static RowShape shape(
            List<Column> columns, List<String> keys, Naming names, ColumnSettings.Required required) {
        RowSettings standard = RowSettings.standard();
        RowSettings settings = new RowSettings(
                standard.decimals(),
                standard.times(),
                standard.binary(),
                standard.arrays(),
                standard.tinyBoolean(),
                new ColumnSettings(names, required));
        return RowShape.of("public.orders", columns, keys, settings, Dialect.POSTGRESQL);
    }

    @Test
    void countsVersions() {
        RowShape first = shape(List.of(ID, NOTE), List.of("id"));

        RowShape second = first.next(List.of(ID));

        assertThat(first.valueSchema().version()).isEqualTo(1);
        assertThat(second.valueSchema().version()).isEqualTo(2);
    }

    @Test
    void keepsTheVersionOfTheKeysSchemaForConvertersWriteItIntoItsBytes() {
        Column wider = new Column("id", Types.DECIMAL, "numeric", 30, 0, true);
        RowShape first = shape(List.of(ID, NOTE), List.of("id"));

        RowShape second = first.next(List.of(ID));
        RowShape third = second.next(List.of(wider));

        assertThat(second.keySchema()).isEqualTo(first.keySchema());
        assertThat(third.keySchema().orElseThrow().version()).isEqualTo(1);
        assertThat(third.valueSchema().version()).isEqualTo(3);
    }

    @Test
    void refusesAKeyColumnThatIsNotThere() {
        assertThatThrownBy(() -> shape(List.of(ID), List.of("uid")))
                .isInstanceOfSatisfying(
                        ConnectorFailure.class,
                        failure -> assertThat(failure.kind()).isEqualTo(FailureKind.MISCONFIGURED))
                .hasMessage("orders has no column uid, which is to be part of its key");
    }

    @Test
    void refusesTwoColumnsOfOneName() {
        assertThatThrownBy(() -> shape(List.of(ID, ID), List.of()))
                .isInstanceOf(ConnectorFailure.class)
                .hasMessage("orders has two columns id: give one of them another alias");
    }

    @Test
    void refusesATypeThatAnUnknownDriverHasNoStandardFor() {
        Column odd = new Column("place", Types.OTHER, "sdo_geometry", 0, 0, false);

        assertThatThrownBy(
                        () -> RowShape.of("spots", List.of(odd), List.of(), RowSettings.standard(), Dialect.STANDARD))
                .isInstanceOfSatisfying(
                        ConnectorFailure.class,
                        failure -> assertThat(failure.code()).isEqualTo("unreadable-type"))
                .hasMessageContaining("column place of spots can't be read")
                .hasMessageContaining("sdo_geometry");
    }

    @Test
    void tellsWhichColumnsWereAddedRemovedAndChanged() {
        RowShape before = shape(List.of(ID, REGION), List.of("id"));
        RowShape after = shape(List.of(NOTE, new Column("id", Types.NUMERIC, "numeric", 12, 0, true)), List.of("id"));

        ShapeChange change = ShapeChange.between(before, after);

        assertThat(change)
                .hasToString("added note; removed region; changed id: int8(19) not null -> numeric(12) not null");
    }

    @Test
    void takesAnotherOrderOfColumnsForNoChange() {
        ShapeChange change =
                ShapeChange.between(shape(List.of(ID, NOTE), List.of("id")), shape(List.of(NOTE, ID), List.of("id")));

        assertThat(change.isEmpty()).isTrue();
    }

    private static RowShape shape(List<Column> columns, List<String> keys) {
        return RowShape.of("orders", columns, keys, RowSettings.standard(), Dialect.POSTGRESQL);
    }
}
