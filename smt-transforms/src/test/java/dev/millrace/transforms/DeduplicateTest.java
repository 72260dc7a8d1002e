package dev.millrace.transforms;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.testkit.TransformContract;
import java.util.Map;
import org.apache.kafka.connect.connector.ConnectRecord;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.transforms.Transformation;
import org.jspecify.annotations.Nullable;

/** What all transforms promise; what duplicates are has tests of its own. */
class DeduplicateTest extends TransformContract {

    @Override
    protected <R extends ConnectRecord<R>> Transformation<R> transform() {
        return new Deduplicate<>();
    }

    @Override
    protected Map<String, String> configuration() {
        return Map.of("id", "id,items[0].sku");
    }

    @Override
    protected Struct struct() {
        return AuditSample.order();
    }

    @Override
    protected void check(SourceRecord before, @Nullable SourceRecord after) {
        assertThat(after).isSameAs(before);
    }

    @Override
    protected Map<String, String> missingPath() {
        return Map.of("id", "nowhere");
    }

    @Override
    protected Map<String, String> wrongValues() {
        return Map.of(
                "id", "items[*].sku",
                "window.ms", "0",
                "max.entries", "0",
                "time", "none",
                "on.duplicate", "delete",
                "on.missing", "what");
    }
}
