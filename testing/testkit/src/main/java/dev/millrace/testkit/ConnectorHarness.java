package dev.millrace.testkit;

import java.util.Map;
import java.util.function.Supplier;
import org.apache.kafka.connect.sink.SinkConnector;
import org.apache.kafka.connect.source.SourceConnector;

/** Where a test gets a worker without Kafka: connector, tasks, poll or put, confirmations in any order, commit. */
public final class ConnectorHarness {
    private ConnectorHarness() {}

    /** A source, not yet started; each start and restart asks the supplier for a new connector. */
    public static SourceHarness source(
            Supplier<? extends SourceConnector> connector, Map<String, String> config, DeliveryMode mode) {
        return new SourceHarness(connector, config, mode);
    }

    /** A sink, not yet started; each start and restart asks the supplier for a new connector. */
    public static SinkHarness sink(Supplier<? extends SinkConnector> connector, Map<String, String> config) {
        return new SinkHarness(connector, config);
    }
}
