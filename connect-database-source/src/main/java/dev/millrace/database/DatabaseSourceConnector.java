package dev.millrace.database;

import dev.millrace.kit.Findings;
import dev.millrace.kit.PluginVersion;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.Config;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.connect.connector.Task;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.source.ConnectorTransactionBoundaries;
import org.apache.kafka.connect.source.ExactlyOnceSupport;
import org.apache.kafka.connect.source.SourceConnector;

/** Reads databases over JDBC: tables and queries in turns, change tables that triggers fill, and outboxes. */
public final class DatabaseSourceConnector extends SourceConnector {

    private Map<String, String> configuration = Map.of();

    @Override
    public String version() {
        return PluginVersion.current();
    }

    @Override
    public ConfigDef config() {
        return DatabaseSourceSettings.definition();
    }

    @Override
    public Class<? extends Task> taskClass() {
        return DatabaseSourceTask.class;
    }

    @Override
    public void start(Map<String, String> properties) {
        configuration = Map.copyOf(properties);
    }

    /** Tables, or their parts, are spread over tasks; there are no more tasks than have something to do. */
    @Override
    public List<Map<String, String>> taskConfigs(int maxTasks) {
        int count = DatabaseSourceSettings.from(configuration).usefulTasks(maxTasks);
        List<Map<String, String>> tasks = new ArrayList<>();
        for (int number = 0; number < count; number++) {
            Map<String, String> task = new HashMap<>(configuration);
            task.put(DatabaseSourceSettings.TASK, String.valueOf(number));
            task.put(DatabaseSourceSettings.TASKS, String.valueOf(count));
            tasks.add(task);
        }
        return tasks;
    }

    @Override
    public void stop() {
        configuration = Map.of();
    }

    /** Checks each option, then what they say together; the database is not asked. */
    @Override
    public Config validate(Map<String, String> properties) {
        Config result = super.validate(properties);
        Findings findings = new Findings(result, properties);
        if (findings.isEmpty()) {
            DatabaseSourceSettings.validate(properties, findings);
        }
        return result;
    }

    /** Record and position are stored together, and each record's offset says where to go on. */
    @Override
    public ExactlyOnceSupport exactlyOnceSupport(Map<String, String> properties) {
        return ExactlyOnceSupport.SUPPORTED;
    }

    @Override
    public ConnectorTransactionBoundaries canDefineTransactionBoundaries(Map<String, String> properties) {
        return ConnectorTransactionBoundaries.UNSUPPORTED;
    }

    /** Takes offsets as this connector writes them; removing one begins its table, part or query anew. */
    @Override
    public boolean alterOffsets(Map<String, String> properties, Map<Map<String, ?>, Map<String, ?>> offsets) {
        DatabaseSourceSettings settings = DatabaseSourceSettings.from(properties);
        offsets.forEach((partition, offset) -> {
            try {
                Readings.checkOffset(settings, partition, offset);
            } catch (IllegalArgumentException wrong) {
                throw new ConnectException("not an offset of this connector: " + wrong.getMessage(), wrong);
            }
        });
        return true;
    }
}
