package dev.millrace.transforms.document;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.testkit.PlainValue;
import dev.millrace.testkit.TransformContract;
import dev.millrace.transforms.ParseJson;
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

class ParseJsonContractTest extends TransformContract {

    @Override
    protected <R extends ConnectRecord<R>> Transformation<R> transform() {
        return new ParseJson.Value<>();
    }

    @Override
    protected <R extends ConnectRecord<R>> Optional<Transformation<R>> keyTransform() {
        return Optional.of(new ParseJson.Key<>());
    }

    @Override
    protected Map<String, String> configuration() {
        return Map.of(
                "path", "inner.payload",
                "target", "parsed.order",
                "schema",
                        "{\"properties\":{\"id\":{\"type\":\"integer\"},\"tags\":{\"type\":\"array\",\"items\":{\"type\":\"string\"}}}}");
    }

    @Override
    protected Struct struct() {
        Schema inner = SchemaBuilder.struct()
                .optional()
                .field("payload", Schema.OPTIONAL_STRING_SCHEMA)
                .field("n", Schema.INT32_SCHEMA)
                .build();
        Schema schema = SchemaBuilder.struct()
                .name("Holder")
                .version(2)
                .doc("a holder")
                .parameter("a", "b")
                .field("z", Schema.OPTIONAL_STRING_SCHEMA)
                .field("inner", inner)
                .field(
                        "list",
                        SchemaBuilder.array(Schema.STRING_SCHEMA).optional().build())
                .build();
        return new Struct(schema)
                .put("z", "x")
                .put(
                        "inner",
                        new Struct(inner)
                                .put("payload", "{\"id\":7,\"tags\":[\"a\",\"b\"]}")
                                .put("n", 3))
                .put("list", List.of("l"));
    }

    @Override
    protected void check(SourceRecord before, @Nullable SourceRecord after) {
        Map<?, ?> value = Objects.requireNonNull(
                (Map<?, ?>) PlainValue.of(Objects.requireNonNull(after).value()));
        assertThat(value.get("parsed")).hasToString("{order={id=7, tags=[a, b]}}");
        assertThat(value.get("z")).isEqualTo("x");
    }

    @Override
    protected Map<String, String> missingPath() {
        return Map.of("path", "inner.nothing");
    }

    @Override
    protected Map<String, String> wrongValues() {
        return Map.of(
                "path",
                "a[",
                "target",
                "$value.a",
                "schema",
                "{",
                "infer",
                "3",
                "charset",
                "none",
                "numbers",
                "some",
                "document.max.depth",
                "0",
                "on.error",
                "perhaps");
    }
}
