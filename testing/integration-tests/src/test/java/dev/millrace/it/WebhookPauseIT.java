package dev.millrace.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.it.Platform.Guarantee;
import dev.millrace.it.Platform.Line;
import dev.millrace.partner.WebhookJournal;
import dev.millrace.quickstart.FreePorts;
import dev.millrace.quickstart.WorkerProcess;
import dev.millrace.testkit.Eventually;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A connector that is paused and resumed while webhooks come in. */
class WebhookPauseIT {

    private static final Duration NOTICED_WITHIN = Duration.ofSeconds(30);

    @ParameterizedTest
    @CsvSource({"CURRENT, EXACTLY_ONCE", "OLDEST, AT_LEAST_ONCE"})
    void putsSendersOffWhilePausedAndHasEveryEventAfterIt(Line line, Guarantee guarantee) throws Exception {
        WorkerProcess worker = Platform.worker(line, guarantee);
        int port = FreePorts.next();
        WebhookFlow flow = new WebhookFlow(Platform.broker(), port);
        (guarantee == Guarantee.EXACTLY_ONCE ? flow.exactlyOnce() : flow.sharing(2)).on(worker);
        try (Load load = new Load(flow)) {
            load.awaitFlowing();

            worker.rest().pause(flow.name());
            Eventually.holds("the tasks are paused", () -> isPaused(worker, flow));
            Eventually.holds("no load balancer would send more", NOTICED_WITHIN, () -> !flow.isReady(port));
            Set<String> before = load.journal().sent();
            long refused = refusals(load.journal());
            Eventually.holds("many are put off", () -> refusals(load.journal()) >= refused + 200);
            Set<String> during = new LinkedHashSet<>(load.journal().sent());
            during.removeAll(before);
            Set<String> taken = load.journal().acknowledged();
            worker.rest().resume(flow.name());
            load.awaitFlowing();
            load.end();

            assertThat(during).isNotEmpty().doesNotContainAnyElementsOf(taken);
            assertThat(load.journal().statuses()).containsOnlyKeys(200, 503);
            assertThat(load.journal().unanswered()).isEmpty();
            Arrived arrived = flow.arrived();
            assertThat(arrived.missing(load.journal().acknowledged())).isEmpty();
            assertThat(arrived.repeated()).isEmpty();
        }
        flow.remove(worker);
    }

    private static long refusals(WebhookJournal journal) {
        return journal.statuses().getOrDefault(503, 0L);
    }

    private static boolean isPaused(WorkerProcess worker, WebhookFlow flow) {
        boolean[] paused = {true};
        worker.rest()
                .status(flow.name())
                .path("tasks")
                .forEach(task -> paused[0] &= task.path("state").asText().equals("PAUSED"));
        return paused[0];
    }
}
