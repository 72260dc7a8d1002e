package dev.millrace.database.reading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.database.server.Database;
import dev.millrace.database.server.Dialect;
import dev.millrace.kit.ConnectorFailure;
import dev.millrace.kit.FailureKind;
import dev.millrace.kit.Meters;
import dev.millrace.kit.RetryPolicy;
import dev.millrace.kit.SideForm;
import dev.millrace.kit.SideSettings;
import dev.millrace.testkit.Eventually;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.storage.OffsetStorageReader;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ReadingLoopTest {

    private final Meters meters = Meters.register("database-source", "loop", "0");
    private final AtomicBoolean cut = new AtomicBoolean();
    private final List<ReadingLoop> loops = new ArrayList<>();

    @AfterEach
    void end() {
        loops.forEach(ReadingLoop::close);
        meters.close();
    }

    @Test
    void handsOverWhatEachReadingHandsOutInItsOrder() throws InterruptedException {
        CountingReading orders = new CountingReading("orders", 500);
        CountingReading customers = new CountingReading("customers", 300);
        ReadingLoop loop = started(new BatchSettings(50, 10_000, 2), orders, customers);

        List<SourceRecord> polled = pollUntil(loop, 800);

        assertThat(valuesOf(polled, "orders")).isEqualTo(CountingReading.numbers(500));
        assertThat(valuesOf(polled, "customers")).isEqualTo(CountingReading.numbers(300));
        assertThat(meters()).isEqualTo(Map.of("orders", 500L, "customers", 300L));
    }

    @Test
    void givesNoReadingTwoTurnsAtATime() throws InterruptedException {
        CountingReading orders = new CountingReading("orders", 2000);
        ReadingLoop loop = started(new BatchSettings(10, 10_000, 4), orders);

        List<SourceRecord> polled = pollUntil(loop, 2000);

        assertThat(polled).hasSize(2000);
        assertThat(orders.most).hasValue(1);
    }

    @Test
    void oneThreadServesManyReadings() throws InterruptedException {
        List<CountingReading> readings = new ArrayList<>();
        for (int number = 0; number < 20; number++) {
            readings.add(new CountingReading("table" + number, 10));
        }
        ReadingLoop loop = started(new BatchSettings(10, 10_000, 1), readings.toArray(new CountingReading[0]));

        List<SourceRecord> polled = pollUntil(loop, 200);

        readings.forEach(
                reading -> assertThat(valuesOf(polled, reading.name())).isEqualTo(CountingReading.numbers(10)));
    }

    @Test
    void goesOnBehindAFailureThatPasses() throws InterruptedException {
        AtomicInteger failures = new AtomicInteger();
        CountingReading orders = new CountingReading("orders", 10, number -> {
            if (number == 4 && failures.incrementAndGet() <= 3) {
                throw new SQLException("cut", "08006");
            }
        });
        ReadingLoop loop = started(new BatchSettings(10, 10_000, 1), orders);

        List<SourceRecord> polled = pollUntil(loop, 10);

        assertThat(valuesOf(polled, "orders")).isEqualTo(CountingReading.numbers(10));
        assertThat(orders.turns).hasValue(4);
    }

    @Test
    void stopsForAFailureThatStaysOnceAllBeforeItIsHandedOver() throws InterruptedException {
        CountingReading orders = new CountingReading("orders", 100, number -> {
            if (number == 42) {
                throw new SQLException("no such column", "42703");
            }
        });
        ReadingLoop loop = started(new BatchSettings(10, 10_000, 1), orders);
        List<SourceRecord> polled = pollUntil(loop, 42);

        assertThatThrownBy(() -> pollUntil(loop, 1))
                .isInstanceOf(ConnectException.class)
                .hasMessage("[sql-refused] orders can't be read");
        assertThat(valuesOf(polled, "orders")).isEqualTo(CountingReading.numbers(42));
    }

    @Test
    void stopsForADefect() {
        CountingReading orders = new CountingReading("orders", 10, number -> {
            throw new IllegalStateException("secret");
        });
        ReadingLoop loop = started(new BatchSettings(10, 10_000, 1), orders);

        assertThatThrownBy(() -> pollUntil(loop, 1))
                .isInstanceOf(ConnectException.class)
                .hasMessageStartingWith("[defect]")
                .hasMessageNotContaining("secret");
    }

    @Test
    void stopsWhenAReaderIsInterruptedByAStranger() {
        CountingReading orders = new CountingReading("orders", 10, number -> {
            throw new InterruptedException();
        });
        ReadingLoop loop = started(new BatchSettings(10, 10_000, 1), orders);

        assertThatThrownBy(() -> pollUntil(loop, 1)).isInstanceOf(ConnectException.class);
    }

    @Test
    void handsOverNoMoreThanMayBeUnconfirmed() throws InterruptedException {
        CountingReading orders = new CountingReading("orders", 100);
        ReadingLoop loop = started(new BatchSettings(10, 30, 1), orders);
        List<SourceRecord> polled = pollUntil(loop, 30);

        List<SourceRecord> beyond = loop.poll();
        polled.forEach(record -> loop.settle(record, true));
        List<SourceRecord> further = pollUntil(loop, 30);

        assertThat(polled).hasSize(30);
        assertThat(beyond).isNull();
        assertThat(further).hasSize(30);
        assertThat(loop.unconfirmed()).isEqualTo(30);
    }

    @Test
    void tellsWhatBecameOfEachRecordOnce() throws InterruptedException {
        CountingReading orders = new CountingReading("orders", 3);
        ReadingLoop loop = started(new BatchSettings(10, 30, 1), orders);
        List<SourceRecord> polled = pollUntil(loop, 3);

        loop.settle(polled.get(1), true);
        loop.settle(polled.get(0), false);
        loop.settle(polled.get(0), true);

        assertThat(orders.settled).containsExactly("1 confirmed", "0 dropped");
    }

    @Test
    void tellsOfRecordsThatTheWorkerDroppedWithoutAWord() throws InterruptedException {
        CountingReading orders = new CountingReading("orders", 3);
        ReadingLoop loop = started(new BatchSettings(10, 30, 1), orders);
        List<SourceRecord> polled = pollUntil(loop, 3);

        loop.committed();
        loop.poll();
        loop.committed();
        loop.poll();
        polled.forEach(record -> loop.settle(record, true));

        assertThat(orders.settled).containsExactly("0 dropped", "1 dropped", "2 dropped");
        assertThat(loop.unconfirmed()).isZero();
    }

    @Test
    void anIdlePollEndsWithinAFifthOfASecond() throws InterruptedException {
        CountingReading orders = new CountingReading("orders", 0);
        ReadingLoop loop = started(new BatchSettings(10, 30, 1), orders);
        long quickest = Long.MAX_VALUE;

        for (int turn = 0; turn < 5; turn++) {
            long began = System.nanoTime();
            assertThat(loop.poll()).isNull();
            quickest = Math.min(quickest, System.nanoTime() - began);
        }

        assertThat(Duration.ofNanos(quickest)).isLessThan(Duration.ofMillis(400));
    }

    @Test
    void endsReadersThatWaitForRoom() throws InterruptedException {
        CountingReading orders = new CountingReading("orders", 1000);
        CountingReading customers = new CountingReading("customers", 1000);
        ReadingLoop loop = started(new BatchSettings(10, 10, 2), orders, customers);
        List<SourceRecord> polled = pollUntil(loop, 10);

        loop.close();
        polled.forEach(record -> loop.settle(record, true));

        assertThat(orders.closed).hasValue(1);
        assertThat(customers.closed).hasValue(1);
        assertThat(cut).isTrue();
        assertThat(loop.unconfirmed()).isZero();
    }

    @Test
    void cutsTheDatabaseUnderAReaderThatHangsInIt() throws InterruptedException {
        CountDownLatch hanging = new CountDownLatch(1);
        CountingReading orders = new CountingReading("orders", 10, number -> {
            hanging.countDown();
            while (!cut.get()) {
                Thread.onSpinWait();
            }
            throw new SQLException("cut", "08006");
        });
        ReadingLoop loop = started(new BatchSettings(10, 10, 2), orders);
        assertThat(hanging.await(30, TimeUnit.SECONDS)).isTrue();

        loop.close();

        assertThat(orders.closed).hasValue(1);
    }

    @Test
    void closesReadingsThatNeverBegan() {
        CountingReading orders = new CountingReading("orders", 10);
        ReadingLoop loop = loop(new BatchSettings(10, 10, 2), orders);

        loop.close();

        assertThat(orders.closed).hasValue(1);
    }

    @Test
    void aReadingThatFailsHoldsUpNoOther() throws InterruptedException {
        CountingReading broken = new CountingReading("broken", 10, number -> {
            throw new SQLException("cut", "08006");
        });
        CountingReading orders = new CountingReading("orders", 50);
        ReadingLoop loop = started(new BatchSettings(10, 1000, 1), broken, orders);

        List<SourceRecord> polled = pollUntil(loop, 50);

        assertThat(valuesOf(polled, "orders")).isEqualTo(CountingReading.numbers(50));
        Eventually.holds("the broken one is tried again", () -> broken.turns.get() > 2);
    }

    private ReadingLoop started(BatchSettings batches, CountingReading... readings) {
        ReadingLoop loop = loop(batches, readings);
        loop.start();
        return loop;
    }

    private ReadingLoop loop(BatchSettings batches, CountingReading... readings) {
        ReadingLoop loop = new ReadingLoop(
                "loop-0",
                room(),
                List.of(readings),
                batches,
                new RetryPolicy(Duration.ofMillis(1), Duration.ofMillis(5), RetryPolicy.FOR_EVER),
                ReadingLoopTest::classified,
                new Random(7));
        loops.add(loop);
        return loop;
    }

    private ReadingRoom room() {
        AbstractConfig config = new AbstractConfig(new ConfigDef(), Map.of(), false);
        SideSettings side = new SideSettings(Optional.empty(), Set.of(), SideForm.STRUCT);
        return new ReadingRoom(
                new CutDatabase(),
                new NoOffsets(),
                Clock.systemUTC(),
                Topics.parse("{table}"),
                new RecordKey.None(),
                new ReadingAudit(side, "loop", 0, config, Clock.systemUTC()),
                new MalformedRows(Optional.empty(), SideForm.STRUCT),
                meters,
                "loop",
                new ReadingRoom.Share(0, 1));
    }

    private static ConnectorFailure classified(String reading, SQLException thrown) {
        return String.valueOf(thrown.getSQLState()).startsWith("08")
                ? new ConnectorFailure(FailureKind.TRANSIENT, "connection-lost", reading + " was cut")
                : new ConnectorFailure(FailureKind.MISCONFIGURED, "sql-refused", reading + " can't be read");
    }

    private static List<SourceRecord> pollUntil(ReadingLoop loop, int count) throws InterruptedException {
        List<SourceRecord> polled = new ArrayList<>();
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (polled.size() < count && System.nanoTime() < deadline) {
            List<SourceRecord> records = loop.poll();
            if (records != null) {
                polled.addAll(records);
            }
        }
        return polled;
    }

    private static List<Object> valuesOf(List<SourceRecord> records, String topic) {
        List<Object> values = new ArrayList<>();
        records.stream().filter(record -> record.topic().equals(topic)).forEach(record -> values.add(record.value()));
        return values;
    }

    private static Map<String, Long> meters() {
        Map<String, Long> records = new HashMap<>();
        for (String reading : List.of("orders", "customers")) {
            records.put(reading, Figures.of("loop", "reading." + reading + ".records"));
        }
        return records;
    }

    private final class CutDatabase implements Database {

        @Override
        public Connection reading() {
            throw new UnsupportedOperationException();
        }

        @Override
        public Connection writing() {
            throw new UnsupportedOperationException();
        }

        @Override
        public Dialect dialect() {
            return Dialect.STANDARD;
        }

        @Override
        public void close() {
            cut.set(true);
        }
    }

    private static final class NoOffsets implements OffsetStorageReader {

        @Override
        public <T> Map<String, Object> offset(Map<String, T> partition) {
            return Map.of();
        }

        @Override
        public <T> Map<Map<String, T>, Map<String, Object>> offsets(Collection<Map<String, T>> partitions) {
            return Map.of();
        }
    }
}
