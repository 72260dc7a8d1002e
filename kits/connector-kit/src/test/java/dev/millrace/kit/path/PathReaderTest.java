package dev.millrace.kit.path;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class PathReaderTest {

    private static final Schema ADDRESS =
            SchemaBuilder.struct().field("zip", Schema.STRING_SCHEMA).build();
    private static final Schema CUSTOMER = SchemaBuilder.struct()
            .field("name", Schema.STRING_SCHEMA)
            .field("Address", ADDRESS)
            .field("orders", SchemaBuilder.array(ADDRESS).build())
            .field(
                    "tags",
                    SchemaBuilder.map(Schema.STRING_SCHEMA, Schema.INT32_SCHEMA).build())
            .build();

    static Stream<PathSpec> structs() {
        return PathSpec.all().filter(PathSpec::isStruct);
    }

    @ParameterizedTest
    @MethodSource("structs")
    void findsInStructsWhatItFindsInMaps(PathSpec spec) {
        PathReader reader = new PathReader(FieldPath.parse(spec.path()));
        Object value = spec.struct().value();

        assertThat(reader.findAll(value).stream().map(PathSpec::plain)).isEqualTo(spec.finds());
        assertThat(reader.find(value).map(PathSpec::plain).stream().toList())
                .isEqualTo(spec.finds().stream().limit(1).toList());
        assertThat(reader.path().findAll(value).stream().map(PathSpec::plain)).isEqualTo(spec.finds());
    }

    @ParameterizedTest
    @CsvSource({
        "nam, there is no field nam; did you mean name?",
        "adress.zip, there is no field adress; did you mean Address?",
        "Address.street, there is no field street",
        "Address.zip.x, a value of type string has no parts",
        "orders.zip, an array has no fields; write [*] or an index before the name",
        "tags[0], a map has no elements",
        "'[0]', a struct has no elements"
    })
    void saysWhatASchemaHasNotAndWhatWasMeant(String path, String complaint) {
        assertThat(new PathReader(FieldPath.parse(path)).complaint(CUSTOMER))
                .contains("path " + path + ": " + complaint);
    }

    @ParameterizedTest
    @CsvSource({"name", "Address.zip", "orders[-1].zip", "tags.anything", "**.unknown", "*.zip"})
    void hasNothingToSayWhereThePathMayLead(String path) {
        assertThat(new PathReader(FieldPath.parse(path)).complaint(CUSTOMER)).isEmpty();
    }

    @Test
    void leavesADefaultOfTheSchemaAlone() {
        Schema schema = SchemaBuilder.struct()
                .field("a", SchemaBuilder.string().optional().defaultValue("x").build())
                .build();

        PathReader reader = new PathReader(FieldPath.parse("a"));

        assertThat(reader.find(new Struct(schema))).isEmpty();
        assertThat(reader.find(new Struct(schema).put("a", "y"))).contains("y");
    }

    @Test
    void remembersAPlanForEachSchemaUpToItsNumber() {
        PathReader reader = new PathReader(FieldPath.parse("f"), 2);
        List<Struct> structs =
                Stream.of("a", "b", "c").map(PathReaderTest::withField).toList();

        for (int round = 0; round < 3; round++) {
            assertThat(reader.find(structs.get(0))).contains("a");
            assertThat(reader.find(withField("a"))).contains("a");
            assertThat(reader.find(structs.get(1))).contains("b");
        }
        assertThat(reader.misses()).isEqualTo(2);

        assertThat(reader.find(structs.get(2))).contains("c");
        assertThat(reader.find(structs.get(0))).contains("a");
        assertThat(reader.misses()).isEqualTo(4);
    }

    @Test
    void readsStructsInsideOfMapsAndLists() {
        PathReader reader = new PathReader(FieldPath.parse("list[*].f"));

        assertThat(reader.findAll(Map.of("list", List.of(withField("a"), withField("b"), Map.of("f", "c")))))
                .containsExactly("a", "b", "c");
    }

    private static Struct withField(String value) {
        Schema schema = SchemaBuilder.struct()
                .name(value)
                .field("f", Schema.STRING_SCHEMA)
                .build();
        return new Struct(schema).put("f", value);
    }
}
