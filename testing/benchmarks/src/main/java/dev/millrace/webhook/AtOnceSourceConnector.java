package dev.millrace.webhook;

import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.connect.connector.Task;
import org.apache.kafka.connect.source.SourceConnector;

/** The ceiling for webhooks: the listener and the verification of the webhook source, answered at once, without Kafka. */
public final class AtOnceSourceConnector extends SourceConnector {

    private Map<String, String> properties = Map.of();

    @Override
    public String version() {
        return "benchmark";
    }

    @Override
    public ConfigDef config() {
        return WebhookSettings.definition();
    }

    @Override
    public Class<? extends Task> taskClass() {
        return AtOnceSourceTask.class;
    }

    @Override
    public void start(Map<String, String> configuration) {
        properties = Map.copyOf(configuration);
    }

    @Override
    public List<Map<String, String>> taskConfigs(int maxTasks) {
        return List.of(properties);
    }

    @Override
    public void stop() {
        properties = Map.of();
    }
}
