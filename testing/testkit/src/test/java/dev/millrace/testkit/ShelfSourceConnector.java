package dev.millrace.testkit;

import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.connect.connector.Task;
import org.apache.kafka.connect.source.SourceConnector;

/** Reads a {@link Shelf}, well or with one {@link ShelfDefect}. */
public final class ShelfSourceConnector extends SourceConnector {
    private Map<String, String> config = Map.of();

    @Override
    public void start(Map<String, String> props) {
        config = Map.copyOf(props);
    }

    @Override
    public Class<? extends Task> taskClass() {
        return ShelfSourceTask.class;
    }

    @Override
    public List<Map<String, String>> taskConfigs(int maxTasks) {
        return List.of(config);
    }

    @Override
    public void stop() {
        config = Map.of();
    }

    @Override
    public ConfigDef config() {
        return new ConfigDef()
                .define("shelf", ConfigDef.Type.STRING, ConfigDef.Importance.HIGH, "Which shelf to read.");
    }

    @Override
    public String version() {
        return "1.0.0";
    }
}
