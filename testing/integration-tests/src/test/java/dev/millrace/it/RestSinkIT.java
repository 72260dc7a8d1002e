package dev.millrace.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.it.Platform.Guarantee;
import dev.millrace.it.Platform.Line;
import dev.millrace.partner.Answer;
import dev.millrace.quickstart.WorkerProcess;
import dev.millrace.testkit.Eventually;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The REST sink in a real worker. */
class RestSinkIT {

    @ParameterizedTest
    @EnumSource(Line.class)
    void deliversEveryRecordInOrderPerKeyThroughRefusalsOfTheMoment(Line line) throws Exception {
        WorkerProcess worker = Platform.worker(line, Guarantee.AT_LEAST_ONCE);
        try (RestFlow flow = new RestFlow(4)) {
            flow.receiver()
                    .answer(
                            request -> request.number() % 17 == 3,
                            Answer.unavailable().times(40));
            flow.receiver()
                    .answer(
                            request -> request.number() % 23 == 5,
                            Answer.status(429).times(20));
            flow.produce(2_000, 50);

            flow.on(worker);
            flow.receiver().awaitUnique(2_000, Duration.ofMinutes(3));

            assertThat(flow.receiver().outOfOrder()).isEmpty();
            assertThat(flow.receiver().overlapping()).isEmpty();
            assertThat(flow.receiver().duplicates()).isEmpty();
            flow.remove(worker);
        }
    }

    @Test
    void setsAsideWhatTheReceiverRefusesWithItsOriginalBytes() throws Exception {
        WorkerProcess worker = Platform.worker(Line.CURRENT, Guarantee.AT_LEAST_ONCE);
        try (RestFlow flow = new RestFlow(1)) {
            flow.receiver().answer(request -> request.text().equals("k3:0"), Answer.status(422));
            flow.produce(10, 10);

            flow.on(worker);
            flow.receiver().awaitUnique(9, Duration.ofMinutes(3));
            Eventually.holds(
                    "the refused record is set aside", () -> flow.deadLetters().size() == 1);

            assertThat(flow.deadLetters().values()).containsExactly("k3:0");
            flow.remove(worker);
        }
    }

    @Test
    void deliversEveryRecordWhenTheWorkerIsKilledMidFlight() throws Exception {
        int records = Platform.scaled(40_000);
        try (WorkerProcess worker = WorkerProcess.start(
                        Platform.settings(Line.CURRENT, Guarantee.AT_LEAST_ONCE, Platform.broker()));
                RestFlow flow = new RestFlow(4)) {
            flow.receiver().answerAll(Answer.accepted().after(Duration.ofMillis(5)));
            flow.produce(records, 100);
            flow.on(worker);
            flow.receiver().awaitCount(records / 5, Duration.ofMinutes(3));

            worker.kill();
            worker.restart();

            flow.receiver().awaitUnique(records, Duration.ofMinutes(3));
            assertThat(flow.deadLetters().size()).isZero();
        }
    }

    @Test
    void deliversEveryRecordOfBatchesWhenTheWorkerIsKilledMidFlight() throws Exception {
        int records = Platform.scaled(40_000);
        try (WorkerProcess worker = WorkerProcess.start(
                        Platform.settings(Line.CURRENT, Guarantee.AT_LEAST_ONCE, Platform.broker()));
                RestFlow flow = new RestFlow(4)) {
            flow.with(Map.of(
                    "batch.max.records", "20",
                    "batch.across.lanes", "true",
                    "batch.linger.ms", "20",
                    "batch.format", "text"));
            flow.receiver()
                    .orderBy(request -> "#" + request.number(), request -> 0)
                    .answerAll(Answer.accepted().after(Duration.ofMillis(100)))
                    // What comes later gets no answer from the worker that is killed, however long that takes.
                    .answer(request -> lines(flow).count() > records / 4, Answer.hang());
            flow.produce(records, 100);
            flow.on(worker);
            Eventually.holds(
                    "a part is delivered",
                    Duration.ofMinutes(3),
                    () -> lines(flow).count() > records / 5);

            worker.kill();
            assertThat(lines(flow).distinct().count()).isLessThan(records);
            flow.receiver().clearAnswers().letGo();
            worker.restart();

            Eventually.holds(
                    "every record is delivered",
                    Duration.ofMinutes(3),
                    () -> lines(flow).distinct().count() == records);
            Eventually.holds("all is committed", () -> flow.progress().lag() == 0);
            assertThat(flow.deadLetters().size()).isZero();
            assertThat(firstSights(flow))
                    .allSatisfy((key, sequences) -> assertThat(sequences).isSorted());
        }
    }

    private static Stream<String> lines(RestFlow flow) {
        return flow.receiver().accepted().stream()
                .flatMap(request -> request.text().lines());
    }

    /** The sequences of each key in the order in which the receiver first had them. */
    private static Map<String, List<Integer>> firstSights(RestFlow flow) {
        return lines(flow)
                .distinct()
                .map(line -> line.split(":", 2))
                .collect(Collectors.groupingBy(
                        parts -> parts[0],
                        Collectors.mapping(parts -> Integer.valueOf(parts[1]), Collectors.toList())));
    }
}
