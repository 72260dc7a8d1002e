package dev.millrace.transforms.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.testkit.PlainValue;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.connect.source.SourceRecord;
import org.jspecify.annotations.Nullable;

/** The contract on a document that changes a record. */
class PatchingTest extends MapFieldsContract {

    private static final String DOCUMENT = """
            id: orders
            version: 1.0.0
            fields:
              - {source: name, target: name, case: upper}
              - {source: address.city, target: address.city, case: upper}
              - {source: day, target: address.day, type: date, format: dd.MM.uuuu, out: iso}
              - {source: "items[*].qty", target: "items[*].qty", type: int32}
              - {source: "items[*]", reduce: count, target: count}
            remove: [day, address.zip]
            """;

    @Override
    protected Map<String, String> configuration() {
        return Map.of("mapping", DOCUMENT, "mode", "patch");
    }

    @Override
    protected void check(SourceRecord before, @Nullable SourceRecord after) {
        assertThat(PlainValue.of(Objects.requireNonNull(after).value()))
                .isEqualTo(Map.of(
                        "id",
                        5L,
                        "name",
                        "ANN",
                        "address",
                        Map.of("city", "ULM", "day", "2026-11-22"),
                        "items",
                        List.of(Map.of("sku", "a", "qty", 1), Map.of("sku", "b", "qty", 2)),
                        "count",
                        2L));
    }
}
