package dev.millrace.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.it.Platform.Guarantee;
import dev.millrace.it.Platform.Line;
import dev.millrace.quickstart.WorkerProcess;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tasks that move and start anew while webhooks come in. */
class WebhookRebalanceIT {

    private static final Logger LOG = LoggerFactory.getLogger(WebhookRebalanceIT.class);

    @ParameterizedTest
    @CsvSource({"CURRENT, AT_LEAST_ONCE", "CURRENT, EXACTLY_ONCE"})
    void hasEveryEventThatWasAnsweredWhileTasksMoveAndRestart(Line line, Guarantee guarantee) throws Exception {
        try (WebhookCluster cluster = new WebhookCluster(line, guarantee)) {
            WebhookFlow flow = guarantee == Guarantee.EXACTLY_ONCE
                    ? cluster.flow().exactlyOnce()
                    : cluster.flow().sharing(4);
            flow.on(cluster.first());
            try (Load load = new Load(flow)) {
                load.awaitFlowing();
                try (WorkerProcess second = cluster.second()) {
                    if (guarantee == Guarantee.AT_LEAST_ONCE) {
                        flow.awaitReady(cluster.secondPort());
                    }
                    load.awaitFlowing();
                    assertThat(second.rest().connectors()).contains(flow.name());
                }
                load.awaitFlowing();
                flow.with(Map.of("batch.linger.ms", "10")).on(cluster.first());
                load.awaitFlowing();
                cluster.first().rest().restart(flow.name());
                load.awaitFlowing();
                load.end();

                Arrived arrived = flow.arrived();
                LOG.info(
                        "{}: {} events, {} in doubt, {} of them repeated; answers by status: {}",
                        guarantee,
                        arrived.ids().size(),
                        load.journal().doubtful().size(),
                        arrived.repeated().size(),
                        load.journal().statuses());
                load.assertTaken();
                assertThat(arrived.missing(load.journal().acknowledged())).isEmpty();
                assertThat(load.journal().doubtful()).containsAll(arrived.repeated());
                if (guarantee == Guarantee.EXACTLY_ONCE) {
                    assertThat(arrived.repeated()).isEmpty();
                }
            }
        }
    }
}
