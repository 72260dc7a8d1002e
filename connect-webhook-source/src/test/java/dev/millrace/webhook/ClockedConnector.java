package dev.millrace.webhook;

import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.connect.connector.Task;
import org.apache.kafka.connect.source.SourceConnector;

/** The webhook source at the time, in seconds since 1970, that {@value #NOW} names. */
public final class ClockedConnector extends SourceConnector {

    static final String NOW = "test.now";

    private final WebhookSourceConnector real = new WebhookSourceConnector();

    @Override
    public void start(Map<String, String> properties) {
        real.start(properties);
    }

    @Override
    public Class<? extends Task> taskClass() {
        return ClockedTask.class;
    }

    @Override
    public List<Map<String, String>> taskConfigs(int maxTasks) {
        return real.taskConfigs(maxTasks);
    }

    @Override
    public void stop() {
        real.stop();
    }

    @Override
    public ConfigDef config() {
        return real.config();
    }

    @Override
    public String version() {
        return real.version();
    }
}
