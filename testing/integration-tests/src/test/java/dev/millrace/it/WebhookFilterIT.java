package dev.millrace.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.it.Platform.Guarantee;
import dev.millrace.it.Platform.Line;
import dev.millrace.partner.SendingTerms;
import dev.millrace.partner.WebhookAttempt;
import dev.millrace.partner.WebhookSender;
import dev.millrace.quickstart.FreePorts;
import dev.millrace.quickstart.WorkerProcess;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** An event that a transform drops, alone in its batch. */
class WebhookFilterIT {

    private static final Duration ACK_TIMEOUT = Duration.ofSeconds(20);

    static Stream<Arguments> workers() {
        return Stream.of(Line.values())
                .flatMap(line -> Stream.of(Guarantee.values()).map(guarantee -> Arguments.of(line, guarantee)));
    }

    @ParameterizedTest
    @MethodSource("workers")
    void answersALoneDroppedEventAsToldBeforeItsDeadline(Line line, Guarantee guarantee) throws Exception {
        WorkerProcess worker = Platform.worker(line, guarantee);
        int port = FreePorts.next();
        Map<String, Integer> expected = Map.of("accept", 200, "reject", 422, "retry", 503);
        for (Map.Entry<String, Integer> one : expected.entrySet()) {
            WebhookFlow flow = dropping(port, guarantee, one.getKey()).on(worker);
            try (WebhookSender sender = flow.sender(SendingTerms.once(), (target, event, now) -> {
                var signed = flow.signer().sign(target, event, now);
                return event.id().startsWith("drop") ? signed.with("X-Drop", "yes") : signed;
            })) {
                for (String id : List.of("drop-1", "keep-1", "drop-2")) {
                    boolean unused = sender.send(WebhookFlow.event(id)).get(60, TimeUnit.SECONDS);
                }

                assertThat(sender.journal().statuses()).containsOnlyKeys(200, one.getValue());
                assertThat(attempt(sender, "drop-1").status()).isEqualTo(one.getValue());
                assertThat(attempt(sender, "drop-2").status()).isEqualTo(one.getValue());
                assertThat(List.of(attempt(sender, "drop-1"), attempt(sender, "drop-2")))
                        .allSatisfy(attempt -> assertThat(attempt.took()).isLessThan(ACK_TIMEOUT.dividedBy(2)));
                assertThat(flow.data().values()).containsExactly("keep-1");
            }
            flow.remove(worker);
        }
    }

    private static WebhookAttempt attempt(WebhookSender sender, String id) {
        return sender.journal().answersOf(id).get(0);
    }

    private static WebhookFlow dropping(int port, Guarantee guarantee, String answer) {
        WebhookFlow flow = new WebhookFlow(port)
                .with(Map.of(
                        "ack.on.dropped", answer,
                        "ack.timeout.ms", String.valueOf(ACK_TIMEOUT.toMillis()),
                        "transforms", "drop",
                        "transforms.drop.type", "org.apache.kafka.connect.transforms.Filter",
                        "transforms.drop.predicate", "told",
                        "predicates", "told",
                        "predicates.told.type", "org.apache.kafka.connect.transforms.predicates.HasHeaderKey",
                        "predicates.told.name", "millrace.webhook.header.x-drop"));
        return guarantee == Guarantee.EXACTLY_ONCE ? flow.exactlyOnce() : flow;
    }
}
