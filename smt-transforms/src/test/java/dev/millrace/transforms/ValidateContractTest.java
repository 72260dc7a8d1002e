package dev.millrace.transforms;

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

/** The contract of all transforms on a check that finds something in the sample. */
class ValidateContractTest extends TransformContract {

    static final String CONTRACT = """
            {"$id": "orders", "version": "2.1.0", "type": "object",
             "required": ["id", "currency"],
             "properties": {
               "id": {"type": "integer", "minimum": 10},
               "name": {"type": "string", "maxLength": 2},
               "address": {"type": "object", "additionalProperties": false, "properties": {"city": {"type": "string"}}},
               "items": {"type": "array", "items": {"properties": {"sku": {"pattern": "^[A-Z]$"}}}}}}""";

    @Override
    protected <R extends ConnectRecord<R>> Transformation<R> transform() {
        return new ValidateContract.Value<>();
    }

    @Override
    protected <R extends ConnectRecord<R>> Optional<Transformation<R>> keyTransform() {
        return Optional.of(new ValidateContract.Key<>());
    }

    @Override
    protected Map<String, String> configuration() {
        return Map.of("contract", CONTRACT, "on.violation", "tag", "on.valid", "tag");
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
                .field("currency", Schema.OPTIONAL_STRING_SCHEMA)
                .field("address", address)
                .field("items", SchemaBuilder.array(item).optional().build())
                .build();
        return new Struct(schema)
                .put("id", 5L)
                .put("name", "ann")
                .put("address", new Struct(address).put("city", "ulm").put("note", "left"))
                .put("items", List.of(new Struct(item).put("sku", "A"), new Struct(item).put("sku", "b")));
    }

    @Override
    protected void check(SourceRecord before, @Nullable SourceRecord after) {
        SourceRecord told = Objects.requireNonNull(after);
        assertThat(told.value()).isSameAs(before.value());
        assertThat(told.headers()).hasSize(5);
        assertThat(header(told, "trace")).isEqualTo("t-1");
        assertThat(header(told, "contract.id")).isEqualTo("orders");
        assertThat(header(told, "contract.version")).isEqualTo("2.1.0");
        assertThat(header(told, "contract.stage")).isEqualTo("source.value");
        assertThat(header(told, "contract.errors"))
                .isEqualTo("[{\"path\":\"id\",\"keyword\":\"minimum\"},{\"path\":\"name\",\"keyword\":\"maxLength\"},"
                        + "{\"path\":\"address\",\"keyword\":\"additionalProperties\"},"
                        + "{\"path\":\"items[1].sku\",\"keyword\":\"pattern\"},"
                        + "{\"path\":\"currency\",\"keyword\":\"required\"}]");
    }

    @Override
    protected Map<String, String> missingPath() {
        return Map.of();
    }

    @Override
    protected Map<String, String> wrongValues() {
        return Map.of(
                "contract", "{\"type\": \"strin\"}",
                "contract.file", "/there/is/no/such.json",
                "contract.schema.name", "orders",
                "contract.nulls", "maybe",
                "on.violation", "often",
                "on.valid", "drop",
                "sample.rate", "0",
                "quarantine.topic", "orders.bad",
                "on.tombstone", "keep");
    }

    static @Nullable Object header(ConnectRecord<?> record, String name) {
        return PlainValue.of(record.headers().lastWithName(name).value());
    }
}
