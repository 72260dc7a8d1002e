package dev.millrace.rest;

import dev.millrace.kit.PluginVersion;
import java.time.Clock;
import java.util.Collection;
import java.util.Map;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.sink.SinkTask;
import org.jspecify.annotations.Nullable;

/** What the framework sees of a {@link Courier}. All calls come from the task's thread. */
public final class RestSinkTask extends SinkTask {

    private @Nullable Courier courier;

    @Override
    public String version() {
        return PluginVersion.current();
    }

    @Override
    public void start(Map<String, String> properties) {
        courier = new Opening(RestSinkConnector.settings(properties), Clock.systemUTC()).courier(context);
    }

    @Override
    public void open(Collection<TopicPartition> partitions) {
        started().open(partitions);
    }

    @Override
    public void put(Collection<SinkRecord> records) {
        started().put(records);
    }

    @Override
    public Map<TopicPartition, OffsetAndMetadata> preCommit(Map<TopicPartition, OffsetAndMetadata> current) {
        return started().preCommit(current);
    }

    @Override
    public void close(Collection<TopicPartition> partitions) {
        if (courier != null) {
            courier.close(partitions);
        }
    }

    @Override
    public void stop() {
        if (courier != null) {
            courier.stop();
            courier = null;
        }
    }

    private Courier started() {
        if (courier == null) {
            throw new IllegalStateException("the task is not started");
        }
        return courier;
    }
}
