package dev.millrace.transforms.shape;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.testkit.PlainValue;
import dev.millrace.testkit.TransformContract;
import dev.millrace.transforms.MapHeaders;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.connect.connector.ConnectRecord;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.transforms.Transformation;
import org.jspecify.annotations.Nullable;

class MapHeadersContractTest extends TransformContract {

    @Override
    protected <R extends ConnectRecord<R>> Transformation<R> transform() {
        return new MapHeaders<>();
    }

    @Override
    protected Map<String, String> configuration() {
        return Map.of(
                "rules",
                "[{\"move\": \"address.zip\", \"to\": \"$header.zip\"}, {\"copy\": \"amount\", \"to\": \"$header.amount\","
                        + " \"type\": \"string\"}, {\"move\": \"$header.trace\", \"to\": \"meta.trace\"},"
                        + " {\"set\": \"{topic}-v1\", \"to\": \"$header.kind.of\"}]");
    }

    @Override
    protected Struct struct() {
        return Orders.order();
    }

    @Override
    protected void check(SourceRecord before, @Nullable SourceRecord after) {
        assertThat(String.valueOf(PlainValue.of(Objects.requireNonNull(after).value())))
                .isEqualTo(
                        "{id=o-1, amount=1500, country=DE, address={city=Ulm}, lines=[{sku=A, qty=1}, {sku=B, qty=2}],"
                                + " note=fragile, meta={trace=t-1}}");
        assertThat(after.headers())
                .extracting(header -> header.key() + "=" + header.value())
                .containsExactly("zip=89073", "amount=1500", "kind.of=orders-v1");
    }

    @Override
    protected Map<String, String> missingPath() {
        return Map.of("rules", "[{\"copy\": \"address.street\", \"to\": \"$header.street\"}]");
    }

    @Override
    protected Map<String, String> wrongValues() {
        return Map.of("rules", "[{\"copy\": \"a\", \"to\": \"b\"}]", "on.missing", "skip", "on.error", "retry");
    }
}
