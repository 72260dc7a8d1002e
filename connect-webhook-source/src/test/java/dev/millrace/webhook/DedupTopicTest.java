package dev.millrace.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.kit.Sleeper;
import dev.millrace.testkit.Eventually;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DedupTopicTest {

    private static final Sleeper SHORT = duration -> LockSupport.parkNanos(1_000_000);

    private final TestClock clock = new TestClock();
    private final SharedLog log = new SharedLog();
    private final DedupMeters meters = DedupMeters.unseen();
    private final List<DedupTopic> workers = new ArrayList<>();

    private DedupTopic worker() {
        DedupSettings settings = DedupOptions.settings();
        DedupTopic worker = new DedupTopic(
                "seen",
                settings,
                new DedupWindow(settings, clock, meters.evicted()),
                log.client(),
                meters,
                clock,
                SHORT);
        workers.add(worker);
        return worker;
    }

    private DedupTopic readyWorker() {
        DedupTopic worker = worker();
        Eventually.holds("ready", worker::isReady);
        return worker;
    }

    @AfterEach
    void close() {
        workers.forEach(DedupTopic::close);
        Eventually.holds("closed once", () -> log.closed.get() == workers.size());
    }

    @Test
    void knowsWhatAnotherWorkerAdded() {
        DedupTopic one = readyWorker();
        DedupTopic other = readyWorker();

        one.add(new EventKey(1, 1));

        assertThat(one.contains(new EventKey(1, 1))).isTrue();
        Eventually.holds("news travel", () -> other.contains(new EventKey(1, 1)));
        assertThat(other.contains(new EventKey(1, 2))).isFalse();
        assertThat(meters.unchecked().sum()).isZero();
    }

    @Test
    void isReadyWhenThePastIsReadAndKnowsIt() {
        log.events.add(new SeenEvent(new EventKey(1, 1), clock.millis() - 86_400_000L - 1));
        log.events.add(new SeenEvent(new EventKey(2, 2), clock.millis() - 1_000));
        log.events.add(new SeenEvent(new EventKey(3, 3), clock.millis()));
        log.readable = 2;
        DedupTopic worker = worker();
        Eventually.holds("one read", () -> worker.contains(new EventKey(2, 2)));
        boolean readyInTheMiddle = worker.isReady();

        log.readable = Integer.MAX_VALUE;
        Eventually.holds("ready", worker::isReady);

        assertThat(readyInTheMiddle).isFalse();
        assertThat(worker.contains(new EventKey(3, 3))).isTrue();
        assertThat(worker.contains(new EventKey(1, 1))).isFalse();
    }

    @Test
    void isReadyUncheckedWhenNothingCanBeReadForHalfAMinute() {
        log.reachable = false;
        DedupTopic worker = worker();
        boolean readyAtOnce = worker.isReady();

        clock.advance(DedupTopic.PATIENCE);

        assertThat(readyAtOnce).isFalse();
        assertThat(worker.isReady()).isTrue();
        assertThat(worker.contains(new EventKey(1, 1))).isFalse();
        assertThat(meters.unchecked().sum()).isEqualTo(1);
    }

    @Test
    void letsEventsThroughAndCountsThemWhileBrokersAreAway() {
        DedupTopic worker = readyWorker();
        worker.add(new EventKey(1, 1));
        Eventually.holds("written", () -> log.events.size() == 1);

        log.reachable = false;
        clock.advance(Duration.ofSeconds(5));
        Eventually.holds("unchecked", () -> {
            boolean known = worker.contains(new EventKey(9, 9));
            return !known && meters.unchecked().sum() > 0;
        });

        assertThat(worker.isReady()).isTrue();
        assertThat(worker.contains(new EventKey(1, 1))).isTrue();
    }

    @Test
    void checksAgainWhenBrokersAreBack() {
        DedupTopic worker = readyWorker();
        log.reachable = false;
        clock.advance(Duration.ofSeconds(5));
        Eventually.holds(
                "unchecked",
                () -> !worker.contains(new EventKey(9, 9)) && meters.unchecked().sum() > 0);
        log.events.add(new SeenEvent(new EventKey(5, 5), clock.millis()));

        log.reachable = true;
        Eventually.holds("read", () -> worker.contains(new EventKey(5, 5)));

        Eventually.holds("checked again", () -> {
            long before = meters.unchecked().sum();
            return !worker.contains(new EventKey(9, 9)) && meters.unchecked().sum() == before;
        });
    }

    @Test
    void letsAnAnswerGoWhenItsIdIsWritten() {
        log.acknowledging = false;
        DedupTopic worker = readyWorker();

        CompletableFuture<Void> answer = worker.share(new EventKey(1, 1)).toCompletableFuture();
        Eventually.holds("sent", () -> log.waiting.size() == 1);
        log.waiting.get(0).complete(null);

        Eventually.holds("answered", answer::isDone);
        assertThat(meters.unshared().sum()).isZero();
    }

    @Test
    void letsAnAnswerGoAfterHalfASecondAtTheLatest() {
        log.acknowledging = false;
        DedupTopic worker = readyWorker();

        CompletableFuture<Void> answer = worker.share(new EventKey(1, 1)).toCompletableFuture();

        Eventually.holds("answered", answer::isDone);
        assertThat(answer).isCompleted();
        assertThat(worker.contains(new EventKey(1, 1))).isTrue();
    }

    @Test
    void countsAnIdThatNobodyElseCanKnow() {
        DedupTopic worker = readyWorker();
        log.reachable = false;

        CompletableFuture<Void> answer = worker.share(new EventKey(1, 1)).toCompletableFuture();

        Eventually.holds("answered", answer::isDone);
        assertThat(answer).isCompleted();
        assertThat(meters.unshared().sum()).isEqualTo(1);
    }

    @Test
    void writesWhatIsOnItsWayBeforeItCloses() {
        DedupTopic worker = readyWorker();
        for (int event = 0; event < 1_000; event++) {
            worker.add(new EventKey(event, event));
        }

        worker.close();

        assertThat(log.events).hasSize(1_000);
    }
}
