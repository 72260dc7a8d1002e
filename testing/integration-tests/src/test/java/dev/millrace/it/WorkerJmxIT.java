package dev.millrace.it;

import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import dev.millrace.it.Platform.Guarantee;
import dev.millrace.it.Platform.Line;
import dev.millrace.ops.connect.ConnectOptions;
import dev.millrace.ops.figures.FigureAddresses;
import dev.millrace.ops.figures.MetricsOptions;
import dev.millrace.ops.watch.Figures;
import dev.millrace.quickstart.WorkerProcess;
import dev.millrace.testkit.Eventually;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalDouble;
import javax.management.JMException;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** What the console and the alerts read from the JMX of a real worker. */
class WorkerJmxIT {

    private static final Duration PATIENCE = Duration.ofMinutes(3);

    @Test
    void theConsoleReadsWhatASinkCounts() throws Exception {
        WorkerProcess worker = Platform.worker(Line.CURRENT, Guarantee.AT_LEAST_ONCE);
        try (RestFlow flow = new RestFlow(1);
                FigureAddresses addresses = addresses(worker)) {
            flow.produce(3, 1);
            flow.on(worker);

            Eventually.holds("three records are delivered and seen", PATIENCE, () -> {
                Figures figures = addresses.read();
                return figures.sum(flow.name(), "rest_sink_delivered").equals(OptionalDouble.of(3))
                        && figures.sum(flow.name(), "rest_sink_route_latency_le_30000_ms")
                                .equals(OptionalDouble.of(3));
            });

            flow.remove(worker);
        }
    }

    @Test
    void connectCountsATaskThatHasFailed() throws Exception {
        WorkerProcess worker = Platform.worker(Line.CURRENT, Guarantee.AT_LEAST_ONCE);
        try (RestFlow flow = new RestFlow(1)) {
            flow.with(Map.of(
                    "transforms", "parse",
                    "transforms.parse.type", "dev.millrace.transforms.ParseJson$Value",
                    "transforms.parse.on.error", "route",
                    "transforms.parse.quarantine.topic", "aside"));
            flow.produce(1, 1);
            flow.on(worker);

            Eventually.holds(
                    "its MBean has the attribute that an alert is made of",
                    PATIENCE,
                    () -> failed(worker, flow.name()) == 1);
            flow.remove(worker);
        }
    }

    private static double failed(WorkerProcess worker, String connector) {
        try {
            return ((Number) new WorkerFigures(worker)
                            .value(
                                    "kafka.connect:type=connect-worker-metrics,connector=" + connector,
                                    "connector-failed-task-count"))
                    .doubleValue();
        } catch (JMException notYet) {
            return 0;
        } catch (IOException | AttachNotSupportedException failed) {
            throw new IllegalStateException(failed);
        }
    }

    private static FigureAddresses addresses(WorkerProcess worker) throws IOException, AttachNotSupportedException {
        VirtualMachine machine = VirtualMachine.attach(String.valueOf(worker.pid()));
        try {
            return CommandLine.populateCommand(new MetricsOptions(), "--metrics", machine.startLocalManagementAgent())
                    .addresses(new ConnectOptions());
        } finally {
            machine.detach();
        }
    }
}
