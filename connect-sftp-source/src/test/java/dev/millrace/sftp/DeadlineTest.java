package dev.millrace.sftp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.testkit.Eventually;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class DeadlineTest {

    private final AtomicInteger cuts = new AtomicInteger();

    @Test
    void cutsACallThatLastsTooLongOnce() {
        try (Deadline deadline = new Deadline("test", Duration.ofMillis(100), cuts::incrementAndGet)) {
            long began = System.nanoTime();
            deadline.begins();

            Eventually.holds("the call is cut", () -> cuts.get() > 0);
            Duration lasted = Duration.ofNanos(System.nanoTime() - began);
            Eventually.holds("the watch has looked again", () -> System.nanoTime() - began > 300_000_000);

            assertThat(lasted).isGreaterThanOrEqualTo(Duration.ofMillis(100));
            assertThat(cuts).hasValue(1);
        }
    }

    @Test
    void leavesACallAloneThatShowsSignsOfLife() {
        try (Deadline deadline = new Deadline("test", Duration.ofSeconds(3), cuts::incrementAndGet)) {
            long began = System.nanoTime();

            Eventually.holds("twice the limit is over", () -> {
                deadline.begins();
                return System.nanoTime() - began > 6_000_000_000L;
            });
            deadline.ended();

            assertThat(cuts).hasValue(0);
        }
    }

    @Test
    void watchesNothingBetweenCalls() {
        try (Deadline deadline = new Deadline("test", Duration.ofSeconds(1), cuts::incrementAndGet)) {
            deadline.begins();
            deadline.ended();
            long ended = System.nanoTime();

            Eventually.holds("twice the limit is over", () -> System.nanoTime() - ended > 2_000_000_000L);

            assertThat(cuts).hasValue(0);
        }
    }

    @Test
    void takesALimitForOneCall() {
        try (Deadline deadline = new Deadline("test", Duration.ofHours(1), cuts::incrementAndGet)) {
            deadline.begins(Duration.ofMillis(50));

            Eventually.holds("the call is cut", () -> cuts.get() == 1);
        }
    }

    @Test
    void endsItsThreadWhenItIsClosed() {
        new Deadline("closing", Duration.ofSeconds(1), cuts::incrementAndGet).close();

        Eventually.holds(
                "its thread is gone",
                () -> Thread.getAllStackTraces().keySet().stream()
                        .noneMatch(thread -> thread.getName().equals("millrace-deadline-closing")));
    }
}
