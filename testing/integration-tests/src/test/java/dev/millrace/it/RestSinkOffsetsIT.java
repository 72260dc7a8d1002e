package dev.millrace.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.it.Platform.Guarantee;
import dev.millrace.it.Platform.Line;
import dev.millrace.partner.Answer;
import dev.millrace.partner.ReceivedRequest;
import dev.millrace.quickstart.WorkerProcess;
import dev.millrace.testkit.Eventually;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Offsets of the REST sink where the records of its topics are not simply one after the other. */
class RestSinkOffsetsIT {

    private static final Duration LIMIT = Duration.ofMinutes(3);

    @ParameterizedTest
    @EnumSource(Line.class)
    void deliversWhatItHasWhilePausedAndTheRestAfterIt(Line line) throws Exception {
        WorkerProcess worker = Platform.worker(line, Guarantee.AT_LEAST_ONCE);
        try (RestFlow flow = new RestFlow(2)) {
            flow.receiver().answerAll(Answer.accepted().after(Duration.ofMillis(50)));
            flow.produce(500, 100);
            flow.on(worker);
            flow.receiver().awaitCount(50, LIMIT);

            worker.rest().pause(flow.name());
            Eventually.holds("the task is paused", () -> isPaused(worker, flow));
            flow.produce(500, 1_000, 100);
            Eventually.holds(
                    "what was read is delivered and committed",
                    LIMIT,
                    () -> flow.receiver().inFlight() == 0
                            && flow.receiver().acceptedCount() + flow.progress().lag() == 1_000);

            assertThat(flow.receiver().acceptedCount()).isLessThanOrEqualTo(500);
            worker.rest().resume(flow.name());
            flow.receiver().awaitUnique(1_000, LIMIT);
            Eventually.holds("all is committed", () -> flow.progress().lag() == 0);
            assertThat(flow.receiver().duplicates()).isEmpty();
            assertThat(flow.receiver().outOfOrder()).isEmpty();
            flow.remove(worker);
        }
    }

    @ParameterizedTest
    @EnumSource(Line.class)
    void movesOnWhenATransformDropsEverything(Line line) throws Exception {
        WorkerProcess worker = Platform.worker(line, Guarantee.AT_LEAST_ONCE);
        try (RestFlow flow = new RestFlow(2)) {
            flow.with(
                    Map.of("transforms", "drop", "transforms.drop.type", "org.apache.kafka.connect.transforms.Filter"));
            flow.produce(1_000, 100);

            flow.on(worker);
            Eventually.holds("all is committed", LIMIT, () -> flow.progress().lag() == 0);

            assertThat(flow.receiver().count()).isZero();
            flow.remove(worker);
        }
    }

    @Test
    void commitsTheTopicItReadWhileATransformChangesItAndTasksMove() throws Exception {
        WorkerProcess worker = Platform.worker(Line.CURRENT, Guarantee.AT_LEAST_ONCE);
        try (RestFlow flow = new RestFlow(4)) {
            flow.with(Map.of(
                    "routes", "changed",
                    "route.changed.topics", "routed",
                    "commit.drain.ms", "4000",
                    "transforms", "route",
                    "transforms.route.type", "org.apache.kafka.connect.transforms.RegexRouter",
                    "transforms.route.regex", ".*",
                    "transforms.route.replacement", "routed"));
            flow.receiver().answerAll(Answer.accepted().after(Duration.ofMillis(50)));
            flow.produce(3_000, 300);
            flow.on(worker);
            flow.receiver().awaitCount(300, LIMIT);

            flow.with(Map.of("tasks.max", "2")).on(worker);
            flow.receiver().awaitUnique(3_000, LIMIT);

            Eventually.holds("all is committed", () -> flow.progress().lag() == 0);
            // no route would take a record of the topic that was read
            assertThat(flow.deadLetters().size()).isZero();
            assertThat(flow.receiver().received().stream()
                            .map(ReceivedRequest::text)
                            .distinct())
                    .hasSize(3_000);
            // What was on the wire came to its end, and what was overtaken was sent before the next task read on.
            assertThat(flow.receiver().duplicates()).isEmpty();
            assertThat(flow.receiver().outOfOrder()).isEmpty();
            flow.remove(worker);
        }
    }

    @ParameterizedTest
    @EnumSource(Line.class)
    void comesToTheEndOfATopicWithAbortedTransactions(Line line) throws Exception {
        WorkerProcess worker = Platform.worker(line, Guarantee.AT_LEAST_ONCE);
        try (RestFlow flow = new RestFlow(1)) {
            flow.with(Map.of("consumer.override.isolation.level", "read_committed"));
            for (int transaction = 0; transaction < 20; transaction++) {
                flow.produceInTransaction(10 * transaction, 10 * transaction + 10, transaction % 2 == 0);
            }

            flow.on(worker);
            flow.receiver().awaitUnique(100, LIMIT);
            // The worker itself counts no further than the last record it saw: a commit's marker, ten aborted, and
            // theirs.
            Eventually.holds(
                    "all it saw is committed", LIMIT, () -> flow.progress().lag() == 12);
            flow.produce(1, 1);
            flow.receiver().awaitUnique(101, LIMIT);
            Eventually.holds("all is committed", LIMIT, () -> flow.progress().lag() == 0);

            assertThat(flow.receiver().received())
                    .extracting(ReceivedRequest::text)
                    .allMatch(text -> Integer.parseInt(text.split(":", 2)[1]) / 10 % 2 == 0);
            assertThat(flow.receiver().duplicates()).isEmpty();
            flow.remove(worker);
        }
    }

    private static boolean isPaused(WorkerProcess worker, RestFlow flow) {
        return worker.rest()
                .status(flow.name())
                .path("tasks")
                .path(0)
                .path("state")
                .asText()
                .equals("PAUSED");
    }
}
