package dev.millrace.transforms.shape;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.testkit.PlainValue;
import dev.millrace.testkit.TransformContract;
import dev.millrace.transforms.Restructure;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.apache.kafka.connect.connector.ConnectRecord;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.transforms.Transformation;
import org.jspecify.annotations.Nullable;

class RestructureContractTest extends TransformContract {

    @Override
    protected <R extends ConnectRecord<R>> Transformation<R> transform() {
        return new Restructure.Value<>();
    }

    @Override
    protected <R extends ConnectRecord<R>> Optional<Transformation<R>> keyTransform() {
        return Optional.of(new Restructure.Key<>());
    }

    @Override
    protected Map<String, String> configuration() {
        return Map.of(
                "steps",
                "[{\"drop\": \"note\"}, {\"move\": \"country\", \"to\": \"address.country\"},"
                        + " {\"rename\": \"lines[*].sku\", \"to\": \"article\"}, {\"copy\": \"id\", \"to\": \"meta.id\"},"
                        + " {\"flatten\": \"meta\", \"delimiter\": \"_\"}]");
    }

    @Override
    protected Struct struct() {
        return Orders.order();
    }

    @Override
    protected void check(SourceRecord before, @Nullable SourceRecord after) {
        assertThat(String.valueOf(PlainValue.of(Objects.requireNonNull(after).value())))
                .isEqualTo("{id=o-1, amount=1500, address={city=Ulm, zip=89073, country=DE}, lines=[{article=A, qty=1},"
                        + " {article=B, qty=2}], meta={id=o-1}}");
    }

    @Override
    protected Map<String, String> missingPath() {
        return Map.of("steps", "[{\"drop\": \"address.street\"}]");
    }

    @Override
    protected Map<String, String> wrongValues() {
        return Map.of("steps", "[{\"drop\": \"a..b\"}]", "on.error", "retry", "schema.cache.size", "0");
    }
}
