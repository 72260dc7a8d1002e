package dev.millrace.transforms;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.testkit.TransformContract;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.connect.connector.ConnectRecord;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.header.Header;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.transforms.Transformation;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AddAuditHeadersTest extends TransformContract {

    private static final String KEY = "k".repeat(32);

    @Override
    protected <R extends ConnectRecord<R>> Transformation<R> transform() {
        return new AddAuditHeaders<>();
    }

    @Override
    protected Map<String, String> configuration() {
        return Map.of("integration", "orders-inbound", "chain", "true");
    }

    @Override
    protected Struct struct() {
        return AuditSample.order();
    }

    @Override
    protected void check(SourceRecord before, @Nullable SourceRecord after) {
        assertThat(after).isNotNull();
        Objects.requireNonNull(after);
        assertThat(after.value()).isSameAs(before.value());
        assertThat(after.headers().lastWithName("trace").value()).isEqualTo("t-1");
        assertThat(text(after, "audit.integration")).isEqualTo("orders-inbound");
        assertThat(text(after, "audit.chain.seq")).isEqualTo("0");
        assertThat(text(after, "audit.payload.hash")).matches("[0-9a-f]{64}");
    }

    @Override
    protected Map<String, String> missingPath() {
        return Map.of();
    }

    @Override
    protected Map<String, String> wrongValues() {
        return Map.of(
                "integration", "",
                "action", "look",
                "payload.hash", "md5",
                "payload.hash.key", "short",
                "payload.part", "half",
                "memory.max.records", "0",
                "trace", "maybe",
                "chain", "perhaps",
                "coordinates", "some");
    }

    /** Its time and its place in a chain are those of one instance; that a record keeps them there has tests of its own. */
    @Override
    protected Map<String, @Nullable Object> essence(ConnectRecord<?> record) {
        Map<String, @Nullable Object> essence = new LinkedHashMap<>(super.essence(record));
        essence.keySet().removeIf(name -> name.startsWith("header audit.chain.") || name.equals("header audit.time"));
        return essence;
    }

    @Test
    void reportsAMissingKeyOfAHmacOnItsKey() {
        assertThat(AuditSampleConfigurations.problems(
                        transform(), Map.of("integration", "x", "payload.hash", "hmac-sha-256"), "payload.hash.key"))
                .containsExactly("payload.hash.key is missing, and payload.hash=hmac-sha-256 needs it; set it");
        assertThat(AuditSampleConfigurations.problems(
                        transform(), Map.of("integration", "x", "payload.hash.key", KEY), "payload.hash.key"))
                .containsExactly("payload.hash.key is set, but payload.hash=sha-256 uses no key; set"
                        + " payload.hash=hmac-sha-256");
    }

    @Test
    void givesEveryHeaderOfARecordThatIsTransformedAgain() {
        Transformation<SourceRecord> transform = configured();
        SourceRecord record = ofStruct(struct());

        SourceRecord first = transform.apply(record);
        SourceRecord second = transform.apply(record);

        assertThat(second.headers()).isEqualTo(first.headers()).isNotSameAs(first.headers());
    }

    @Test
    void putsEvidenceOnTombstones() {
        SourceRecord after = configured().apply(record(null, null));

        assertThat(after.value()).isNull();
        assertThat(text(after, "audit.payload.hash")).isNotEmpty();
    }

    private static String text(SourceRecord record, String name) {
        Header header = record.headers().lastWithName(name);
        return header == null ? "" : String.valueOf(header.value());
    }
}
