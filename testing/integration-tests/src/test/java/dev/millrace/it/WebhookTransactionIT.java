package dev.millrace.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.it.Platform.Guarantee;
import dev.millrace.it.Platform.Line;
import dev.millrace.partner.SendingTerms;
import dev.millrace.partner.WebhookEvent;
import dev.millrace.partner.WebhookSender;
import dev.millrace.partner.WebhookSigner;
import dev.millrace.quickstart.WorkerProcess;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
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

            CompletableFuture<Boolean> one = sender.send(same("one"));
            CompletableFuture<Boolean> other = sender.send(same("other"));

            assertThat(one.get(30, TimeUnit.SECONDS)).isTrue();
            assertThat(other.get(30, TimeUnit.SECONDS)).isTrue();
            assertThat(flow.data().values()).containsExactly("same", "same");
            assertThat(flow.data().size()).isEqualTo(2 + TRANSACTION_MARKERS);
        }
        flow.remove(worker);
    }

    /** The id is this side's alone: nothing of it is sent. */
    private static WebhookEvent same(String id) {
        return WebhookEvent.of(id, "text/plain", "same".getBytes(StandardCharsets.UTF_8));
    }
}
