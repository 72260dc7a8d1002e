package dev.millrace.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.it.Platform.Guarantee;
import dev.millrace.it.Platform.Line;
import dev.millrace.partner.SendingTerms;
import dev.millrace.partner.WebhookEvent;
import dev.millrace.partner.WebhookSender;
import dev.millrace.partner.WebhookSigner;
import dev.millrace.quickstart.WorkerProcess;
import dev.millrace.testkit.Eventually;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Several events in one transaction. */
class WebhookTransactionIT {

    private static final int TRANSACTION_MARKERS = 1;

    @ParameterizedTest
    @EnumSource(Line.class)
    void answersTwoEventsThatNothingTellsApart(Line line) throws Exception {
        WorkerProcess worker = Platform.worker(line, Guarantee.EXACTLY_ONCE);
        WebhookFlow flow = new WebhookFlow()
                .without("webhook.secrets")
                .with(Map.of(
                        "webhook.verify", "none",
                        "dedup.key", "none",
                        "headers.allow", "none",
                        "headers.facts", "method",
                        "batch.max.records", "2",
                        "batch.linger.ms", "1000"))
                .on(worker);
        try (WebhookSender sender = flow.sender(SendingTerms.once(), WebhookSigner.none())) {

            // A machine that stands still between the two makes two transactions of them.
            Eventually.holds("two events in one transaction", () -> {
                long before = flow.data().size();
                List<CompletableFuture<Boolean>> answers =
                        List.of(sender.send(same("one")), sender.send(same("other")));
                assertThat(answers)
                        .allSatisfy(answer -> assertThat(answer)
                                .succeedsWithin(Duration.ofMinutes(3))
                                .isEqualTo(true));
                return flow.data().size() - before == 2 + TRANSACTION_MARKERS;
            });

            assertThat(flow.data().values()).containsOnly("same").hasSizeGreaterThanOrEqualTo(2);
        }
        flow.remove(worker);
    }

    /** The id is this side's alone: nothing of it is sent. */
    private static WebhookEvent same(String id) {
        return WebhookEvent.of(id, "text/plain", "same".getBytes(StandardCharsets.UTF_8));
    }
}
