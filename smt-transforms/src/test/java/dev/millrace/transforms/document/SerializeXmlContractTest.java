package dev.millrace.transforms.document;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.testkit.PlainValue;
import dev.millrace.testkit.TransformContract;
import dev.millrace.transforms.SerializeXml;
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

class SerializeXmlContractTest extends TransformContract {

    @Override
    protected <R extends ConnectRecord<R>> Transformation<R> transform() {
        return new SerializeXml.Value<>();
    }

    @Override
    protected <R extends ConnectRecord<R>> Optional<Transformation<R>> keyTransform() {
        return Optional.of(new SerializeXml.Key<>());
    }

    @Override
    protected Map<String, String> configuration() {
        return Map.of("path", "inner", "target", "xml", "root.name", "order", "xml.declaration", "false");
    }

    @Override
    protected Struct struct() {
        Schema inner = SchemaBuilder.struct()
                .optional()
                .field("@n", Schema.OPTIONAL_INT32_SCHEMA)
                .field(
                        "l",
                        SchemaBuilder.array(Schema.OPTIONAL_STRING_SCHEMA)
                                .optional()
                                .build())
                .build();
        Schema schema = SchemaBuilder.struct()
                .name("Holder")
                .field("z", Schema.OPTIONAL_STRING_SCHEMA)
                .field("inner", inner)
                .build();
        return new Struct(schema)
                .put("z", "x")
                .put("inner", new Struct(inner).put("@n", 3).put("l", List.of("a", "b")));
    }

    @Override
    protected void check(SourceRecord before, @Nullable SourceRecord after) {
        Map<?, ?> value = Objects.requireNonNull(
                (Map<?, ?>) PlainValue.of(Objects.requireNonNull(after).value()));
        assertThat(value.get("xml")).isEqualTo("<order n=\"3\"><l>a</l><l>b</l></order>");
    }

    @Override
    protected Map<String, String> missingPath() {
        return Map.of("path", "nothing");
    }

    @Override
    protected Map<String, String> wrongValues() {
        return Map.of("root.name", "1a", "nulls", "some", "form", "text");
    }
}
