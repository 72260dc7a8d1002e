package dev.millrace.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.it.Platform.Guarantee;
import dev.millrace.it.Platform.Line;
import dev.millrace.quickstart.WorkerProcess;
import dev.millrace.testkit.Eventually;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The REST source in a real worker. */
class RestSourceIT {

    @ParameterizedTest
    @EnumSource(Guarantee.class)
    void losesNoRowWhenTheWorkerIsKilledInTheMiddleOfPages(Guarantee guarantee) {
        int rows = Platform.scaled(40_000);
        try (WorkerProcess worker = WorkerProcess.start(Platform.settings(Line.CURRENT, guarantee, Platform.broker()));
                PollFlow flow = new PollFlow(Math.max(1, rows / 200))) {
            flow.with(Map.of(
                    // Records of a page go to Kafka in portions, so that the worker dies within one.
                    "batch.max.records",
                    String.valueOf(Math.max(1, rows / 700)),
                    // A worker that comes back waits for the end of the transaction that the dead one left open.
                    "producer.override.transaction.timeout.ms",
                    "10000"));
            flow.fill(1, rows);
            // The API takes some six seconds for its two hundred pages, whatever their size, and gives no more than
            // most of
            // them before the worker is dead, however long that takes.
            CountDownLatch dead = new CountDownLatch(1);
            flow.api().meanwhile(request -> {
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(30));
                if (request > 150) {
                    await(dead);
                }
            });
            flow.on(worker);
            Eventually.holds(
                    "a part of the rows is in Kafka",
                    Duration.ofMinutes(3),
                    () -> flow.data().size() > rows / 5);

            worker.kill();
            assertThat(flow.ids().size()).isLessThan(rows);
            flow.api().meanwhile(request -> {});
            dead.countDown();
            worker.restart();

            flow.awaitIdle(rows);
            List<Integer> ids = flow.ids();
            assertThat(new HashSet<>(ids))
                    .isEqualTo(IntStream.rangeClosed(1, rows).boxed().collect(Collectors.toSet()));
            if (guarantee == Guarantee.EXACTLY_ONCE) {
                assertThat(ids).hasSize(rows);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Line.class)
    void beginsAnewWhenItsOffsetIsDeleted(Line line) {
        WorkerProcess worker = Platform.worker(line, Guarantee.AT_LEAST_ONCE);
        try (PollFlow flow = new PollFlow(3).fill(1, 7).on(worker)) {
            Eventually.holds(
                    "its offset is listed",
                    () -> flow.offset(worker).path("cursor").asText().equals("7"));
            assertThat(flow.offset(worker).toString()).doesNotContain("row ");

            Platform.stop(worker, flow.name());
            worker.rest().deleteOffsets(flow.name());
            assertThat(flow.offset(worker).isMissingNode()).isTrue();
            worker.rest().resume(flow.name());

            Eventually.holds("every row came twice", () -> flow.data().size() == 14);
            assertThat(flow.ids()).containsExactly(1, 2, 3, 4, 5, 6, 7, 1, 2, 3, 4, 5, 6, 7);
            flow.remove(worker);
        }
    }

    @ParameterizedTest
    @CsvSource({"CURRENT, EXACTLY_ONCE", "OLDEST, AT_LEAST_ONCE"})
    void hasEveryRowOnceAfterAPause(Line line, Guarantee guarantee) {
        WorkerProcess worker = Platform.worker(line, guarantee);
        try (PollFlow flow = new PollFlow(3).fill(1, 100)) {
            flow.api().meanwhile(request -> LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(30)));
            flow.on(worker);
            Eventually.holds("rows are in Kafka", () -> flow.data().size() > 10);

            worker.rest().pause(flow.name());
            Eventually.holds("the task is paused", () -> isPaused(worker, flow));
            flow.fill(101, 110);
            Eventually.holds("it asks no more", () -> !asksWithin(flow, Duration.ofSeconds(1)));
            assertThat(flow.ids()).doesNotContain(101, 110);
            worker.rest().resume(flow.name());

            flow.awaitIdle(110);
            assertThat(flow.ids())
                    .containsExactlyElementsOf(
                            IntStream.rangeClosed(1, 110).boxed().toList());
            flow.remove(worker);
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException told) {
            Thread.currentThread().interrupt();
        }
    }

    private static boolean asksWithin(PollFlow flow, Duration time) {
        int before = flow.api().asked().size();
        long end = System.nanoTime() + time.toNanos();
        Eventually.holds("the time is over", () -> System.nanoTime() > end);
        return flow.api().asked().size() > before;
    }

    private static boolean isPaused(WorkerProcess worker, PollFlow flow) {
        return worker.rest()
                .status(flow.name())
                .path("tasks")
                .path(0)
                .path("state")
                .asText()
                .equals("PAUSED");
    }
}
