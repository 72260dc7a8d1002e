package dev.millrace.quickstart;

import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.connect.connector.Task;
import org.apache.kafka.connect.source.SourceConnector;

/** The smallest connector that the launcher can be tried with: its task counts, or fails when it is told to. */
public final class TickerSourceConnector extends SourceConnector {
    private Map<String, String> settings = Map.of();

    @Override
    public String version() {
        return "1.2.3";
    }

    @Override
    public void start(Map<String, String> properties) {
        settings = Map.copyOf(properties);
    }

    @Override
    public Class<? extends Task> taskClass() {
        return TickerSourceTask.class;
    }

    @Override
    public List<Map<String, String>> taskConfigs(int maxTasks) {
        return List.of(settings);
    }

    @Override
    public void stop() {}

    @Override
    public ConfigDef config() {
        return new ConfigDef()
                .define("topic", ConfigDef.Type.STRING, ConfigDef.Importance.HIGH, "Where the numbers go.")
                .define("refusal", ConfigDef.Type.STRING, "", ConfigDef.Importance.LOW, "Why the task fails at once.");
    }
}
