package dev.millrace.transforms.rewrite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.testkit.PlainValue;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the engine changes, in structs and in maps, and what it leaves alone. */
class RewriterTest {

    private static final Schema ITEM = SchemaBuilder.struct()
            .name("Item")
            .field("sku", Schema.STRING_SCHEMA)
            .field("count", Schema.INT32_SCHEMA)
            .build();
    private static final Schema ORDER = SchemaBuilder.struct()
            .name("Order")
            .version(2)
            .doc("an order")
            .parameter("owner", "sales")
            .field("a.b", Schema.STRING_SCHEMA)
            .field("name", Schema.STRING_SCHEMA)
            .field("item", ITEM)
            .field("items", SchemaBuilder.array(ITEM).doc("what was bought").build())
            .field(
                    "grid",
                    SchemaBuilder.array(
                                    SchemaBuilder.array(Schema.STRING_SCHEMA).build())
                            .build())
            .field(
                    "tags",
                    SchemaBuilder.map(Schema.STRING_SCHEMA, Schema.STRING_SCHEMA)
                            .build())
            .field("parts", SchemaBuilder.map(Schema.STRING_SCHEMA, ITEM).build())
            .build();

    private static Struct order() {
        Map<String, String> tags = new LinkedHashMap<>();
        tags.put("x", "tx");
        tags.put("y", "ty");
        return new Struct(ORDER)
                .put("a.b", "dots")
                .put("name", "ann")
                .put("item", item("solo"))
                .put("items", List.of(item("i0"), item("i1"), item("i2")))
                .put("grid", List.of(List.of("g00", "g01"), List.of("g10")))
                .put("tags", tags)
                .put("parts", Map.of("p", item("ip")));
    }

    private static Struct item(String sku) {
        return new Struct(ITEM).put("sku", sku).put("count", 1);
    }

    @ParameterizedTest
    @CsvSource({
        "`a.b`, dots",
        "name, ann",
        "item.sku, solo",
        "items[*].sku, i0 i1 i2",
        "items[0].sku, i0",
        "items[-1].sku, i2",
        "items[1].sku, i1",
        "grid[*][*], g00 g01 g10",
        "grid[*][0], g00 g10",
        "grid[0][-1], g01",
        "tags.x, tx",
        "tags.*, tx ty",
        "parts.p.sku, ip",
        "parts.*.sku, ip",
        "item.*, solo",
        "*.sku, solo",
        "**.sku, solo i0 i1 i2 ip",
        "items.**.sku, i0 i1 i2",
        "$value.name, ann"
    })
    void changesWhatThePathLeadsToAndNothingElse(String path, String changed) {
        Struct order = order();
        Object expected = PlainValue.of(order);
        String told = String.valueOf(expected);
        for (String text : changed.split(" ", -1)) {
            told = told.replaceAll("\\b" + text + "\\b", text.toUpperCase(Locale.ROOT));
        }
        Changed capitals = Changed.by(
                new Inline(
                        before -> before,
                        (spot, value) -> value instanceof String text ? text.toUpperCase(Locale.ROOT) : value),
                path);

        SchemaAndValue ofStruct = capitals.of(order);
        SchemaAndValue ofMap = capitals.of(PlainValue.of(order));

        assertThat(PlainValue.of(ofStruct.value())).hasToString(told);
        assertThat(ofMap.value()).hasToString(told);
        assertThat(PlainValue.of(order)).isEqualTo(expected);
        assertThat(ofStruct.schema()).isSameAs(ORDER);
        assertThat(ofMap.schema()).isNull();
        ((Struct) ofStruct.value()).validate();
    }

    @ParameterizedTest
    @CsvSource({
        "`a.b`, `a.b`",
        "items[0].sku, items[*].sku",
        "grid[*][-1], grid[*][*]",
        "**.sku, item.sku items[*].sku parts.p.sku",
        "parts.*.sku, parts.p.sku",
        "tags.*, tags.x tags.y"
    })
    void namesPlacesAlikeForStructsAndMapsAndForEveryElement(String path, String places) {
        List<String> ofStructs = new ArrayList<>();
        List<String> ofMaps = new ArrayList<>();

        Changed.by(noting(ofStructs), path).of(order());
        Changed.by(noting(ofMaps), path).of(PlainValue.of(order()));

        assertThat(ofStructs.stream().distinct()).containsExactlyInAnyOrder(places.split(" "));
        assertThat(ofMaps).isEqualTo(ofStructs);
    }

    private static Change noting(List<String> places) {
        return new Inline(before -> before, (spot, value) -> {
            places.add(spot.path());
            return value;
        });
    }

    @Test
    void givesTheSameInstancesWhereNothingChanges() {
        Struct order = order();
        Map<?, ?> map = (Map<?, ?>) PlainValue.of(order);
        Changed nothing = Changed.by(new Inline(before -> before, (spot, value) -> value), "**.sku", "name", "tags.x");

        assertThat(nothing.of(order).value()).isSameAs(order);
        assertThat(nothing.of(order).schema()).isSameAs(order.schema());
        assertThat(nothing.of(map).value()).isSameAs(map);
    }

    @Test
    void sharesWhatLiesBesideAChange() {
        Struct order = order();

        Struct changed = (Struct) Changed.toCapitals("name").of(order).value();

        assertThat(changed.get("items")).isSameAs(order.get("items"));
        assertThat(changed.get("item")).isSameAs(order.get("item"));
    }

    @Test
    void keepsTheOrderOfMaps() {
        Map<String, Object> map = new LinkedHashMap<>();
        List.of("z", "y", "x", "w", "v").forEach(key -> map.put(key, key));

        Map<?, ?> changed = (Map<?, ?>) Changed.toCapitals("x", "z").of(map).value();

        assertThat(changed.keySet()).map(Object::toString).containsExactly("z", "y", "x", "w", "v");
        assertThat(changed.values()).map(Object::toString).containsExactly("Z", "y", "X", "w", "v");
    }

    @Test
    void derivesASchemaThatKeepsWhatItSaysAboutItself() {
        SchemaAndValue done =
                Changed.by(Inline.length(), "items[*].sku", "tags.*").of(order());

        Schema schema = done.schema();
        assertThat(schema.name()).isEqualTo("Order");
        assertThat(schema.version()).isEqualTo(2);
        assertThat(schema.doc()).isEqualTo("an order");
        assertThat(schema.parameters()).isEqualTo(Map.of("owner", "sales"));
        assertThat(schema.field("items").schema().doc()).isEqualTo("what was bought");
        assertThat(schema.field("items").schema().valueSchema().name()).isEqualTo("Item");
        assertThat(schema.field("items").schema().valueSchema().field("sku").schema())
                .isEqualTo(Schema.INT32_SCHEMA);
        assertThat(schema.field("tags").schema().valueSchema()).isEqualTo(Schema.INT32_SCHEMA);
        assertThat(schema.field("name").schema()).isSameAs(ORDER.field("name").schema());
        assertThat(schema.fields())
                .map(field -> field.name())
                .isEqualTo(ORDER.fields().stream().map(field -> field.name()).toList());
        ((Struct) done.value()).validate();
    }

    @Test
    void derivesOneSchemaForEqualOnes() {
        Changed lengths = Changed.by(Inline.length(), "name");
        Schema one = named().build();
        Schema other = named().build();

        Schema derived = lengths.of(new Struct(one).put("name", "x")).schema();

        assertThat(lengths.of(new Struct(other).put("name", "y")).schema()).isSameAs(derived);
    }

    private static SchemaBuilder named() {
        return SchemaBuilder.struct().field("name", Schema.STRING_SCHEMA);
    }

    @Test
    void keepsAFieldOptionalThatWas() {
        Schema schema = SchemaBuilder.struct()
                .field("must", Schema.STRING_SCHEMA)
                .field("may", Schema.OPTIONAL_STRING_SCHEMA)
                .build();
        Struct struct = new Struct(schema).put("must", "abc");

        SchemaAndValue done = Changed.by(Inline.length(), "must", "may").of(struct);

        assertThat(done.schema().field("must").schema().isOptional()).isFalse();
        assertThat(done.schema().field("may").schema().isOptional()).isTrue();
        assertThat(((Struct) done.value()).get("may")).isNull();
    }

    @Test
    void makesAFieldOptionalThatMayBecomeNull() {
        Schema schema = named().build();
        Struct struct = new Struct(schema).put("name", "abc");

        SchemaAndValue nothing = Changed.by(Inline.nothing(), "name").of(struct);
        SchemaAndValue failing =
                Changed.by(Inline.length(), "name").on(Policies.Errors.NULL).of(struct);

        assertThat(nothing.schema().field("name").schema()).isEqualTo(Schema.OPTIONAL_STRING_SCHEMA);
        assertThat(((Struct) nothing.value()).get("name")).isNull();
        assertThat(failing.schema().field("name").schema()).isEqualTo(Schema.OPTIONAL_INT32_SCHEMA);
        assertThat(((Struct) failing.value()).get("name")).isEqualTo(3);
    }

    @Test
    void survivesADefaultThatNoLongerFits() {
        SchemaBuilder builder = SchemaBuilder.struct().field("name", Schema.STRING_SCHEMA);
        Schema innerWithDefault =
                builder.defaultValue(new Struct(builder).put("name", "std")).build();
        Schema schema = SchemaBuilder.struct()
                .field("text", SchemaBuilder.string().defaultValue("standard").build())
                .field("inner", innerWithDefault)
                .field(
                        "list",
                        SchemaBuilder.array(Schema.STRING_SCHEMA)
                                .defaultValue(List.of("a"))
                                .build())
                .build();
        Struct struct = new Struct(schema)
                .put("text", "abc")
                .put("inner", new Struct(innerWithDefault).put("name", "xy"))
                .put("list", List.of("q"));
        Changed lengths = Changed.by(Inline.length(), "text", "inner.name", "list[*]");

        SchemaAndValue done = lengths.of(struct);
        SchemaAndValue empty = lengths.of(new Struct(schema));

        assertThat(PlainValue.of(done.value()))
                .isEqualTo(Map.of("text", 3, "inner", Map.of("name", 2), "list", List.of(1)));
        done.schema()
                .fields()
                .forEach(field -> assertThat(field.schema().isOptional()).isTrue());
        assertThat(((Struct) empty.value()).get("text")).isNull();
        ((Struct) empty.value()).validate();
    }

    @Test
    void keepsADefaultThatStillFits() {
        Schema schema = SchemaBuilder.struct()
                .field("a", SchemaBuilder.string().defaultValue("std").build())
                .field(
                        "b",
                        SchemaBuilder.string().optional().defaultValue("std").build())
                .build();

        SchemaAndValue done = Changed.toCapitals("a", "b").of(new Struct(schema).put("a", "x"));

        assertThat(done.schema()).isSameAs(schema);
        assertThat(((Struct) done.value()).getWithoutDefault("b")).isNull();
        assertThat(((Struct) done.value()).get("a")).isEqualTo("X");
    }

    @Test
    void handsLogicalTypesOverAsTheConverterGivesThem() {
        Schema schema =
                SchemaBuilder.struct().field("amount", Decimal.schema(2)).build();
        BigDecimal amount = new BigDecimal("1.20");

        SchemaAndValue done = Changed.by(
                        new Inline(before -> before, (spot, value) -> ((BigDecimal) value).negate()), "amount")
                .of(new Struct(schema).put("amount", amount));

        assertThat(((Struct) done.value()).get("amount")).isEqualTo(amount.negate());
        assertThat(done.schema()).isSameAs(schema);
    }

    @Test
    void changesStructsInsideOfMapsAndListsWithoutASchema() {
        Map<String, Object> value = Map.of("list", List.of(item("a"), Map.of("sku", "b")), "one", item("c"));

        SchemaAndValue done = Changed.toCapitals("**.sku").of(value);

        assertThat(PlainValue.of(done.value()))
                .isEqualTo(Map.of(
                        "list", List.of(Map.of("sku", "A", "count", 1), Map.of("sku", "B")),
                        "one", Map.of("sku", "C", "count", 1)));
    }

    @Test
    void changesTheWholeWhereThePathIsTheRoot() {
        assertThat(Changed.toCapitals("$value").of(Schema.STRING_SCHEMA, "abc").value())
                .isEqualTo("ABC");
        assertThat(Changed.toCapitals("$value").of("abc").value()).isEqualTo("ABC");
        assertThat(Changed.by(Inline.length(), "$value").of(Schema.STRING_SCHEMA, "abc"))
                .isEqualTo(new SchemaAndValue(Schema.INT32_SCHEMA, 3));
    }

    @Test
    void appliesRulesOfOnePlaceInTheirOrder() {
        Changed both = Changed.by(new Inline(before -> before, (spot, value) -> value + "1"), "name")
                .and(new Inline(before -> before, (spot, value) -> value + "2"), "*")
                .and(Inline.length(), "name");
        Struct struct = new Struct(named().build()).put("name", "x");

        assertThat(((Struct) both.of(struct).value()).get("name")).isEqualTo(3);
        assertThat(both.of(Map.of("name", "x")).value()).isEqualTo(Map.of("name", 3));
    }

    @Test
    void changesWhatLiesWithinBeforeTheWhole() {
        Change told = new Inline(before -> Schema.STRING_SCHEMA, (spot, value) -> String.valueOf(PlainValue.of(value)));
        Changed both = Changed.by(told, "item").and(new Uppercase(), "item.sku");

        assertThat(((Struct) both.of(order()).value()).get("item")).isEqualTo("{sku=SOLO, count=1}");
        assertThat(both.of(Map.of("item", Map.of("sku", "solo"))).value()).isEqualTo(Map.of("item", "{sku=SOLO}"));
    }

    @Test
    void rehousesNeighboursWhereOneEntryMayBecomeNull() {
        SchemaAndValue done =
                Changed.by(Inline.nothing(), "items[0].sku", "parts.p.sku").of(order());

        assertThat(((List<?>) ((Struct) done.value()).get("items")).stream().map(PlainValue::withoutNulls))
                .isEqualTo(
                        List.of(Map.of("count", 1), Map.of("sku", "i1", "count", 1), Map.of("sku", "i2", "count", 1)));
        ((Struct) done.value()).validate();
        assertThat(done.schema()
                        .field("items")
                        .schema()
                        .valueSchema()
                        .field("sku")
                        .schema()
                        .isOptional())
                .isTrue();
    }

    @Test
    void refusesToGiveElementsOfOneArraySeveralTypes() {
        Changed first = Changed.by(Inline.length(), "items[0].sku");

        assertThatThrownBy(() -> first.of(order()))
                .isInstanceOfSatisfying(
                        RuleFailure.class, failure -> assertThat(failure.code()).isEqualTo("mixed-types"));
        assertThat(first.of(PlainValue.of(order())).value()).asString().contains("sku=2");
    }

    @Test
    void refusesAValueThatIsNestedWithoutEnd() {
        Object value = "x";
        for (int i = 0; i < 5_000; i++) {
            value = Map.of("a", value);
        }
        Object nested = value;

        assertThatThrownBy(() -> Changed.toCapitals("**.b").of(nested))
                .isInstanceOfSatisfying(
                        RuleFailure.class, failure -> assertThat(failure.code()).isEqualTo("too-deep"));
    }

    @Test
    void takesEveryKeyByAStarWhateverItIs() {
        Map<Object, Object> value = new LinkedHashMap<>();
        value.put(1, "one");
        value.put("two", "two");
        Schema schema =
                SchemaBuilder.map(Schema.INT32_SCHEMA, Schema.STRING_SCHEMA).build();

        assertThat(Changed.toCapitals("*").of(value).value()).isEqualTo(Map.of(1, "ONE", "two", "TWO"));
        assertThat(Changed.toCapitals("*").of(schema, Map.of(1, "one")).value()).isEqualTo(Map.of(1, "ONE"));
    }

    @Test
    void keepsNullsInLists() {
        Schema schema = SchemaBuilder.array(Schema.OPTIONAL_STRING_SCHEMA).build();

        assertThat(Changed.toCapitals("[*]")
                        .of(schema, Arrays.asList("a", null))
                        .value())
                .isEqualTo(Arrays.asList("A", null));
        assertThat(Changed.toCapitals("[*]").of(Arrays.asList("a", null)).value())
                .isEqualTo(Arrays.asList("A", null));
    }
}
