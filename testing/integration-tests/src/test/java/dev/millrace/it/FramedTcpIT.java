package dev.millrace.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.it.Platform.Guarantee;
import dev.millrace.it.Platform.Line;
import dev.millrace.partner.environment.Broker;
import dev.millrace.partner.tcp.SoupLogin;
import dev.millrace.quickstart.WorkerProcess;
import dev.millrace.testkit.Eventually;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A sequenced feed over workers that die and a broker that is away. */
class FramedTcpIT {

    private static final Duration LIMIT = Duration.ofMinutes(3);

    @ParameterizedTest
    @EnumSource(Line.class)
    void hasEveryMessageOnceAndInOrderWhenTheWorkerIsKilledAgainAndAgain(Line line) throws Exception {
        int messages = Platform.scaled(100_000);
        try (WorkerProcess worker =
                        WorkerProcess.start(Platform.settings(line, Guarantee.EXACTLY_ONCE, Platform.broker()));
                FramedTcpFlow flow = new FramedTcpFlow(Platform.broker())
                        .with(Map.of(
                                "exactly.once.support",
                                "required",
                                "batch.max.records",
                                String.valueOf(Math.max(1, messages / 200)),
                                "unconfirmed.max.records",
                                String.valueOf(Math.max(1, messages / 50)),
                                "producer.override.transaction.timeout.ms",
                                "10000"))) {
            flow.server().publish(messages / 2, number -> "m" + number);
            flow.on(worker);
            for (int kill = 1; kill <= 2; kill++) {
                long wanted = messages / 10L * kill;
                Eventually.holds(
                        "messages are in Kafka", LIMIT, () -> flow.data().size() > wanted);
                worker.kill();
                worker.restart();
            }
            flow.server().publish(messages - messages / 2, number -> "m" + number);
            Eventually.holds(
                    "the last message is in Kafka",
                    LIMIT,
                    () -> flow.data().size() >= messages && flow.data().values().contains("m" + messages));

            assertThat(flow.data().values()).isEqualTo(numbered(messages));
            List<SoupLogin> logins = flow.server().logins();
            assertThat(logins.get(logins.size() - 1).requested()).isGreaterThan(1);
        }
    }

    @Test
    void losesNothingAtLeastOnce() throws Exception {
        int messages = Platform.scaled(100_000);
        try (WorkerProcess worker = WorkerProcess.start(
                        Platform.settings(Line.CURRENT, Guarantee.AT_LEAST_ONCE, Platform.broker()));
                FramedTcpFlow flow = new FramedTcpFlow(Platform.broker())
                        .with(Map.of("unconfirmed.max.records", String.valueOf(Math.max(1, messages / 50))))) {
            flow.server().publish(messages, number -> "m" + number);
            flow.on(worker);
            Eventually.holds("messages are in Kafka", LIMIT, () -> flow.data().size() > messages / 10);
            worker.kill();
            worker.restart();
            Eventually.holds(
                    "the last message is in Kafka",
                    LIMIT,
                    () -> flow.data().values().contains("m" + messages));

            assertThat(List.copyOf(new LinkedHashSet<>(flow.data().values()))).isEqualTo(numbered(messages));
        }
    }

    @Test
    void holdsTheFeedBackWhileKafkaIsAwayAndHasEveryMessageAfterIt() throws Exception {
        int messages = 20_000;
        try (Broker broker = Brokers.start(Platform.folder());
                WorkerProcess worker =
                        WorkerProcess.start(Platform.settings(Line.CURRENT, Guarantee.AT_LEAST_ONCE, broker));
                FramedTcpFlow flow = new FramedTcpFlow(broker).with(Map.of("unconfirmed.max.records", "500"))) {
            flow.server().sendBuffer(1 << 14);
            flow.server().publish(1_000, number -> "m" + number);
            flow.on(worker);
            Eventually.holds(
                    "the first messages are in Kafka", LIMIT, () -> flow.data().size() >= 1_000);

            broker.kill();
            long away = System.nanoTime();
            String more = "-".repeat(1_000);
            flow.server().publish(messages - 1_000, number -> "m" + number + more);
            Eventually.holds(
                    "a minute has passed",
                    LIMIT,
                    () -> System.nanoTime() - away >= Duration.ofSeconds(60).toNanos());
            long sent = flow.server().sentThrough();
            long logins = flow.server().logins().size();
            broker.restart();
            Eventually.holds(
                    "the last message is in Kafka",
                    LIMIT,
                    () -> flow.data().values().contains("m" + messages + more));

            // The line was held, and the other side kept waiting; what a rebalance after the outage repeats is no loss.
            assertThat(sent).isLessThan(messages / 2);
            assertThat(logins).isEqualTo(1);
            assertThat(flow.server().silentClients()).isZero();
            assertThat(flow.data().values().stream()
                            .map(value -> value.replace("-", ""))
                            .distinct()
                            .toList())
                    .isEqualTo(numbered(messages));
        }
    }

    private static List<String> numbered(int count) {
        return IntStream.rangeClosed(1, count).mapToObj(number -> "m" + number).toList();
    }
}
