package dev.millrace.testkit;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.connect.connector.Task;
import org.apache.kafka.connect.sink.SinkConnector;

/** Delivers to a {@link Desk}, well or with one {@link DeskDefect}. */
public final class DeskSinkConnector extends SinkConnector {
    private Map<String, String> config = Map.of();

    @Override
    public void start(Map<String, String> props) {
        config = Map.copyOf(props);
    }

    @Override
    public Class<? extends Task> taskClass() {
        return DeskSinkTask.class;
    }

    @Override
    public List<Map<String, String>> taskConfigs(int maxTasks) {
        return Collections.nCopies(maxTasks, config);
    }

    @Override
    public void stop() {
        config = Map.of();
    }

    @Override
    public ConfigDef config() {
        return new ConfigDef()
                .define("desk", ConfigDef.Type.STRING, ConfigDef.Importance.HIGH, "Which desk to deliver to.");
    }

    @Override
    public String version() {
        return "1.0.0";
    }
}
