package dev.millrace.transforms.document;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.testkit.PlainValue;
import dev.millrace.testkit.TransformContract;
import dev.millrace.transforms.UnwrapEnvelope;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.connect.connector.ConnectRecord;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.transforms.Transformation;
import org.jspecify.annotations.Nullable;

class UnwrapEnvelopeContractTest extends TransformContract {

    @Override
    protected <R extends ConnectRecord<R>> Transformation<R> transform() {
        return new UnwrapEnvelope<>();
    }

    @Override
    protected Map<String, String> configuration() {
        return Map.of("format", "custom", "payload.field", "body");
    }

    @Override
    protected Struct struct() {
        Schema data = SchemaBuilder.struct()
                .optional()
                .name("Order")
                .field("id", Schema.OPTIONAL_INT64_SCHEMA)
                .field(
                        "list",
                        SchemaBuilder.array(Schema.STRING_SCHEMA).optional().build())
                .build();
        Schema meta = SchemaBuilder.struct()
                .field("id", Schema.STRING_SCHEMA)
                .field("size", Schema.OPTIONAL_INT32_SCHEMA)
                .build();
        Schema schema = SchemaBuilder.struct()
                .name("Event")
                .field("meta", meta)
                .field("body", data)
                .build();
        return new Struct(schema)
                .put("meta", new Struct(meta).put("id", "i").put("size", 3))
                .put("body", new Struct(data).put("id", 7L).put("list", List.of("a")));
    }

    @Override
    protected void check(SourceRecord before, @Nullable SourceRecord after) {
        assertThat(PlainValue.of(Objects.requireNonNull(after).value())).hasToString("{id=7, list=[a]}");
        assertThat(after.headers().lastWithName("meta.size").value()).isEqualTo("3");
    }

    @Override
    protected boolean keepsSchema() {
        return false;
    }

    @Override
    protected Map<String, String> missingPath() {
        return Map.of();
    }

    @Override
    protected Map<String, String> wrongValues() {
        return Map.of("format", "x", "attributes", "x", "on.plain", "x", "on.empty", "x", "on.error", "null");
    }
}
