package dev.millrace.kit.path;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class SchemaPlansTest {

    private static Schema schema(int number) {
        return SchemaBuilder.struct().name("s" + number).build();
    }

    private static List<Schema> schemas(int count) {
        return IntStream.range(0, count).mapToObj(SchemaPlansTest::schema).toList();
    }

    @Test
    void makesOnePlanForEqualSchemas() {
        SchemaPlans<Object> plans = new SchemaPlans<>("test", 8, schema -> new Object());

        Object plan = plans.of(schema(1));

        assertThat(plans.of(schema(1))).isSameAs(plan);
        assertThat(plans.of(schema(2))).isNotSameAs(plan);
        assertThat(plans.of(schema(1))).isSameAs(plan);
        assertThat(plans.misses()).isEqualTo(2);
    }

    @Test
    void keepsWhatIsUsedAndDropsWhatIsNot() {
        SchemaPlans<Object> plans = new SchemaPlans<>("test", 4, schema -> new Object());
        List<Schema> schemas = schemas(20);
        Object used = plans.of(schemas.get(0));

        for (Schema next : schemas) {
            assertThat(plans.of(next)).isNotNull();
            assertThat(plans.of(schemas.get(0))).isSameAs(used);
        }

        assertThat(plans.misses()).isEqualTo(20);
        Object again = plans.of(schemas.get(1));
        assertThat(plans.misses()).as("the second was dropped: %s", again).isEqualTo(21);
    }

    @Test
    void staysWithinItsSizeAndRightBeyondIt() {
        SchemaPlans<String> plans = new SchemaPlans<>("test", 16, Schema::name);
        List<Schema> schemas = schemas(300);

        for (int round = 0; round < 3; round++) {
            for (Schema schema : schemas) {
                assertThat(plans.of(schema)).isEqualTo(schema.name());
            }
        }

        assertThat(plans.misses()).isBetween(300L, 900L);
    }

    @Test
    void saysOnceThatItIsTooSmall() {
        Logger logger = (Logger) LoggerFactory.getLogger(SchemaPlans.class);
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        log.start();
        logger.addAppender(log);
        try {
            SchemaPlans<String> plans = new SchemaPlans<>("MapFields", 2, Schema::name);
            for (int round = 0; round < 10; round++) {
                schemas(3).forEach(plans::of);
            }
        } finally {
            logger.detachAppender(log);
        }

        assertThat(log.list).singleElement().satisfies(event -> {
            assertThat(event.getLevel()).isEqualTo(Level.WARN);
            assertThat(event.getFormattedMessage()).contains("MapFields", "schema.cache.size");
        });
    }

    @Test
    void saysNothingWhereAllSchemasFit() {
        Logger logger = (Logger) LoggerFactory.getLogger(SchemaPlans.class);
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        log.start();
        logger.addAppender(log);
        try {
            SchemaPlans<String> plans = new SchemaPlans<>("MapFields", 3, Schema::name);
            for (int round = 0; round < 100; round++) {
                schemas(3).forEach(plans::of);
            }
            assertThat(plans.misses()).isEqualTo(3);
        } finally {
            logger.detachAppender(log);
        }

        assertThat(log.list).isEmpty();
    }

    @Test
    void asksAgainWhereNoPlanCouldBeMade() {
        AtomicInteger asked = new AtomicInteger();
        SchemaPlans<String> plans = new SchemaPlans<>("test", 2, schema -> {
            if (asked.getAndIncrement() == 0) {
                throw new IllegalStateException("not yet");
            }
            return "plan";
        });

        assertThatThrownBy(() -> plans.of(schema(1))).isInstanceOf(IllegalStateException.class);
        assertThat(plans.of(schema(1))).isEqualTo("plan");
        assertThat(plans.misses()).isEqualTo(1);
    }

    @Test
    void makesOnePlanHoweverManyThreadsAsk() throws Exception {
        SchemaPlans<Object> plans = new SchemaPlans<>("test", 64, schema -> new Object());
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Future<List<Object>>> running = new ArrayList<>();
            for (int thread = 0; thread < 4; thread++) {
                running.add(
                        threads.submit(() -> schemas(50).stream().map(plans::of).toList()));
            }
            List<Object> first = running.get(0).get(300, TimeUnit.SECONDS);
            for (Future<List<Object>> one : running) {
                assertThat(one.get(300, TimeUnit.SECONDS)).isEqualTo(first);
            }
        } finally {
            threads.shutdownNow();
        }

        assertThat(plans.misses()).isEqualTo(50);
    }
}
