package dev.millrace.database.reading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.kit.AuditEvent;
import dev.millrace.kit.ConnectorFailure;
import dev.millrace.kit.FailureKind;
import dev.millrace.kit.SideForm;
import dev.millrace.kit.SideSettings;
import dev.millrace.testkit.LogCapture;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.connect.data.Struct;
import org.junit.jupiter.api.Test;

class ReadingAuditTest {

    private static final Map<String, String> PARTITION = Map.of("table", "public.orders");
    private static final Map<String, String> OFFSET = Map.of("run", "3");

    private final Clock clock = Clock.fixed(Instant.parse("2026-01-01T00:00:10Z"), ZoneOffset.UTC);
    private final ReadingAudit audit = audit(EnumSet.allOf(AuditEvent.Step.class));

    @Test
    void tellsOfTheEndOfARun() {
        Optional<DatabaseRecord> record = audit.completed(
                PARTITION, OFFSET, "public.orders", "3", clock.instant().minusMillis(1500), 42, true);

        Struct event = (Struct) audit.sealed(record.orElseThrow()).value();
        assertThat(event.getString("step")).isEqualTo("completed");
        assertThat(event.getString("subject")).isEqualTo("public.orders");
        assertThat(event.getInt64("records")).isEqualTo(42);
        assertThat(event.getInt64("durationMs")).isEqualTo(1500);
        assertThat(event.getString("reason")).isNull();
        assertThat(event.getInt64("seq")).isZero();
    }

    @Test
    void saysThatARunWasTakenUpAgain() {
        Optional<DatabaseRecord> record =
                audit.completed(PARTITION, OFFSET, "public.orders", "3", clock.instant(), 42, false);

        assertThat(((Struct) audit.sealed(record.orElseThrow()).value()).getString("reason"))
                .isEqualTo("resumed");
    }

    @Test
    void givesEventsTheirPlaceInTheChainWhenTheyAreHandedOver() {
        DatabaseRecord first =
                audit.started(PARTITION, OFFSET, "public.orders", "3").orElseThrow();
        DatabaseRecord second =
                audit.gapSkipped(PARTITION, OFFSET, "public.orders", "17-19").orElseThrow();

        Struct handedOverFirst = (Struct) audit.sealed(second).value();
        Struct handedOverNext = (Struct) audit.sealed(first).value();

        assertThat(handedOverFirst.getInt64("seq")).isZero();
        assertThat(handedOverFirst.getString("detail")).isEqualTo("17-19");
        assertThat(handedOverFirst.getString("outcome")).isEqualTo("failure");
        assertThat(handedOverNext.getInt64("seq")).isEqualTo(1);
    }

    @Test
    void tellsOfOtherColumnsInTheLogInAnyCase() {
        ReadingAudit silent = audit(Set.of());

        try (LogCapture log = new LogCapture()) {
            Optional<DatabaseRecord> record =
                    silent.schemaChanged(PARTITION, OFFSET, "public.orders", "added price; removed cost");

            assertThat(record).isEmpty();
            assertThat(log.lines())
                    .anyMatch(line -> line.contains("public.orders: the columns changed: added price; removed cost"));
        }
    }

    @Test
    void makesNoRecordOfWhatNobodyWants() {
        assertThat(audit(Set.of()).started(PARTITION, OFFSET, "public.orders", "3"))
                .isEmpty();
    }

    @Test
    void setsARowAsideWithoutAWordOfIt() {
        MalformedRows rows = new MalformedRows(Optional.of("aside"), SideForm.STRUCT);

        DatabaseRecord record = rows.setAside(PARTITION, OFFSET, "public.orders", failure());

        assertThat(record.topic()).isEqualTo("aside");
        assertThat(record.headers().lastWithName("millrace.kind").value()).isEqualTo("malformed");
        assertThat(record.headers().lastWithName("millrace.code").value()).isEqualTo("unreadable-value");
        assertThat(((Struct) record.value()).getMap("offset")).isEqualTo(Map.of("run", "3"));
    }

    @Test
    void stopsInFrontOfARowWhereThereIsNoTopicForIt() {
        MalformedRows rows = new MalformedRows(Optional.empty(), SideForm.STRUCT);
        ConnectorFailure failure = failure();

        assertThatThrownBy(() -> rows.setAside(PARTITION, OFFSET, "public.orders", failure))
                .isSameAs(failure);
    }

    private static ConnectorFailure failure() {
        return new ConnectorFailure(FailureKind.MALFORMED, "unreadable-value", "public.orders: price is not a number");
    }

    private ReadingAudit audit(Set<AuditEvent.Step> events) {
        SideSettings side = new SideSettings(Optional.of("audit"), events, SideForm.STRUCT);
        return new ReadingAudit(side, "erp", 0, new AbstractConfig(new ConfigDef(), Map.of(), false), clock);
    }
}
