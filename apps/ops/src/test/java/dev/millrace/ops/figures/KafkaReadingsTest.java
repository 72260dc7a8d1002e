package dev.millrace.ops.figures;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.ops.kafka.KafkaClients;
import dev.millrace.ops.watch.Figure;
import dev.millrace.ops.watch.Figures;
import dev.millrace.ops.watch.FlowView.Readings;
import dev.millrace.testkit.FreePorts;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** What is left when Kafka is out of reach; against a real broker it is {@code KafkaReadingsIT}. */
class KafkaReadingsTest {

    @Test
    void keepsWhatWorkersCountWhenKafkaDoesNotAnswer() {
        KafkaClients nowhere = new KafkaClients(Map.of("bootstrap.servers", "127.0.0.1:" + FreePorts.next()));
        Figures figures = Figures.of(
                List.of(
                        new Figure("rest_sink_breaker", Map.of("connector", "orders", "task", "0"), 1),
                        new Figure("rest_sink_breaker", Map.of("connector", "orders", "task", "1"), 2),
                        new Figure(
                                "rest_sink_oldest_incomplete_ms", Map.of("connector", "orders", "task", "0"), 1_500)),
                List.of());
        try (KafkaReadings readings = new KafkaReadings(nowhere, Clock.systemUTC(), Duration.ofMillis(100))) {
            KafkaReadings.Completed completed = readings.complete(List.of(Flows.sink("orders", "a", "b")), figures);

            assertThat(completed.flows())
                    .singleElement()
                    .satisfies(flow -> assertThat(flow.readings())
                            .isEqualTo(new Readings(
                                    OptionalDouble.empty(),
                                    OptionalLong.empty(),
                                    OptionalLong.of(1_500),
                                    OptionalLong.empty(),
                                    OptionalLong.of(2),
                                    OptionalLong.empty())));
            assertThat(completed.trouble().orElse(""))
                    .contains("Kafka does not tell of a and 2 more (TimeoutException)", "--bootstrap-server");
            assertThat(readings.complete(List.of(), Figures.NONE).troubles()).isEmpty();
        }
    }

    @Test
    void tellsNoRateOfAConnectorWhoseTopicsNobodyKnows() {
        KafkaClients nowhere = new KafkaClients(Map.of("bootstrap.servers", "127.0.0.1:" + FreePorts.next()));
        try (KafkaReadings readings = new KafkaReadings(nowhere, Clock.systemUTC(), Duration.ofMillis(100))) {
            readings.complete(List.of(Flows.sink("unknown")), Figures.NONE);

            KafkaReadings.Completed second = readings.complete(List.of(Flows.sink("unknown")), Figures.NONE);

            assertThat(second.flows().get(0).readings().recordsPerSecond()).isEmpty();
        }
    }

    @Test
    void takesAHostThatASourcePollsForAReceiver() {
        Figures figures = Figures.of(
                List.of(
                        new Figure("rest_source_hosts_down", Map.of("connector", "polls", "task", "0"), 1),
                        new Figure("rest_source_hosts_down", Map.of("connector", "well", "task", "0"), 0)),
                List.of());

        assertThat(new WorkerReadings(figures, "polls").breaker()).hasValue(2);
        assertThat(new WorkerReadings(figures, "well").breaker()).hasValue(0);
        assertThat(new WorkerReadings(figures, "files").breaker()).isEmpty();
    }
}
