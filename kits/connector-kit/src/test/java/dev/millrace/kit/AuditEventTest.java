package dev.millrace.kit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Date;
import java.util.List;
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
    private static final AuditEvent.Actor ACTOR = new AuditEvent.Actor("orders", 3, "4711@worker-1", DIGEST);
    private static final AuditChain.Link FIRST = new AuditChain.Link("orders/3/1", 0, "");

    @Test
    void becomesAStructOfItsSchema() {
        Struct struct = completed(OptionalLong.of(42), Optional.of(DIGEST)).toStruct(FIRST);

        struct.validate();
        assertThat(struct.schema()).isSameAs(AuditEvent.SCHEMA);
        assertThat(struct.schema().version()).isEqualTo(2);
        assertThat(struct.getString("step")).isEqualTo("completed");
        assertThat(struct.getString("action")).isEqualTo("RECEIVE");
        assertThat(struct.getString("outcome")).isEqualTo("success");
        assertThat(struct.getString("reason")).isEqualTo("moved");
        assertThat(struct.get("time")).isEqualTo(Date.from(Instant.parse("2026-11-21T10:15:30.123Z")));
        assertThat(struct.getString("connector")).isEqualTo("orders");
        assertThat(struct.getInt32("task")).isEqualTo(3);
        assertThat(struct.getString("worker")).isEqualTo("4711@worker-1");
        assertThat(struct.getString("configHash")).isEqualTo(DIGEST);
        assertThat(struct.getString("subject")).isEqualTo("sftp://host:22/inbound/orders.csv");
        assertThat(struct.getInt64("size")).isEqualTo(42);
        assertThat(struct.getInt64("records")).isEqualTo(3);
        assertThat(struct.getInt64("malformed")).isEqualTo(1);
        assertThat(struct.getInt64("durationMs")).isEqualTo(250);
        assertThat(struct.getString("payloadHash")).isEqualTo(DIGEST);
        assertThat(struct.getString("payloadHashAlgorithm")).isEqualTo("SHA-256");
        assertThat(struct.getString("payloadCanonicalisation")).isEqualTo("raw");
        assertThat(struct.getString("detail")).isEqualTo("/archive/orders.csv");
        assertThat(struct.<Struct>getArray("skipped")).singleElement().satisfies(skipped -> {
            assertThat(skipped.getInt64("record")).isEqualTo(1);
            assertThat(skipped.getInt64("offset")).isEqualTo(20);
            assertThat(skipped.getInt64("line")).isEqualTo(2);
            assertThat(skipped.getString("code")).isEqualTo("field-count");
        });
        assertThat(struct.getString("chainId")).isEqualTo("orders/3/1");
        assertThat(struct.getInt64("seq")).isZero();
        assertThat(struct.getString("prevHash")).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void leavesOutWhatIsNotKnown(AuditEvent.Step step) {
        Struct struct = event(step, "1").toStruct(FIRST);

        struct.validate();
        for (String field : List.of("reason", "detail", "size", "records", "malformed", "durationMs", "payloadHash")) {
            assertThat(struct.get(field)).as(field).isNull();
        }
        assertThat(struct.get("payloadHashAlgorithm")).isNull();
        assertThat(struct.get("skipped")).isNull();
        assertThat(struct.getString("outcome")).isIn("success", "failure", "ignored");
    }

    @Test
    void hasAnIdThatTellsStepSubjectAndChainApartAndNothingElse() {
        String id = id(event(AuditEvent.Step.SEEN, "1"), "chain");

        assertThat(id).hasSize(32).isEqualTo(id(event(AuditEvent.Step.SEEN, "1"), "chain"));
        assertThat(id(event(AuditEvent.Step.STARTED, "1"), "chain")).isNotEqualTo(id);
        assertThat(id(event(AuditEvent.Step.SEEN, "2"), "chain")).isNotEqualTo(id);
        assertThat(id(event(AuditEvent.Step.SEEN, "1"), "another")).isNotEqualTo(id);
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

    private static String id(AuditEvent event, String chain) {
        return event.toStruct(new AuditChain.Link(chain, 0, "")).getString("id");
    }

    static AuditEvent event(AuditEvent.Step step, String identity) {
        return new AuditEvent(
                step,
                TIME,
                ACTOR,
                new AuditEvent.Subject("file:///drop/a", identity, OptionalLong.empty(), Optional.empty()),
                AuditEvent.Outcome.of(step, Optional.empty(), Optional.empty()),
                AuditEvent.Counts.NONE);
    }

    static AuditEvent completed(OptionalLong size, Optional<String> digest) {
        return new AuditEvent(
                AuditEvent.Step.COMPLETED,
                TIME,
                ACTOR,
                new AuditEvent.Subject("sftp://host:22/inbound/orders.csv", "42/1", size, digest),
                AuditEvent.Outcome.of(
                        AuditEvent.Step.COMPLETED, Optional.of("moved"), Optional.of("/archive/orders.csv")),
                new AuditEvent.Counts(
                        OptionalLong.of(3),
                        OptionalLong.of(1),
                        OptionalLong.of(250),
                        List.of(new AuditEvent.Skipped(1, 20, 2, "field-count"))));
    }
}
