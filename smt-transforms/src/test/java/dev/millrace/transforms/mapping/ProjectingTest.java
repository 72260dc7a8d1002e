package dev.millrace.transforms.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.testkit.PlainValue;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.connect.source.SourceRecord;
import org.jspecify.annotations.Nullable;

/** The contract on a document that makes another record. */
class ProjectingTest extends MapFieldsContract {

    private static final String DOCUMENT = """
            id: orders
            version: 1.0.0
            fields:
              - {source: id, target: order.id, type: string}
              - {source: name, target: order.name, case: upper}
              - {source: day, target: day, type: date, format: dd.MM.uuuu, out: iso}
              - {source: [address.zip, address.city], join: " ", target: place}
              - {source: "items[*].sku", target: "lines[*].article"}
              - {source: "items[*].qty", target: "lines[*].amount", type: int32}
              - {source: "items[*].sku", target: skus, join: ","}
              - {source: address.city, target: known, enum: {ulm: Ulm}, onMiss: keep}
              - {const: x, target: origin}
              - {expr: "jsonata: $sum(items.$number(qty))", target: pieces, type: int32}
            """;

    @Override
    protected Map<String, String> configuration() {
        return Map.of("mapping", DOCUMENT, "expression.timeout.ms", "60000");
    }

    @Override
    protected void check(SourceRecord before, @Nullable SourceRecord after) {
        assertThat(PlainValue.of(Objects.requireNonNull(after).value()))
                .isEqualTo(Map.of(
                        "order", Map.of("id", "5", "name", "ANN"),
                        "day", "2026-11-22",
                        "place", "89073 ulm",
                        "lines", List.of(Map.of("article", "a", "amount", 1), Map.of("article", "b", "amount", 2)),
                        "skus", "a,b",
                        "known", "Ulm",
                        "origin", "x",
                        "pieces", 3));
    }
}
