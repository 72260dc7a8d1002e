package dev.millrace.transforms.document;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.testkit.PlainValue;
import dev.millrace.testkit.TransformContract;
import dev.millrace.transforms.SerializeJson;
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

class SerializeJsonContractTest extends TransformContract {

    @Override
    protected <R extends ConnectRecord<R>> Transformation<R> transform() {
        return new SerializeJson.Value<>();
    }

    @Override
    protected <R extends ConnectRecord<R>> Optional<Transformation<R>> keyTransform() {
        return Optional.of(new SerializeJson.Key<>());
    }

    @Override
    protected Map<String, String> configuration() {
        return Map.of("path", "inner", "canonical", "true");
    }

    @Override
    protected Struct struct() {
        Schema inner = SchemaBuilder.struct()
                .optional()
                .field("n", Schema.OPTIONAL_INT32_SCHEMA)
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
                .put("inner", new Struct(inner).put("n", 3).put("l", List.of("a")));
    }

    @Override
    protected void check(SourceRecord before, @Nullable SourceRecord after) {
        Map<?, ?> value = Objects.requireNonNull(
                (Map<?, ?>) PlainValue.of(Objects.requireNonNull(after).value()));
        assertThat(value.get("inner")).isEqualTo("{\"l\":[\"a\"],\"n\":3}");
    }

    @Override
    protected Map<String, String> missingPath() {
        return Map.of("path", "nothing");
    }

    @Override
    protected Map<String, String> wrongValues() {
        return Map.of("path", "a[", "target", "a.", "form", "text", "canonical", "perhaps");
    }
}
