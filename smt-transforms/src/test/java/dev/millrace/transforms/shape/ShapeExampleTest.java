package dev.millrace.transforms.shape;

import static dev.millrace.transforms.shape.Trees.map;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.transforms.Transformation;
import org.junit.jupiter.api.Test;

/** The chain of the example, on a row of a file. */
class ShapeExampleTest {

    private static final Path EXAMPLE = Path.of("../config-examples/transforms-shape-orders.json");

    @Test
    void shapesARow() throws Exception {
        Map<String, Object> row = map(
                "order_id", "17", "created_at", "22.11.2026 08:00", "customer/name", "ada", "customer/country", "DE");

        for (SourceRecord record : List.of(Trees.plain(row), Trees.typed(row))) {
            SourceRecord shaped = shaped(record);

            assertThat(Trees.text(shaped))
                    .isEqualTo("{id=17, created_at=2026-11-22T07:00:00Z, customer={name=ada, country=DE}}");
            assertThat(shaped.key()).isEqualTo("DE-17");
            assertThat(shaped.topic()).isEqualTo("shaped-orders-de");
        }
    }

    @Test
    void setsARowWithAWrongTimeAside() throws Exception {
        SourceRecord rejected = shaped(Trees.plain(map("order_id", "17", "created_at", "31.11.2026 08:00")));

        assertThat(rejected.topic()).isEqualTo("shaped-orders-rejected");
        assertThat(rejected.headers().lastWithName("millrace.error.code").value())
                .isEqualTo("not-a-time");
        assertThat(Trees.text(rejected)).isEqualTo("{order_id=17, created_at=31.11.2026 08:00}");
    }

    private static SourceRecord shaped(SourceRecord record) throws Exception {
        Map<?, ?> example = (Map<?, ?>) Objects.requireNonNull(JsonTree.read(Files.readString(EXAMPLE)));
        SourceRecord shaped = record.newRecord(
                "shaped-orders", null, null, null, record.valueSchema(), record.value(), record.timestamp());
        for (String alias : String.valueOf(example.get("transforms")).split(",", -1)) {
            String prefix = "transforms." + alias + ".";
            Map<String, String> options = new LinkedHashMap<>();
            example.forEach((key, value) -> {
                if (String.valueOf(key).startsWith(prefix)) {
                    options.put(String.valueOf(key).substring(prefix.length()), String.valueOf(value));
                }
            });
            shaped = applied(Objects.requireNonNull(options.remove("type")), options, shaped);
        }
        return shaped;
    }

    @SuppressWarnings("unchecked")
    private static SourceRecord applied(String type, Map<String, String> options, SourceRecord record)
            throws Exception {
        try (Transformation<SourceRecord> transform = Class.forName(type)
                .asSubclass(Transformation.class)
                .getDeclaredConstructor()
                .newInstance()) {
            transform.configure(options);
            return Objects.requireNonNull(transform.apply(record));
        }
    }
}
