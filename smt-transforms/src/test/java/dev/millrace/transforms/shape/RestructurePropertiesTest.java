package dev.millrace.transforms.shape;

import static dev.millrace.transforms.shape.Trees.configured;
import static dev.millrace.transforms.shape.Trees.plainly;
import static dev.millrace.transforms.shape.Trees.record;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.transforms.Restructure;
import dev.millrace.transforms.rewrite.DerivedSchema;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.source.SourceRecord;
import org.jspecify.annotations.Nullable;

/** What was flattened comes back, for names that hold neither the delimiter nor a number alone. */
class RestructurePropertiesTest {

    private final Restructure<SourceRecord> flat = steps("{\"flatten\": true, \"arrays\": \"index\", \"elements\": 4}");
    private final Restructure<SourceRecord> flatWithLists = steps("{\"flatten\": true}");
    private final Restructure<SourceRecord> nested = steps("{\"unflatten\": true}");
    private final Restructure<SourceRecord> collapsed = steps("{\"unflatten\": true, \"collapse\": true}");

    private static Restructure<SourceRecord> steps(String step) {
        return configured(new Restructure.Value<SourceRecord>(), "steps", "[" + step + "]");
    }

    @Property(tries = 100, seed = "20261122", edgeCases = EdgeCasesMode.NONE)
    void unflattenUndoesFlattenForMaps(@ForAll("objects") Map<String, Object> object) {
        SourceRecord record = record(null, object);

        assertThat(apply(nested, apply(flat, record)).value()).isEqualTo(object);
        assertThat(apply(nested, apply(flatWithLists, record)).value()).isEqualTo(object);
    }

    @Property(tries = 100, seed = "20261122", edgeCases = EdgeCasesMode.NONE)
    void unflattenUndoesFlattenForStructs(@ForAll("full") Map<String, Object> object) {
        Struct struct = Trees.struct(object);
        SourceRecord record = record(struct.schema(), struct);

        assertThat(plainly(apply(nested, apply(flat, record)).value())).isEqualTo(object);
        assertThat(plainly(apply(nested, apply(flatWithLists, record)).value())).isEqualTo(object);
        assertThat(plainly(apply(collapsed, apply(flat, record)).value())).isEqualTo(object);
        assertThat(apply(nested, apply(flatWithLists, record)).valueSchema()).isEqualTo(struct.schema());
    }

    @Property(tries = 100, seed = "20261122", edgeCases = EdgeCasesMode.NONE)
    void structsThatAreNullComeBackWhereNestedNullsCollapse(
            @ForAll("full") Map<String, Object> object, @ForAll List<Boolean> gone) {
        Schema schema = DerivedSchema.optional(Trees.schema(object));
        Struct struct = (Struct) Objects.requireNonNull(Trees.typed(optionally(schema), thinned(object, gone, 0)));
        SourceRecord record = record(struct.schema(), struct);

        assertThat(plainly(apply(collapsed, apply(flatWithLists, record)).value()))
                .isEqualTo(withoutEmpty(Objects.requireNonNull((Map<?, ?>) plainly(struct))));
    }

    @Provide
    Arbitrary<Map<String, Object>> objects() {
        return objects(scalars().injectNull(0.1), 0);
    }

    @Provide
    Arbitrary<Map<String, Object>> full() {
        return objects(scalars(), 1);
    }

    private static Arbitrary<Object> scalars() {
        return Arbitraries.oneOf(
                Arbitraries.strings().ofMaxLength(5).asGeneric(),
                Arbitraries.integers().asGeneric(),
                Arbitraries.longs().asGeneric(),
                Arbitraries.of(true, false).asGeneric());
    }

    private static Arbitrary<Map<String, Object>> objects(Arbitrary<Object> scalars, int least) {
        Arbitrary<Object> values = Arbitraries.recursive(
                () -> scalars,
                inner -> Arbitraries.oneOf(
                        inner,
                        map(inner, least).asGeneric(),
                        // One schema for all elements.
                        inner.flatMap(element ->
                                Arbitraries.integers().between(least, 4).map(size -> repeated(element, size)))),
                3);
        return map(values, 1);
    }

    private static Arbitrary<Map<String, Object>> map(Arbitrary<Object> values, int least) {
        return Arbitraries.maps(names(), values).ofMinSize(least).ofMaxSize(3).map(LinkedHashMap::new);
    }

    private static Arbitrary<String> names() {
        return Arbitraries.strings()
                .withChars("abcäß_- 01")
                .ofMinLength(1)
                .ofMaxLength(4)
                .filter(name -> !name.matches("[0-9]+"));
    }

    private static Object repeated(@Nullable Object element, int size) {
        List<@Nullable Object> list = new ArrayList<>();
        for (int at = 0; at < size; at++) {
            list.add(element);
        }
        return list;
    }

    /** The same schema, in which every nested struct is optional. */
    private static Schema optionally(Schema schema) {
        if (schema.type() != Schema.Type.STRUCT) {
            return schema;
        }
        SchemaBuilder builder = SchemaBuilder.struct().optional();
        schema.fields().forEach(field -> builder.field(field.name(), optionally(field.schema())));
        return builder.build();
    }

    private static Map<String, @Nullable Object> thinned(Map<?, ?> object, List<Boolean> gone, int depth) {
        Map<String, @Nullable Object> thin = new LinkedHashMap<>();
        object.forEach((name, value) -> {
            boolean drop = value instanceof Map && depth < gone.size() && gone.get(depth);
            thin.put(
                    (String) name,
                    drop ? null : value instanceof Map<?, ?> inner ? thinned(inner, gone, depth + 1) : value);
        });
        return thin;
    }

    /** Objects that hold nothing but nulls are as good as null. */
    private static Map<String, @Nullable Object> withoutEmpty(Map<?, ?> object) {
        Map<String, @Nullable Object> full = new LinkedHashMap<>();
        object.forEach((name, value) -> {
            Object inner = value instanceof Map<?, ?> map ? withoutEmpty(map) : value;
            boolean empty =
                    inner instanceof Map<?, ?> map && map.values().stream().allMatch(Objects::isNull);
            full.put((String) name, empty ? null : inner);
        });
        return full;
    }

    private static SourceRecord apply(Restructure<SourceRecord> transform, SourceRecord record) {
        return Objects.requireNonNull(transform.apply(record));
    }
}
