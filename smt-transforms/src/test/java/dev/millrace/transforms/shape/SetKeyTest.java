package dev.millrace.transforms.shape;

import static dev.millrace.transforms.shape.Trees.configured;
import static dev.millrace.transforms.shape.Trees.map;
import static dev.millrace.transforms.shape.Trees.plain;
import static dev.millrace.transforms.shape.Trees.typed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.transforms.SetKey;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SetKeyTest {

    private static final Map<String, Object> ORDER =
            map("id", 7, "customer", map("id", "c-1"), "gone", null, "tags", List.of("x"));

    private static SetKey<SourceRecord> setKey(String... pairs) {
        return configured(new SetKey<SourceRecord>(), pairs);
    }

    private static SourceRecord keyed(SetKey<SourceRecord> transform, SourceRecord record) {
        return Objects.requireNonNull(transform.apply(record));
    }

    @Test
    void makesAStructOrAMapOfFields() {
        SetKey<SourceRecord> transform = setKey("paths", "id, customer.id:customer, $topic", "schema.name", "OrderKey");

        SourceRecord ofMap = keyed(transform, plain(ORDER));
        SourceRecord ofStruct = keyed(transform, typed(ORDER));

        assertThat(ofMap.key()).isEqualTo(map("id", 7, "customer", "c-1", "topic", "orders"));
        assertThat(ofMap.keySchema()).isNull();
        assertThat(Trees.plainly(ofStruct.key())).isEqualTo(ofMap.key());
        assertThat(ofStruct.keySchema().name()).isEqualTo("OrderKey");
        assertThat(ofStruct.keySchema().field("id").schema()).isEqualTo(Schema.INT32_SCHEMA);
        assertThat(keyed(transform, typed(ORDER)).keySchema()).isSameAs(ofStruct.keySchema());
    }

    @Test
    void aNullAndADefaultInAStructAreTwoHashes() {
        Schema inner = SchemaBuilder.struct()
                .field(
                        "b",
                        SchemaBuilder.string()
                                .optional()
                                .defaultValue("standard")
                                .build())
                .build();
        Schema schema = SchemaBuilder.struct().field("a", inner).build();
        SetKey<SourceRecord> transform = setKey("paths", "a", "form", "hash");

        List<Object> keys = Stream.of(new Struct(inner), new Struct(inner).put("b", "standard"))
                .map(part -> new Struct(schema).put("a", part))
                .map(value -> new SourceRecord(Map.of(), Map.of(), "t", schema, value))
                .map(record -> keyed(transform, record).key())
                .toList();

        assertThat(keys).doesNotHaveDuplicates();
    }

    @Test
    void takesOneFieldAsItIs() {
        SetKey<SourceRecord> transform = setKey("paths", "id", "form", "value");

        assertThat(keyed(transform, plain(ORDER)).key()).isEqualTo(7);
        assertThat(keyed(transform, typed(ORDER)).keySchema()).isEqualTo(Schema.INT32_SCHEMA);
        assertThat(keyed(setKey("paths", "tags[0]", "form", "value"), typed(ORDER))
                        .key())
                .isEqualTo("x");
    }

    @Test
    void writesATextByATemplate() {
        SetKey<SourceRecord> transform = setKey("template", "{value.customer.id|upper}-{value.id}-{key}");

        assertThat(keyed(transform, plain(ORDER)).key()).isEqualTo("C-1-7-k");
        assertThat(keyed(transform, typed(ORDER)).keySchema()).isEqualTo(Schema.STRING_SCHEMA);
        assertThatThrownBy(() -> setKey("template", "{value.none}").apply(plain(ORDER)))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("\"path\":\"$value.none\",\"code\":\"missing\"");
    }

    @Test
    void hashesFieldsSoThatNoTwoListsOfThemAreOne() {
        SetKey<SourceRecord> transform = setKey("paths", "a, b", "form", "hash");

        Object one = keyed(transform, plain(map("a", "x", "b", "yz"))).key();
        Object other = keyed(transform, plain(map("a", "xy", "b", "z"))).key();

        // printf '["x","yz"]' | sha256sum
        assertThat(one).isEqualTo("3beb8991e9485d1bfc742be9418f509ab837d95c6abcdda1c6491eb9f0bb3846");
        assertThat(one).isNotEqualTo(other);
        assertThat(keyed(transform, typed(map("a", "x", "b", "yz"))).key()).isEqualTo(one);
    }

    @Test
    void missingPartsFailUnlessToldOtherwise() {
        assertThatThrownBy(() -> setKey("paths", "id, none").apply(plain(ORDER)))
                .hasMessage("{\"transform\":\"SetKey\",\"rule\":\"key\",\"path\":\"none\",\"code\":\"missing\"}");
        SourceRecord record = typed(ORDER);
        assertThat(setKey("paths", "id, none", "on.missing", "ignore").apply(record))
                .isSameAs(record);
        Struct key = (Struct)
                keyed(setKey("paths", "id, none", "on.missing", "null"), record).key();
        assertThat(Trees.plainly(key)).isEqualTo(map("id", 7, "none", null));
    }

    @Test
    void nullPartsAreKeptUnlessToldOtherwise() {
        assertThat(keyed(setKey("paths", "gone, id"), plain(ORDER)).key()).isEqualTo(map("gone", null, "id", 7));
        assertThat(keyed(setKey("paths", "gone", "form", "value"), typed(ORDER)).key())
                .isNull();
        assertThat(setKey("paths", "gone", "on.null", "drop").apply(plain(ORDER)))
                .isNull();
        assertThatThrownBy(() -> setKey("paths", "gone", "on.null", "fail").apply(plain(ORDER)))
                .hasMessageContaining("\"code\":\"null\"");
    }

    @Test
    void tombstonesKeepTheirKeyWhereItWouldBeMadeOfTheValue() {
        SourceRecord tombstone = plain(null);

        assertThat(setKey("paths", "id").apply(tombstone)).isSameAs(tombstone);
        assertThat(setKey("template", "{value.id}").apply(tombstone)).isSameAs(tombstone);
        assertThat(keyed(setKey("template", "{topic}-{key}"), tombstone).key()).isEqualTo("orders-k");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        paths | a | template | {key} | paths and template are both set
        form | hash | schema.name | x | paths or template must be set
        paths | a.id, b.id | form | hash | gives two fields one name
        paths | a, b | form | value | form =value takes one path
        paths | a | form | text | form =text needs template
        template | {key} | form | value | form must be text or hash with template
        paths | a: | form | hash | no name stands behind the colon
        paths | a | on.error | null | on.error can't be null here
        """)
    void saysWhatIsWrongBetweenKeys(String one, String value, String other, String beside, String fault) {
        assertThatThrownBy(() -> setKey(one, value, other, beside))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining(fault);
    }
}
