package dev.millrace.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.it.Platform.Guarantee;
import dev.millrace.it.Platform.Line;
import dev.millrace.quickstart.WorkerProcess;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Workers that die without a word while webhooks come in. */
class WebhookKillIT {

    private static final Logger LOG = LoggerFactory.getLogger(WebhookKillIT.class);

    @ParameterizedTest
    @EnumSource(Line.class)
    void hasEveryEventOnceWhenTheOnlyWorkerIsKilledAgainAndAgain(Line line) throws Exception {
        // A worker that starts waits until the transaction which the killed one left open is over: a minute by default.
        WebhookFlow flow =
                new WebhookFlow().exactlyOnce().with(Map.of("producer.override.transaction.timeout.ms", "10000"));
        try (WorkerProcess worker =
                WorkerProcess.start(Platform.settings(line, Guarantee.EXACTLY_ONCE, Platform.broker()))) {
            flow.on(worker);
            try (Load load = new Load(flow)) {
                for (int kill = 0; kill < 2; kill++) {
                    load.awaitFlowing();
                    worker.kill();
                    worker.restart();
                }
                load.awaitFlowing();
                load.end();
                Set<String> doubtful = load.journal().doubtful();
                long counted = Figures.duplicates(flow.name(), worker);
                List<String> again = latest(doubtful);
                load.again(again);

                Arrived arrived = flow.arrived();
                assertThat(Figures.duplicates(flow.name(), worker) - counted).isEqualTo(again.size());
                LOG.info(
                        "{} events; answers by status: {}",
                        arrived.ids().size(),
                        load.journal().statuses());
                load.assertTaken();
                assertThat(arrived.missing(load.journal().acknowledged())).isEmpty();
                assertThat(arrived.repeated()).isEmpty();
                assertThat(arrived.ids()).hasSameSizeAs(load.journal().sent());
                assertThat(doubtful).isNotEmpty();
            }
        }
    }

    @Test
    void losesNoEventAndRepeatsOnlyWhatWasInDoubtWhenWorkersOfAGroupAreKilled() throws Exception {
        try (WebhookCluster cluster = new WebhookCluster(Line.CURRENT, Guarantee.AT_LEAST_ONCE);
                WorkerProcess second = cluster.second()) {
            WebhookFlow flow = cluster.flow().sharing(4).on(cluster.first());
            flow.awaitReady(cluster.port());
            flow.awaitReady(cluster.secondPort());
            try (Load load = new Load(flow)) {
                load.awaitFlowing();
                second.kill();
                load.awaitFlowing();
                second.restart();
                flow.awaitReady(cluster.secondPort());
                load.awaitFlowing();
                cluster.first().kill();
                load.awaitFlowing();
                cluster.first().restart();
                flow.awaitReady(cluster.port());
                load.awaitFlowing();
                load.end();
                Set<String> doubtful = load.journal().doubtful();
                Arrived before = flow.arrived();
                long counted = Figures.duplicates(flow.name(), cluster.first(), second);
                List<String> again = latest(doubtful);
                load.again(again);

                Arrived arrived = flow.arrived();
                assertThat(Figures.duplicates(flow.name(), cluster.first(), second) - counted)
                        .isEqualTo(again.size());
                assertThat(arrived.surplus()).isEqualTo(before.surplus());
                LOG.info(
                        "{} events, {} in doubt, {} of them repeated by {} records; answers by status: {}",
                        arrived.ids().size(),
                        doubtful.size(),
                        arrived.repeated().size(),
                        arrived.surplus(),
                        load.journal().statuses());
                load.assertTaken();
                assertThat(arrived.missing(load.journal().acknowledged())).isEmpty();
                assertThat(doubtful).containsAll(arrived.repeated());
            }
        }
    }

    /** Some that every store of ids still knows. */
    private static List<String> latest(Set<String> ids) {
        List<String> all = new ArrayList<>(ids);
        return all.subList(Math.max(0, all.size() - 100), all.size());
    }
}
