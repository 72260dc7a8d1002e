package dev.millrace.testkit;

import static org.assertj.core.api.Assertions.assertThat;

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

/** The contract of transforms on a stamp. */
abstract class StampContract extends TransformContract {
    private static final Schema INNER = SchemaBuilder.struct()
            .field("city", Schema.OPTIONAL_STRING_SCHEMA)
            .optional()
            .build();
    private static final Schema SCHEMA = SchemaBuilder.struct()
            .name("Letter")
            .version(1)
            .field("zip", Schema.STRING_SCHEMA)
            .field("name", Schema.OPTIONAL_STRING_SCHEMA)
            .field("inner", INNER)
            .field("list", SchemaBuilder.array(INNER).optional().build())
            .build();

    private final StampDefect defect;

    StampContract(StampDefect defect) {
        this.defect = defect;
    }

    @Override
    protected <R extends ConnectRecord<R>> Transformation<R> transform() {
        return new Stamp<>(defect);
    }

    @Override
    protected Map<String, String> configuration() {
        return Map.of("field", "name");
    }

    @Override
    protected Struct struct() {
        return new Struct(SCHEMA)
                .put("zip", "89073")
                .put("name", "ann")
                .put("inner", new Struct(INNER).put("city", "Ulm"))
                .put("list", List.of(new Struct(INNER).put("city", "Bern")));
    }

    @Override
    protected void check(SourceRecord before, @Nullable SourceRecord after) {
        assertThat(PlainValue.of(Objects.requireNonNull(after).value()))
                .asString()
                .startsWith("{zip=89073, name=stamped ann");
    }

    @Override
    protected Map<String, String> missingPath() {
        return Map.of("field", "nam");
    }

    @Override
    protected Map<String, String> wrongValues() {
        return Map.of("field", " ");
    }
}
