package dev.millrace.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.it.Platform.Guarantee;
import dev.millrace.it.Platform.Line;
import dev.millrace.partner.Answer;
import dev.millrace.partner.ReceivedRequest;
import dev.millrace.quickstart.WorkerProcess;
import dev.millrace.quickstart.WorkerSettings;
import dev.millrace.testkit.Eventually;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** Tasks of the REST sink that move while as many requests are on the wire as may be. */
class RestSinkRebalanceIT {

    private static final int RECORDS = 1_000;
    private static final int KEYS = 200;
    private static final Duration LIMIT = Duration.ofMinutes(3);

    @Test
    void repeatsOnlyWhatWasOnTheWireWhenAWorkerJoinsAndLeaves() throws Exception {
        WorkerSettings one = Platform.settings(Line.CURRENT, Guarantee.AT_LEAST_ONCE, Platform.broker());
        WorkerSettings other = Platform.settings(Line.CURRENT, Guarantee.AT_LEAST_ONCE, Platform.broker())
                .inGroup(one.groupId());
        try (WorkerProcess first = WorkerProcess.start(one);
                RestFlow flow = new RestFlow(4)) {
            // Nobody is killed here, and a busy machine must not make it look so: a consumer whose session ends is one.
            flow.with(Map.of(
                    "tasks.max",
                    "2",
                    "commit.drain.ms",
                    "100",
                    "http.request.timeout.ms",
                    "120000",
                    "consumer.override.session.timeout.ms",
                    "60000"));
            flow.receiver().answerAll(Answer.hang());
            flow.produce(RECORDS, KEYS);
            flow.on(first);
            Set<String> onTheWire = new HashSet<>(fullWire(flow));
            Set<String> alone = consumersAfter(Set.of(), flow);
            Set<String> shared;

            try (WorkerProcess second = WorkerProcess.start(other)) {
                Eventually.holds(
                        "each worker has a task",
                        LIMIT,
                        () -> workers(second, flow).size() == 2);
                shared = consumersAfter(alone, flow);
                flow.receiver().letGo();
                flow.receiver().awaitUnique(RECORDS, LIMIT);
                Eventually.holds(
                        "the first half is committed",
                        LIMIT,
                        () -> flow.progress().lag() == 0);

                flow.receiver().answerAll(Answer.hang());
                flow.produce(RECORDS, 2 * RECORDS, KEYS);
                onTheWire.addAll(fullWire(flow));
            }
            Eventually.holds(
                    "the worker that stays has both tasks",
                    LIMIT,
                    () -> workers(first, flow).size() == 1);
            consumersAfter(shared, flow);
            flow.receiver().letGo();
            flow.receiver().awaitUnique(2 * RECORDS, LIMIT);

            assertThat(flow.receiver().outOfOrder()).isEmpty();
            Map<String, List<ReceivedRequest>> byRecord =
                    flow.receiver().received().stream().collect(Collectors.groupingBy(ReceivedRequest::text));
            assertThat(byRecord).hasSize(2 * RECORDS);
            assertThat(byRecord.values())
                    .allSatisfy(attempts -> assertThat(attempts.stream()
                                    .map(ReceivedRequest::idempotencyKey)
                                    .distinct())
                            .hasSize(1));
            assertThat(byRecord.entrySet().stream()
                            .filter(record -> record.getValue().size() > 1)
                            .map(Map.Entry::getKey))
                    .isNotEmpty()
                    .isSubsetOf(onTheWire);
            assertThat(flow.receiver().duplicates()).isEmpty();
            Eventually.holds("all is committed", () -> flow.progress().lag() == 0);
            flow.remove(first);
        }
    }

    /** Waits until both tasks have all requests on the wire that they may have; whatever comes later is answered. */
    private static List<String> fullWire(RestFlow flow) throws InterruptedException {
        flow.receiver().awaitInFlight(64, LIMIT);
        flow.receiver().clearAnswers();
        Set<Long> accepted =
                flow.receiver().accepted().stream().map(ReceivedRequest::number).collect(Collectors.toSet());
        return flow.receiver().received().stream()
                .filter(request -> !accepted.contains(request.number()))
                .map(ReceivedRequest::text)
                .toList();
    }

    /**
     * Waits until two consumers share the topic that are not the same two as before: the consumer of a task that moved may
     * still be there when the task already runs on its new worker.
     */
    private static Set<String> consumersAfter(Set<String> before, RestFlow flow) {
        Set<String> now = new HashSet<>();
        Eventually.holds("two other consumers share the topic", LIMIT, () -> {
            now.clear();
            now.addAll(flow.progress().consumers());
            return now.size() == 2 && !now.equals(before);
        });
        return now;
    }

    /** The workers that run tasks, or none while a task does not run. */
    private static Set<String> workers(WorkerProcess worker, RestFlow flow) {
        List<JsonNode> tasks = StreamSupport.stream(
                        worker.rest().status(flow.name()).path("tasks").spliterator(), false)
                .toList();
        return tasks.stream().allMatch(task -> task.path("state").asText().equals("RUNNING")) && tasks.size() == 2
                ? tasks.stream().map(task -> task.path("worker_id").asText()).collect(Collectors.toSet())
                : Set.of();
    }
}
