package dev.millrace.transforms.shape;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.testkit.TransformContract;
import dev.millrace.transforms.RouteByContent;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.connect.connector.ConnectRecord;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.transforms.Transformation;
import org.jspecify.annotations.Nullable;

class RouteByContentContractTest extends TransformContract {

    @Override
    protected <R extends ConnectRecord<R>> Transformation<R> transform() {
        return new RouteByContent<>();
    }

    @Override
    protected Map<String, String> configuration() {
        return Map.of(
                "rules",
                "[{\"when\": \"amount > 1000 and lines[*].sku == 'B'\", \"topic\": \"{topic}.{value.country|lower}\"}]");
    }

    @Override
    protected Struct struct() {
        return Orders.order();
    }

    @Override
    protected void check(SourceRecord before, @Nullable SourceRecord after) {
        assertThat(Objects.requireNonNull(after).topic()).isEqualTo("orders.de");
        assertThat(after.value()).isSameAs(before.value());
    }

    @Override
    protected Map<String, String> missingPath() {
        return Map.of("rules", "[{\"topic\": \"{value.region}\"}]");
    }

    @Override
    protected Map<String, String> wrongValues() {
        return Map.of(
                "rules", "[{\"topic\": \"a b\"}]",
                "default", "drop",
                "default.topic", "a b",
                "allowed.topics", "[",
                "on.error", "retry");
    }
}
