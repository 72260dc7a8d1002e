package dev.millrace.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.it.Platform.Guarantee;
import dev.millrace.it.Platform.Line;
import dev.millrace.partner.SendingTerms;
import dev.millrace.partner.WebhookSender;
import dev.millrace.partner.WebhookTraffic;
import dev.millrace.quickstart.FreePorts;
import dev.millrace.quickstart.WorkerProcess;
import dev.millrace.testkit.Eventually;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Connectors that meet on one port. */
class WebhookSharedPortIT {

    private static final int PER_SECOND = 100;
    private static final int UNKNOWN_AFTER = PER_SECOND * 3;
    private static final Duration LIMIT = Duration.ofMinutes(1);

    @ParameterizedTest
    @EnumSource(Line.class)
    void failsNoRequestOfTheOneWhenTheOtherIsDeletedUnderLoad(Line line) throws Exception {
        WorkerProcess worker = Platform.worker(line, Guarantee.AT_LEAST_ONCE);
        int port = FreePorts.next();
        Map<String, String> twoTasks = Map.of("tasks.max", "2");
        WebhookFlow deleted = new WebhookFlow(port).with(twoTasks).on(worker);
        WebhookFlow staying = new WebhookFlow(port).with(twoTasks).on(worker);
        try (WebhookSender toDeleted = deleted.sender(SendingTerms.once());
                WebhookSender toStaying = staying.sender(SendingTerms.once())) {
            WebhookTraffic unlucky =
                    toDeleted.atRate(PER_SECOND, Long.MAX_VALUE, number -> WebhookFlow.event("d-" + number));
            WebhookTraffic lucky =
                    toStaying.atRate(PER_SECOND, Long.MAX_VALUE, number -> WebhookFlow.event("s-" + number));
            unlucky.awaitSettled(PER_SECOND, LIMIT);
            lucky.awaitSettled(PER_SECOND, LIMIT);

            deleted.remove(worker);
            Eventually.holds(
                    "the deleted one takes no more",
                    LIMIT,
                    () -> toDeleted.journal().statuses().containsKey(503));
            unlucky.awaitSettled(unlucky.settled() + UNKNOWN_AFTER, LIMIT);
            lucky.awaitSettled(lucky.settled() + UNKNOWN_AFTER, LIMIT);
            unlucky.stop();
            lucky.stop();
            unlucky.awaitEnd(LIMIT);
            lucky.awaitEnd(LIMIT);

            assertThat(toStaying.journal().statuses()).containsOnlyKeys(200);
            assertThat(toDeleted.journal().statuses()).containsOnlyKeys(200, 503);
            assertThat(staying.arrived().missing(toStaying.journal().acknowledged()))
                    .isEmpty();
            assertThat(staying.arrived().repeated()).isEmpty();
            assertThat(deleted.arrived().missing(toDeleted.journal().acknowledged()))
                    .isEmpty();
        }
        staying.remove(worker);
    }
}
