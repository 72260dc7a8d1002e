package dev.millrace.benchmarks;

import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.connect.connector.Task;
import org.apache.kafka.connect.source.SourceConnector;

/** The ceiling of databases: a source connector that does nothing but hand over records that were made before. */
public final class TableHandOverConnector extends SourceConnector {

    static final String TOPIC = "topic";
    static final String ROWS = "rows";

    private Map<String, String> properties = Map.of();

    @Override
    public String version() {
        return "benchmark";
    }

    @Override
    public ConfigDef config() {
        return new ConfigDef()
                .define(
                        TOPIC,
                        ConfigDef.Type.STRING,
                        ConfigDef.NO_DEFAULT_VALUE,
                        ConfigDef.Importance.HIGH,
                        "The topic that gets the records.")
                .define(
                        ROWS,
                        ConfigDef.Type.LONG,
                        ConfigDef.NO_DEFAULT_VALUE,
                        ConfigDef.Importance.HIGH,
                        "How many records are handed over.");
    }

    @Override
    public Class<? extends Task> taskClass() {
        return TableHandOverTask.class;
    }

    @Override
    public void start(Map<String, String> configuration) {
        properties = Map.copyOf(configuration);
    }

    @Override
    public List<Map<String, String>> taskConfigs(int most) {
        return List.of(properties);
    }

    @Override
    public void stop() {
        properties = Map.of();
    }
}
