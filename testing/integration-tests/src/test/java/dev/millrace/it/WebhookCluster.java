package dev.millrace.it;

import dev.millrace.it.Platform.Guarantee;
import dev.millrace.it.Platform.Line;
import dev.millrace.quickstart.FreePorts;
import dev.millrace.quickstart.WorkerProcess;
import dev.millrace.quickstart.WorkerSettings;
import java.util.List;
import java.util.Map;

/** Two workers of one group on one machine, each of which listens for webhooks on a port of its own. */
final class WebhookCluster implements AutoCloseable {

    private final List<Integer> ports = FreePorts.take(2);
    private final WorkerSettings other;
    private final WorkerProcess first;

    /** Starts the first worker. */
    WebhookCluster(Line line, Guarantee guarantee) {
        WorkerSettings one = Platform.settings(line, guarantee, Platform.broker());
        other = listening(Platform.settings(line, guarantee, Platform.broker()).inGroup(one.groupId()), ports.get(1));
        first = WorkerProcess.start(listening(one, ports.get(0)));
    }

    WorkerProcess first() {
        return first;
    }

    /** Another worker, to be closed by the caller. */
    WorkerProcess second() {
        return WorkerProcess.start(other);
    }

    /** A connector for these workers. */
    WebhookFlow flow() {
        return new WebhookFlow(Platform.broker(), ports);
    }

    /** Where the first worker listens. */
    int port() {
        return ports.get(0);
    }

    int secondPort() {
        return ports.get(1);
    }

    private static WorkerSettings listening(WorkerSettings settings, int port) {
        return settings.withEnvironment(Map.of(WebhookFlow.PORT, String.valueOf(port)));
    }

    @Override
    public void close() {
        first.close();
    }
}
