package dev.millrace.transforms.rewrite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.millrace.kit.ConnectorFailure;
import dev.millrace.kit.FailureKind;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import javax.management.JMException;
import javax.management.ObjectName;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.errors.RetriableException;
import org.apache.kafka.connect.header.Header;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.source.SourceRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;

/** What is done around the work of a transform. */
class GuardTest {

    private static final String NAME = "dev.millrace:type=transform,connector=guarded,task=3,transform=Test,instance=";

    private final RuleMeters meters = meters();

    private static RuleMeters meters() {
        MDC.put("connector.context", "[guarded|task-3] ");
        try {
            return RuleMeters.register("Test", List.of("one", "two"));
        } finally {
            MDC.remove("connector.context");
        }
    }

    @AfterEach
    void close() {
        meters.close();
    }

    private Guard guard(Policies.Errors errors, Policies.Tombstones tombstones) {
        return new Guard("Test", Side.VALUE, policies(errors, tombstones), meters);
    }

    private static Policies policies(Policies.Errors errors, Policies.Tombstones tombstones) {
        return new Policies(Policies.Missing.FAIL, Policies.Nulls.KEEP, errors, tombstones, Optional.of("aside"));
    }

    private static SourceRecord source(@Nullable Object value) {
        return new SourceRecord(
                Map.of("file", "f"), Map.of("line", 1), "orders", 3, Schema.STRING_SCHEMA, "key", null, value, 99L);
    }

    private static SinkRecord sink() {
        return new SinkRecord("orders", 0, null, "key", null, "value", 5);
    }

    @Test
    void tellsAFailureAsOneLineOfJson() {
        Guard guard = guard(Policies.Errors.FAIL, Policies.Tombstones.PASS);

        assertThatThrownBy(() -> guard.apply(source("v"), record -> {
                    throw new RuleFailure("r\"1", "a.`b.c`", "missing", "there is no field b");
                }))
                .isExactlyInstanceOf(DataException.class)
                .hasMessage("{\"transform\":\"Test\",\"rule\":\"r\\\"1\",\"path\":\"a.`b.c`\",\"code\":\"missing\","
                        + "\"hint\":\"there is no field b\"}")
                .hasNoCause();
    }

    @Test
    void routesARecordOfASourceAsItCame() {
        SourceRecord record = source("v");
        record.headers().addString("trace", "t");

        SourceRecord routed = Objects.requireNonNull(
                guard(Policies.Errors.ROUTE, Policies.Tombstones.PASS).apply(record, given -> {
                    throw new RuleFailure("r1", "a.b", "missing");
                }));

        assertThat(routed.topic()).isEqualTo("aside");
        assertThat(routed.kafkaPartition()).isNull();
        assertThat(routed.key()).isEqualTo("key");
        assertThat(routed.value()).isSameAs(record.value());
        assertThat(routed.timestamp()).isEqualTo(99L);
        assertThat(routed.sourceOffset()).isEqualTo(Map.of("line", 1));
        assertThat(routed.headers())
                .extracting(Header::key, Header::value)
                .containsExactly(
                        tuple("trace", "t"),
                        tuple("millrace.kind", "rejected"),
                        tuple("millrace.error.transform", "Test"),
                        tuple("millrace.error.rule", "r1"),
                        tuple("millrace.error.path", "a.b"),
                        tuple("millrace.error.code", "missing"),
                        tuple("millrace.error.topic", "orders"));
        assertThat(record.headers()).hasSize(1);
    }

    @Test
    void stopsASinkThatShouldRouteWithAnErrorThatNoTolerancePasses() {
        Guard guard = guard(Policies.Errors.ROUTE, Policies.Tombstones.PASS);

        assertThatThrownBy(() -> guard.apply(sink(), record -> {
                    throw new RuleFailure("r1", "a.b", "missing");
                }))
                .isInstanceOf(Error.class)
                .isInstanceOf(MisusedTransform.class)
                .hasMessageStartingWith("[misconfigured] on.error routes records to aside");
    }

    @Test
    void letsRecordsThatAreNoDataThrough() {
        SourceRecord record = source(null);
        record.headers().addString("millrace.kind", "audit");

        SourceRecord passed = guard(Policies.Errors.FAIL, Policies.Tombstones.DROP)
                .apply(record, given -> {
                    throw new AssertionError("no work");
                });

        assertThat(passed).isSameAs(record);
        assertThat(figure("records.in")).isZero();
    }

    @Test
    void handlesTombstonesAsTold() {
        SourceRecord tombstone = source(null);

        assertThat(guard(Policies.Errors.FAIL, Policies.Tombstones.PASS).apply(tombstone, GuardTest::none))
                .isSameAs(tombstone);
        assertThat(guard(Policies.Errors.FAIL, Policies.Tombstones.DROP).apply(tombstone, GuardTest::none))
                .isNull();
        assertThatThrownBy(() ->
                        guard(Policies.Errors.FAIL, Policies.Tombstones.FAIL).apply(tombstone, GuardTest::none))
                .hasMessageContaining("\"code\":\"tombstone\"");
        SourceRecord routed =
                guard(Policies.Errors.ROUTE, Policies.Tombstones.FAIL).apply(tombstone, GuardTest::none);
        assertThat(Objects.requireNonNull(routed).topic()).isEqualTo("aside");
    }

    @Test
    void givesTombstonesToTheWorkOfATransformOfWholeRecords() {
        Guard whole = new Guard("Test", policies(Policies.Errors.FAIL, Policies.Tombstones.FAIL), meters);
        SourceRecord tombstone = source(null);
        SourceRecord other = source("other");

        assertThat(whole.apply(tombstone, record -> other)).isSameAs(other);
    }

    private static SourceRecord none(SourceRecord record) {
        throw new AssertionError("a tombstone is no work");
    }

    @Test
    void dropsWhereTheWorkOrARuleSaysSo() {
        Guard guard = guard(Policies.Errors.FAIL, Policies.Tombstones.PASS);

        assertThat(guard.apply(source("v"), record -> null)).isNull();
        assertThat(guard.apply(source("v"), record -> {
                    throw new DroppedRecord("r1");
                }))
                .isNull();
        assertThat(figure("records.dropped")).isEqualTo(2);
        assertThat(figure("records.in")).isEqualTo(2);
    }

    @Test
    void concealsTheMessageOfADefectAndKeepsItsTrace() {
        Guard guard = guard(Policies.Errors.KEEP, Policies.Tombstones.PASS);

        assertThatThrownBy(() -> guard.apply(source("4711x"), record -> {
                    Integer unused = Integer.parseInt((String) record.value());
                    return record;
                }))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("\"code\":\"defect\"")
                .hasMessageContaining("java.lang.NumberFormatException")
                .hasMessageNotContaining("4711")
                .hasNoCause()
                .satisfies(told -> assertThat(told.getStackTrace()[0].getClassName())
                        .isEqualTo("java.lang.NumberFormatException"));
        assertThat(figure("records.failed")).isEqualTo(1);
    }

    @Test
    void tellsFailuresOfTheKitByTheirKind() {
        Guard guard = guard(Policies.Errors.FAIL, Policies.Tombstones.PASS);

        assertThatThrownBy(() -> guard.apply(source("v"), record -> {
                    throw new ConnectorFailure(FailureKind.MALFORMED, "expression-too-costly", "it takes too long");
                }))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("\"code\":\"expression-too-costly\"");
        assertThatThrownBy(() -> guard.apply(source("v"), record -> {
                    throw new ConnectorFailure(FailureKind.MISCONFIGURED, "no-file", "it is not there");
                }))
                .isInstanceOf(ConnectorFailure.class);
        assertThatThrownBy(() -> guard.apply(source("v"), record -> {
                    throw new RetriableException("later");
                }))
                .isInstanceOf(RetriableException.class);
    }

    @Test
    void routesForOtherReasonsToo() {
        Guard guard = guard(Policies.Errors.FAIL, Policies.Tombstones.PASS);

        assertThat(guard.route(source("v"), new RuleFailure("id", "", "duplicate"), "on.duplicate")
                        .topic())
                .isEqualTo("aside");
        assertThatThrownBy(() -> guard.route(sink(), new RuleFailure("id", "", "duplicate"), "on.duplicate"))
                .isInstanceOf(MisusedTransform.class)
                .hasMessageContaining("on.duplicate routes");
        assertThat(figure("records.routed")).isEqualTo(1);
    }

    @Test
    void countsForEachRuleAndTakesTheFiguresAwayAtTheEnd() {
        meters.rule("one").applied();
        meters.appliedEvery();
        meters.rule("two").skippedInstead();
        meters.rule("three").failed();

        assertThat(figure("rule.one.applied")).isEqualTo(2);
        assertThat(figure("rule.two.applied")).isZero();
        assertThat(figure("rule.two.skipped")).isEqualTo(1);
        assertThat(figure("rule.other.failed")).isEqualTo(1);

        meters.close();
        assertThat(ManagementFactory.getPlatformMBeanServer().isRegistered(name(1)))
                .isFalse();
    }

    @Test
    void countsTwoTransformsOfOneClassApart() {
        try (RuleMeters second = meters()) {
            second.applied("one");

            assertThat(figure("rule.one.applied")).isZero();
            assertThat(figure(2, "rule.one.applied")).isEqualTo(1);
        }
        assertThat(ManagementFactory.getPlatformMBeanServer().isRegistered(name(2)))
                .isFalse();
        assertThat(ManagementFactory.getPlatformMBeanServer().isRegistered(name(1)))
                .isTrue();
    }

    private static long figure(String figure) {
        return figure(1, figure);
    }

    private static long figure(int instance, String figure) {
        try {
            return (long) ManagementFactory.getPlatformMBeanServer().getAttribute(name(instance), figure);
        } catch (JMException absent) {
            throw new AssertionError(absent);
        }
    }

    private static ObjectName name(int instance) {
        try {
            return new ObjectName(NAME + instance);
        } catch (JMException wrong) {
            throw new AssertionError(wrong);
        }
    }
}
