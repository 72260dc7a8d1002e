package dev.millrace.kit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Date;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.kafka.connect.data.Struct;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class AuditEventTest {

    private static final Instant TIME = Instant.parse("2026-11-21T10:15:30.123456Z");
    private static final String DIGEST = "0123456789abcdef".repeat(4);

    @Test
    void becomesAStructOfItsSchema() {
        Struct struct = completed(OptionalLong.of(42), Optional.of(DIGEST)).toStruct();

        struct.validate();
        assertThat(struct.schema()).isSameAs(AuditEvent.SCHEMA);
        assertThat(struct.getString("step")).isEqualTo("completed");
        assertThat(struct.get("time")).isEqualTo(Date.from(Instant.parse("2026-11-21T10:15:30.123Z")));
        assertThat(struct.getString("connector")).isEqualTo("orders");
        assertThat(struct.getString("subject")).isEqualTo("sftp://host:22/inbound/orders.csv");
        assertThat(struct.getInt64("size")).isEqualTo(42);
        assertThat(struct.getInt64("records")).isEqualTo(3);
        assertThat(struct.getInt64("malformed")).isZero();
        assertThat(struct.getString("sha256")).isEqualTo(DIGEST);
        assertThat(struct.getString("detail")).isEqualTo("/archive/orders.csv");
    }

    @ParameterizedTest
    @EnumSource
    void leavesOutWhatIsNotKnown(AuditEvent.Step step) {
        AuditEvent event = new AuditEvent(
                step,
                TIME,
                "orders",
                "file:///drop/a",
                OptionalLong.empty(),
                OptionalLong.empty(),
                OptionalLong.empty(),
                Optional.empty(),
                Optional.empty());

        Struct struct = event.toStruct();

        struct.validate();
        assertThat(struct.getInt64("size")).isNull();
        assertThat(struct.getInt64("records")).isNull();
        assertThat(struct.getInt64("malformed")).isNull();
        assertThat(struct.getString("sha256")).isNull();
        assertThat(struct.getString("detail")).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0123", "0123456789ABCDEF0123456789ABCDEF0123456789ABCDEF0123456789ABCDEF"})
    void refusesWhatIsNoDigest(String digest) {
        assertThatThrownBy(() -> completed(OptionalLong.of(1), Optional.of(digest)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void refusesANegativeSize() {
        assertThatThrownBy(() -> completed(OptionalLong.of(-1), Optional.empty()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    static AuditEvent completed(OptionalLong size, Optional<String> digest) {
        return new AuditEvent(
                AuditEvent.Step.COMPLETED,
                TIME,
                "orders",
                "sftp://host:22/inbound/orders.csv",
                size,
                OptionalLong.of(3),
                OptionalLong.of(0),
                digest,
                Optional.of("/archive/orders.csv"));
    }
}
