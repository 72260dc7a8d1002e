package dev.millrace.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.it.Platform.Guarantee;
import dev.millrace.it.Platform.Line;
import dev.millrace.partner.environment.Broker;
import dev.millrace.quickstart.WorkerProcess;
import dev.millrace.testkit.Eventually;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A broker that is away while a file ends. */
class BrokerOutageIT {

    @ParameterizedTest
    @EnumSource(Guarantee.class)
    void leavesTheFileInPlaceUntilKafkaHasIt(Guarantee guarantee) {
        try (Broker broker = Brokers.start(Platform.folder());
                WorkerProcess worker = WorkerProcess.start(Platform.settings(Line.CURRENT, guarantee, broker));
                SftpFlow flow = SftpFlow.simulated(broker)) {
            flow.on(worker);
            flow.drop("first.csv", SftpFlow.rows(10));
            flow.awaitArchived("first.csv");

            String second = SftpFlow.rows(4_000);
            flow.server().delayPerRead(Duration.ofSeconds(1));
            flow.drop("second.csv", second);
            Eventually.holds("reading has begun", () -> flow.server().bytesRead("/inbound/second.csv") > 0);
            broker.kill();
            Eventually.holds(
                    "the file was read to its end",
                    () -> flow.server().bytesRead("/inbound/second.csv") >= second.length());
            assertThat(Folders.names(flow.inbound())).containsExactly("second.csv");
            broker.restart();

            flow.awaitArchived("second.csv", Duration.ofMinutes(3));
            List<String> values = flow.data().values();
            assertThat(new HashSet<>(values)).hasSize(4_000);
            if (guarantee == Guarantee.EXACTLY_ONCE) {
                assertThat(values).hasSize(4_010);
            }
        }
    }
}
