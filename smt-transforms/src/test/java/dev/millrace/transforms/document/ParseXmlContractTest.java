package dev.millrace.transforms.document;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.testkit.PlainValue;
import dev.millrace.testkit.TransformContract;
import dev.millrace.transforms.ParseXml;
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

class ParseXmlContractTest extends TransformContract {

    @Override
    protected <R extends ConnectRecord<R>> Transformation<R> transform() {
        return new ParseXml.Value<>();
    }

    @Override
    protected <R extends ConnectRecord<R>> Optional<Transformation<R>> keyTransform() {
        return Optional.of(new ParseXml.Key<>());
    }

    @Override
    protected Map<String, String> configuration() {
        return Map.of(
                "path", "payload",
                "schema",
                        "{\"properties\":{\"@id\":{\"type\":\"integer\"},\"tag\":{\"type\":\"array\",\"items\":{\"type\":\"string\"}}}}");
    }

    @Override
    protected Struct struct() {
        Schema inner = SchemaBuilder.struct()
                .optional()
                .field("n", Schema.OPTIONAL_INT32_SCHEMA)
                .build();
        Schema schema = SchemaBuilder.struct()
                .name("Holder")
                .field("payload", Schema.OPTIONAL_STRING_SCHEMA)
                .field("inner", inner)
                .build();
        return new Struct(schema)
                .put("payload", "<order id='7'><tag>a</tag></order>")
                .put("inner", new Struct(inner).put("n", 3));
    }

    @Override
    protected void check(SourceRecord before, @Nullable SourceRecord after) {
        Map<?, ?> value = Objects.requireNonNull(
                (Map<?, ?>) PlainValue.of(Objects.requireNonNull(after).value()));
        assertThat(value.get("payload")).hasToString("{@id=7, tag=[a]}");
    }

    @Override
    protected Map<String, String> missingPath() {
        return Map.of("path", "nothing");
    }

    @Override
    protected Map<String, String> wrongValues() {
        return Map.of(
                "force.array", "a[0]", "text.key", "", "root.element", "maybe", "charset", "none", "schema", "[]");
    }
}
