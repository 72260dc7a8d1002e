package dev.millrace.transforms.shape;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.testkit.PlainValue;
import dev.millrace.testkit.TransformContract;
import dev.millrace.transforms.SetKey;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.connect.connector.ConnectRecord;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.transforms.Transformation;
import org.jspecify.annotations.Nullable;

class SetKeyContractTest extends TransformContract {

    @Override
    protected <R extends ConnectRecord<R>> Transformation<R> transform() {
        return new SetKey<>();
    }

    @Override
    protected Map<String, String> configuration() {
        return Map.of("paths", "id, address.zip:postcode, $header.trace, $topic, lines[-1].sku");
    }

    @Override
    protected Struct struct() {
        return Orders.order();
    }

    @Override
    protected void check(SourceRecord before, @Nullable SourceRecord after) {
        assertThat(String.valueOf(PlainValue.of(Objects.requireNonNull(after).key())))
                .isEqualTo("{id=o-1, postcode=89073, trace=t-1, topic=orders, sku=B}");
        assertThat(after.value()).isSameAs(before.value());
    }

    @Override
    protected Map<String, String> missingPath() {
        return Map.of("paths", "address.street");
    }

    @Override
    protected Map<String, String> wrongValues() {
        return Map.of("paths", "lines[*].sku", "form", "text", "on.null", "omit");
    }
}
