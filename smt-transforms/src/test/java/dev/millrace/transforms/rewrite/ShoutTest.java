package dev.millrace.transforms.rewrite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.testkit.PlainValue;
import dev.millrace.testkit.TransformContract;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.apache.kafka.connect.connector.ConnectRecord;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.transforms.Transformation;
import org.jspecify.annotations.Nullable;

/** The contract on the smallest transform: what the engine does for all of them. */
class ShoutTest extends TransformContract {

    @Override
    protected <R extends ConnectRecord<R>> Transformation<R> transform() {
        return new Shout<>(Side.VALUE);
    }

    @Override
    protected <R extends ConnectRecord<R>> Optional<Transformation<R>> keyTransform() {
        return Optional.of(new Shout<>(Side.KEY));
    }

    @Override
    protected Map<String, String> configuration() {
        return Map.of("paths", "name,address.city,items[*].sku,tags.*,**.note,items[-1].color", "on.null", "keep");
    }

    @Override
    protected Struct struct() {
        Schema address = SchemaBuilder.struct()
                .field("city", Schema.OPTIONAL_STRING_SCHEMA)
                .field("note", Schema.OPTIONAL_STRING_SCHEMA)
                .optional()
                .build();
        Schema item = SchemaBuilder.struct()
                .field("sku", Schema.OPTIONAL_STRING_SCHEMA)
                .field("color", Schema.OPTIONAL_STRING_SCHEMA)
                .build();
        Schema schema = SchemaBuilder.struct()
                .name("orders.Order")
                .version(3)
                .doc("an order")
                .parameter("owner", "sales")
                .field("id", Schema.INT64_SCHEMA)
                .field(
                        "name",
                        SchemaBuilder.string().optional().defaultValue("nobody").build())
                .field("address", address)
                .field("items", SchemaBuilder.array(item).optional().build())
                .field(
                        "tags",
                        SchemaBuilder.map(Schema.STRING_SCHEMA, Schema.OPTIONAL_STRING_SCHEMA)
                                .optional()
                                .build())
                .build();
        return new Struct(schema)
                .put("id", 5L)
                .put("name", "ann")
                .put("address", new Struct(address).put("city", "ulm").put("note", "left"))
                .put(
                        "items",
                        List.of(
                                new Struct(item).put("sku", "a").put("color", "red"),
                                new Struct(item).put("sku", "b").put("color", "blue")))
                .put("tags", Map.of("k", "v"));
    }

    @Override
    protected void check(SourceRecord before, @Nullable SourceRecord after) {
        assertThat(PlainValue.of(Objects.requireNonNull(after).value()))
                .isEqualTo(Map.of(
                        "id", 5L,
                        "name", "ANN",
                        "address", Map.of("city", "ULM", "note", "LEFT"),
                        "items", List.of(Map.of("sku", "A", "color", "red"), Map.of("sku", "B", "color", "BLUE")),
                        "tags", Map.of("k", "V")));
    }

    @Override
    protected Map<String, String> missingPath() {
        return Map.of("paths", "address.citi");
    }

    @Override
    protected Map<String, String> wrongValues() {
        return Map.of("paths", "a..b", "on.null", "often", "schema.cache.size", "0");
    }
}
