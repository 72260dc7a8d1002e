package dev.millrace.transforms.time;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.testkit.PlainValue;
import dev.millrace.testkit.TransformContract;
import dev.millrace.transforms.ConvertTimestamps;
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

class ConvertTimestampsContractTest extends TransformContract {

    private static final Schema LINE = SchemaBuilder.struct()
            .field("shipped_at", Schema.OPTIONAL_STRING_SCHEMA)
            .field("sku", Schema.OPTIONAL_STRING_SCHEMA)
            .optional()
            .build();
    private static final Schema ORDER = SchemaBuilder.struct()
            .name("Order")
            .version(1)
            .field("created", Schema.OPTIONAL_STRING_SCHEMA)
            .field("lines", SchemaBuilder.array(LINE).optional().build())
            .field("note", Schema.OPTIONAL_STRING_SCHEMA)
            .build();

    @Override
    protected <R extends ConnectRecord<R>> Transformation<R> transform() {
        return new ConvertTimestamps.Value<>();
    }

    @Override
    protected <R extends ConnectRecord<R>> Optional<Transformation<R>> keyTransform() {
        return Optional.of(new ConvertTimestamps.Key<>());
    }

    @Override
    protected Map<String, String> configuration() {
        return Map.of("paths", "created", "field.names", "*_at", "output", "epoch_ms");
    }

    @Override
    protected Struct struct() {
        return new Struct(ORDER)
                .put("created", "1970-01-01T00:00:01Z")
                .put(
                        "lines",
                        List.of(new Struct(LINE)
                                .put("shipped_at", "1970-01-01T00:00:02Z")
                                .put("sku", "A")))
                .put("note", "n");
    }

    @Override
    protected void check(SourceRecord before, @Nullable SourceRecord after) {
        assertThat(String.valueOf(PlainValue.of(Objects.requireNonNull(after).value())))
                .isEqualTo("{created=1000, lines=[{shipped_at=2000, sku=A}], note=n}");
    }

    @Override
    protected Map<String, String> missingPath() {
        return Map.of("paths", "changed");
    }

    @Override
    protected Map<String, String> wrongValues() {
        return Map.of(
                "paths", "a..b",
                "formats", "HH:mm",
                "output", "epoch",
                "zone", "Berlin",
                "output.zone", "Berlin",
                "locale", "german!",
                "rounding", "even",
                "zone.overlap", "both");
    }
}
