package dev.millrace.transforms.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.sink.SinkRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What a mapping makes of a sample, field by field. */
class MappingSampleTest {

    @Test
    void showsWhatEachFieldReadsAndMakes() {
        MappingSample sample =
                sample("""
                id: m
                version: "1"
                fields:
                  - {source: a, target: number, type: int32}
                  - {source: [a, b], target: both, join: "-"}
                  - {source: "items[*].sku", target: "lines[*].article"}
                  - {source: "items[*]", target: count, reduce: count}
                  - {source: $topic, target: topic}
                  - {const: SHOP, target: origin}
                  - {source: nowhere, target: absent}
                """, Map.of("a", "7", "b", "x", "items", List.of(Map.of("sku", "p"), Map.of("sku", "q"))));

        assertThat(sample.fields())
                .extracting(
                        field -> field.in().orElse("-") + " > " + field.out().orElse("-"))
                .containsExactly(
                        "\"7\" > 7",
                        "\"7\", \"x\" > \"7-x\"",
                        "\"p\", \"q\" > \"p\", \"q\"",
                        "{\"sku\":\"p\"}, {\"sku\":\"q\"} > 2",
                        "\"orders\" > \"orders\"",
                        "- > \"SHOP\"",
                        "- > -");
    }

    @Test
    void showsTheOtherFieldsBesideThoseThatFail() {
        MappingSample sample = sample("""
                id: m
                version: "1"
                fields:
                  - {source: a, target: one, type: int32}
                  - {source: "items[*].n", target: "lines[*].n", type: int32}
                  - {source: a, target: "lines[*].a"}
                  - {source: b, target: two, required: true}
                  - {source: a, target: three}
                """, Map.of("a", "x", "items", List.of(Map.of("n", "?"))));

        assertThat(sample.fields())
                .extracting(field -> field.code().orElse("") + "|" + field.out().orElse("-"))
                .containsExactly("not-a-number|-", "not-a-number|-", "|-", "missing|-", "|\"x\"");
    }

    @Test
    void readsStructsAndCutsWhatIsLong() {
        Schema schema = SchemaBuilder.struct().field("a", Schema.STRING_SCHEMA).build();

        MappingSample sample = MappingSample.of(
                Mapping.parse("id: m\nversion: '1'\nfields: [{source: a, target: a}]", null),
                record(schema, new Struct(schema).put("a", "x".repeat(5000))));

        assertThat(sample.fields().get(0).out().orElse(""))
                .hasSize(201)
                .startsWith("\"xxx")
                .endsWith("x…");
    }

    @Test
    void hasNullWhereNullIsThere() {
        MappingSample sample = MappingSample.of(
                Mapping.parse("id: m\nversion: '1'\nfields: [{source: a, target: b}]", null),
                record(null, Collections.singletonMap("a", null)));

        assertThat(sample.fields().get(0).in()).contains("null");
        assertThat(sample.fields().get(0).out()).isEqualTo(Optional.of("null"));
    }

    private static MappingSample sample(String document, Object value) {
        return MappingSample.of(Mapping.parse(document, null), record(null, value));
    }

    private static SinkRecord record(@Nullable Schema schema, Object value) {
        return new SinkRecord("orders", 0, null, null, schema, value, 1L);
    }
}
