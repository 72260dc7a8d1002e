package dev.millrace.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.it.Platform.Guarantee;
import dev.millrace.it.Platform.Line;
import dev.millrace.partner.Answer;
import dev.millrace.quickstart.WorkerProcess;
import dev.millrace.testkit.Eventually;
import java.time.Duration;
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
            flow.receiver().awaitUnique(2_000, Duration.ofSeconds(90));

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
            flow.receiver().awaitUnique(9, Duration.ofSeconds(60));
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
            flow.receiver().awaitCount(records / 5, Duration.ofSeconds(90));

            worker.kill();
            worker.restart();

            flow.receiver().awaitUnique(records, Duration.ofMinutes(3));
            assertThat(flow.deadLetters().size()).isZero();
        }
    }
}
