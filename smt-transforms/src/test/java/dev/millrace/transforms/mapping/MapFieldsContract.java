package dev.millrace.transforms.mapping;

import dev.millrace.testkit.TransformContract;
import dev.millrace.transforms.MapFields;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.connect.connector.ConnectRecord;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.transforms.Transformation;

/** What MapFields promises in either mode. */
abstract class MapFieldsContract extends TransformContract {

    @Override
    protected <R extends ConnectRecord<R>> Transformation<R> transform() {
        return new MapFields.Value<>();
    }

    @Override
    protected <R extends ConnectRecord<R>> Optional<Transformation<R>> keyTransform() {
        return Optional.of(new MapFields.Key<>());
    }

    @Override
    protected Struct struct() {
        Schema address = SchemaBuilder.struct()
                .field("city", Schema.OPTIONAL_STRING_SCHEMA)
                .field("zip", Schema.OPTIONAL_STRING_SCHEMA)
                .optional()
                .build();
        Schema item = SchemaBuilder.struct()
                .field("sku", Schema.OPTIONAL_STRING_SCHEMA)
                .field("qty", Schema.OPTIONAL_STRING_SCHEMA)
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
                .field("day", Schema.OPTIONAL_STRING_SCHEMA)
                .field("address", address)
                .field("items", SchemaBuilder.array(item).optional().build())
                .build();
        return new Struct(schema)
                .put("id", 5L)
                .put("name", "ann")
                .put("day", "22.11.2026")
                .put("address", new Struct(address).put("city", "ulm").put("zip", "89073"))
                .put(
                        "items",
                        List.of(
                                new Struct(item).put("sku", "a").put("qty", "1"),
                                new Struct(item).put("sku", "b").put("qty", "2")));
    }

    @Override
    protected Map<String, String> missingPath() {
        return Map.of("mapping", "{\"id\":\"m\",\"version\":\"1\",\"fields\":[{\"source\":\"nme\",\"target\":\"n\"}]}");
    }

    @Override
    protected Map<String, String> wrongValues() {
        return Map.of(
                "mapping", "{\"id\":\"m\"}",
                "mapping.file", "/nowhere/mapping.yaml",
                "mode", "merge",
                "lookup.refresh.ms", "-1",
                "expression.timeout.ms", "0",
                "expression.depth", "1",
                "on.missing", "explode",
                "on.null", "often",
                "on.error", "never",
                "schema.cache.size", "0");
    }
}
