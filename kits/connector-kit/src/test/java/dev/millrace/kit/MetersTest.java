package dev.millrace.kit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.UUID;
import java.util.concurrent.atomic.LongAdder;
import javax.management.Attribute;
import javax.management.AttributeNotFoundException;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MetersTest {

    private final MBeanServer server = ManagementFactory.getPlatformMBeanServer();
    private final String connector = "orders-" + UUID.randomUUID();
    private final ObjectName name = nameOf(connector);
    private final Meters meters = Meters.register("test-source", connector, "0");

    @AfterEach
    void close() {
        meters.close();
    }

    @Test
    void showsAFigureUnderTheTasksName() throws JMException {
        LongAdder records = meters.counter("records", "records handed over");
        meters.gauge("oldest.unconfirmed.ms", "age of the oldest unconfirmed record", () -> 17L);

        records.add(3);

        assertThat(server.getAttribute(name, "records")).isEqualTo(3L);
        assertThat(server.getAttribute(name, "oldest.unconfirmed.ms")).isEqualTo(17L);
    }

    @Test
    void describesEachFigure() throws JMException {
        meters.counter("records", "records handed over");

        assertThat(server.getMBeanInfo(name).getAttributes()).singleElement().satisfies(attribute -> {
            assertThat(attribute.getName()).isEqualTo("records");
            assertThat(attribute.getDescription()).isEqualTo("records handed over");
            assertThat(attribute.getType()).isEqualTo("long");
            assertThat(attribute.isReadable()).isTrue();
            assertThat(attribute.isWritable()).isFalse();
        });
    }

    @Test
    void tellsWhatIsToldWhenOneFigureFails() throws JMException {
        meters.counter("records", "").increment();
        meters.gauge("broken", "", () -> {
            throw new IllegalStateException("no figure");
        });

        assertThat(server.getAttributes(name, new String[] {"broken", "records", "unknown"})
                        .asList())
                .containsExactly(new Attribute("records", 1L));
    }

    @Test
    void knowsNoFigureThatWasNotDeclared() {
        assertThatThrownBy(() -> server.getAttribute(name, "records")).isInstanceOf(AttributeNotFoundException.class);
    }

    @Test
    void cannotBeSet() {
        meters.counter("records", "");

        assertThatThrownBy(() -> server.setAttribute(name, new Attribute("records", 1L)))
                .isInstanceOf(AttributeNotFoundException.class);
    }

    @Test
    void numbersPartsThatNothingElseTellsApart() throws JMException {
        try (Meters first = Meters.registerNext("transform", "orders", "0", "transform", "MapFields");
                Meters second = Meters.registerNext("transform", "orders", "0", "transform", "MapFields")) {
            first.counter("records.in", "records");
            second.counter("records.in", "records").increment();

            assertThat(server.getAttribute(numbered(1), "records.in")).isEqualTo(0L);
            assertThat(server.getAttribute(numbered(2), "records.in")).isEqualTo(1L);
        }
        assertThat(server.isRegistered(numbered(1))).isFalse();
        assertThat(server.isRegistered(numbered(2))).isFalse();
    }

    private static ObjectName numbered(int instance) throws JMException {
        return new ObjectName(
                "dev.millrace:type=transform,connector=orders,task=0,transform=MapFields,instance=" + instance);
    }

    @Test
    void refusesASecondFigureOfTheSameName() {
        meters.counter("records", "");

        assertThatThrownBy(() -> meters.counter("records", "")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void leavesNothingBehindWhenClosed() {
        boolean before = server.isRegistered(name);

        meters.close();
        meters.close();

        assertThat(before).isTrue();
        assertThat(server.isRegistered(name)).isFalse();
    }

    @Test
    void takesThePlaceOfATaskThatNeverClosed() throws JMException {
        meters.counter("records", "").add(5);

        try (Meters later = Meters.register("test-source", connector, "0")) {
            later.counter("records", "").add(7);

            assertThat(server.getAttribute(name, "records")).isEqualTo(7L);
        }
    }

    @Test
    void leavesTheMBeanOfALaterTaskWhenAnEarlierOneClosesLate() throws JMException {
        try (Meters later = Meters.register("test-source", connector, "0")) {
            later.counter("records", "").add(7);

            meters.close();

            assertThat(server.getAttribute(name, "records")).isEqualTo(7L);
        }
        assertThat(server.isRegistered(name)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a,b=c:d*?", "\"quoted\"", "with space", "", "línea\nnueva", "back\\slash", "trailing,\r"})
    void takesAnyConnectorName(String odd) throws JMException {
        try (Meters other = Meters.register("test-source", odd, "0")) {
            other.counter("records", "").increment();

            assertThat(server.queryNames(new ObjectName("dev.millrace:type=test-source,task=0,*"), null))
                    .anySatisfy(found ->
                            assertThat(plain(found.getKeyProperty("connector"))).isEqualTo(odd));
        }
    }

    @Test
    void registersOneMBeanForEachTask() {
        try (Meters second = Meters.register("test-source", connector, "1")) {
            second.counter("records", "");

            assertThat(Arrays.asList("0", "1"))
                    .allSatisfy(task -> assertThat(server.isRegistered(new ObjectName(
                                    "dev.millrace:type=test-source,connector=" + connector + ",task=" + task)))
                            .isTrue());
        }
    }

    @Test
    void registersOneMBeanForEachRouteOfAConnector() throws JMException {
        try (Meters orders = Meters.register("test-route", connector, "listener", "route", "POST /orders");
                Meters below = Meters.register(
                        "test-route", connector, "listener", "route", "GET+POST //shop.example.com/in/*")) {
            orders.counter("requests", "").add(1);
            below.counter("requests", "").add(2);

            assertThat(server.queryNames(new ObjectName("dev.millrace:type=test-route,task=listener,*"), null))
                    .extracting(
                            name -> plain(name.getKeyProperty("route")) + " " + server.getAttribute(name, "requests"))
                    .containsExactlyInAnyOrder("POST /orders 1", "GET+POST //shop.example.com/in/* 2");
        }
    }

    private static String plain(String value) {
        return value.startsWith("\"") ? ObjectName.unquote(value) : value;
    }

    private static ObjectName nameOf(String connector) {
        try {
            return new ObjectName("dev.millrace:type=test-source,connector=" + connector + ",task=0");
        } catch (JMException malformed) {
            throw new AssertionError(malformed);
        }
    }
}
