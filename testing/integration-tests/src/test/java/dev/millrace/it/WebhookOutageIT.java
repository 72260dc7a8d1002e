package dev.millrace.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.it.Platform.Guarantee;
import dev.millrace.it.Platform.Line;
import dev.millrace.partner.WebhookAttempt;
import dev.millrace.partner.environment.Broker;
import dev.millrace.quickstart.FreePorts;
import dev.millrace.quickstart.WorkerProcess;
import dev.millrace.testkit.Eventually;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A broker that is away while webhooks come in. */
class WebhookOutageIT {

    private static final Logger LOG = LoggerFactory.getLogger(WebhookOutageIT.class);
    private static final Duration LIMIT = Duration.ofMinutes(4);

    @Test
    void answersNobodyWhileKafkaIsAwayAndHasEveryEventAfterIt() throws Exception {
        try (Broker broker = Brokers.start(Platform.folder());
                WorkerProcess once =
                        WorkerProcess.start(Platform.settings(Line.CURRENT, Guarantee.EXACTLY_ONCE, broker));
                WorkerProcess atLeastOnce =
                        WorkerProcess.start(Platform.settings(Line.CURRENT, Guarantee.AT_LEAST_ONCE, broker))) {
            WebhookFlow kept = impatient(broker).exactlyOnce().on(once);
            WebhookFlow shared = impatient(broker).sharing(2).on(atLeastOnce);
            try (Load one = new Load(kept);
                    Load other = new Load(shared)) {
                one.awaitFlowing();
                other.awaitFlowing();

                broker.kill();
                Set<String> before = begun(one, other);
                Eventually.holds(
                        "many events of the outage are refused",
                        LIMIT,
                        () -> refused(one, before).size() >= 200
                                && refused(other, before).size() >= 200);
                Set<String> during = new LinkedHashSet<>(begun(one, other));
                during.removeAll(before);
                Set<String> taken = new LinkedHashSet<>(one.journal().acknowledged());
                taken.addAll(other.journal().acknowledged());
                broker.restart();
                one.awaitFlowing();
                other.awaitFlowing();
                one.end();
                other.end();

                assertThat(during).hasSizeGreaterThanOrEqualTo(400).doesNotContainAnyElementsOf(taken);
                assertThat(allArrived(kept, one).repeated()).isEmpty();
                assertThat(other.journal().doubtful())
                        .containsAll(allArrived(shared, other).repeated());
            }
        }
    }

    private static WebhookFlow impatient(Broker broker) {
        return new WebhookFlow(broker, FreePorts.next()).with(Map.of("ack.timeout.ms", "2000"));
    }

    private static Set<String> begun(Load one, Load other) {
        Set<String> begun = new LinkedHashSet<>(one.journal().sent());
        begun.addAll(other.journal().sent());
        return begun;
    }

    private static Set<String> refused(Load load, Set<String> before) {
        return load.journal().unanswered().stream()
                .filter(id -> !before.contains(id))
                .filter(id -> load.journal().answersOf(id).stream().anyMatch(WebhookOutageIT::isRefusal))
                .collect(Collectors.toSet());
    }

    private static boolean isRefusal(WebhookAttempt attempt) {
        return attempt.status() == 503;
    }

    private static Arrived allArrived(WebhookFlow flow, Load load) {
        Arrived arrived = flow.arrived();
        LOG.info(
                "{} events, {} in doubt, {} of them repeated; answers by status: {}",
                arrived.ids().size(),
                load.journal().doubtful().size(),
                arrived.repeated().size(),
                load.journal().statuses());
        load.assertTaken();
        assertThat(arrived.missing(load.journal().sent())).isEmpty();
        return arrived;
    }
}
