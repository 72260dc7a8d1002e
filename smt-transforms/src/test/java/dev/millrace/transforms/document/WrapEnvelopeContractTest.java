package dev.millrace.transforms.document;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.testkit.PlainValue;
import dev.millrace.testkit.TransformContract;
import dev.millrace.transforms.WrapEnvelope;
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

class WrapEnvelopeContractTest extends TransformContract {

    @Override
    protected <R extends ConnectRecord<R>> Transformation<R> transform() {
        return new WrapEnvelope<>();
    }

    @Override
    protected Map<String, String> configuration() {
        return Map.of(
                "format", "cloudevents-structured",
                "event.source", "/shop",
                "event.type", "order.{value.kind|default('none')}",
                "event.subject", "{value.id}");
    }

    @Override
    protected Struct struct() {
        Schema schema = SchemaBuilder.struct()
                .name("Order")
                .field("id", Schema.OPTIONAL_INT64_SCHEMA)
                .field("kind", Schema.OPTIONAL_STRING_SCHEMA)
                .field(
                        "list",
                        SchemaBuilder.array(Schema.STRING_SCHEMA).optional().build())
                .build();
        return new Struct(schema).put("id", 7L).put("kind", "new").put("list", List.of("a"));
    }

    @Override
    protected void check(SourceRecord before, @Nullable SourceRecord after) {
        Map<?, ?> value = Objects.requireNonNull(
                (Map<?, ?>) PlainValue.of(Objects.requireNonNull(after).value()));
        assertThat(value.get("type")).isEqualTo("order.new");
        assertThat(value.get("subject")).isEqualTo("7");
        assertThat(value.get("data")).hasToString("{id=7, kind=new, list=[a]}");
    }

    @Override
    protected boolean keepsSchema() {
        return false;
    }

    @Override
    protected Map<String, String> missingPath() {
        return Map.of("event.id", "{value.nothing}");
    }

    @Override
    protected Map<String, String> wrongValues() {
        return Map.of(
                "format",
                "x",
                "event.source",
                "a b",
                "event.type",
                "",
                "event.extensions",
                "{",
                "form",
                "x",
                "on.existing",
                "x",
                "event.time",
                "now");
    }
}
