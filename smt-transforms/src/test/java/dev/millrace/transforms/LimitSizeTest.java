package dev.millrace.transforms;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.testkit.PlainValue;
import dev.millrace.testkit.TransformContract;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.connect.connector.ConnectRecord;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.transforms.Transformation;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.jspecify.annotations.Nullable;

/** What all transforms promise; what sizes are has tests of its own. */
class LimitSizeTest extends TransformContract {

    @Override
    protected <R extends ConnectRecord<R>> Transformation<R> transform() {
        return new LimitSize<>();
    }

    @Override
    protected Map<String, String> configuration() {
        return Map.of("path", "note", "max.bytes", "16", "on.oversize", "truncate", "marker", "...");
    }

    @Override
    protected Struct struct() {
        return AuditSample.order();
    }

    @Override
    protected void check(SourceRecord before, @Nullable SourceRecord after) {
        assertThat(after).isNotNull();
        assertThat(PlainValue.of(Objects.requireNonNull(after).value()))
                .asInstanceOf(InstanceOfAssertFactories.MAP)
                .containsEntry("note", "please ring...");
    }

    @Override
    protected Map<String, String> missingPath() {
        return Map.of();
    }

    @Override
    protected Map<String, String> wrongValues() {
        return Map.of(
                "path", "a..b",
                "max.bytes", "0",
                "on.oversize", "shrink",
                "marker", "a very long marker",
                "schema.cache.size", "0");
    }
}
