package dev.millrace.rest;

import dev.millrace.kit.Findings;
import dev.millrace.kit.PluginVersion;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.config.Config;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigValue;
import org.apache.kafka.connect.connector.Task;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.source.ConnectorTransactionBoundaries;
import org.apache.kafka.connect.source.ExactlyOnceSupport;
import org.apache.kafka.connect.source.SourceConnector;

/** Polls APIs: asks their endpoints on a schedule, page by page, for what is new, and makes a record of each row. */
public final class RestSourceConnector extends SourceConnector {

    private Map<String, String> configuration = Map.of();

    @Override
    public String version() {
        return PluginVersion.current();
    }

    @Override
    public ConfigDef config() {
        return RestSourceSettings.definition();
    }

    @Override
    public Class<? extends Task> taskClass() {
        return RestSourceTask.class;
    }

    @Override
    public void start(Map<String, String> properties) {
        configuration = Map.copyOf(properties);
    }

    /** Endpoints are spread over tasks; there are no more tasks than endpoints. */
    @Override
    public List<Map<String, String>> taskConfigs(int maxTasks) {
        List<String> names = RestSourceSettings.from(configuration).endpoints().stream()
                .map(EndpointSettings::name)
                .toList();
        List<Map<String, String>> tasks = new ArrayList<>();
        for (List<String> share : RestSourceSettings.shares(names, maxTasks)) {
            Map<String, String> task = new HashMap<>(configuration);
            task.put(RestSourceSettings.TASK, String.valueOf(tasks.size()));
            task.put(RestSourceSettings.TASK_ENDPOINTS, String.join(",", share));
            tasks.add(task);
        }
        return tasks;
    }

    @Override
    public void stop() {
        configuration = Map.of();
    }

    /** Checks each option, then those of each endpoint together. */
    @Override
    public Config validate(Map<String, String> properties) {
        Config result = super.validate(properties);
        if (properties.keySet().stream().anyMatch(key -> key.startsWith("endpoint."))) {
            Set<String> required = RestSourceSettings.requiredOfEndpoints();
            result.configValues().stream()
                    .filter(value -> required.contains(value.name()) && !properties.containsKey(value.name()))
                    .forEach(RestSourceConnector::forgive);
        }
        Findings findings = new Findings(result, properties);
        if (findings.isEmpty()) {
            RestSourceSettings.validate(properties, findings);
        }
        return result;
    }

    /** Each endpoint may have it of its own; where one has not, that is told of the endpoint. */
    private static void forgive(ConfigValue missing) {
        missing.errorMessages().clear();
    }

    /** Record and cursor are stored together, and each record's offset says where to go on. */
    @Override
    public ExactlyOnceSupport exactlyOnceSupport(Map<String, String> properties) {
        return ExactlyOnceSupport.SUPPORTED;
    }

    @Override
    public ConnectorTransactionBoundaries canDefineTransactionBoundaries(Map<String, String> properties) {
        return ConnectorTransactionBoundaries.UNSUPPORTED;
    }

    /** Takes offsets as this connector writes them, or a cursor alone; removing one begins its endpoint anew. */
    @Override
    public boolean alterOffsets(Map<String, String> properties, Map<Map<String, ?>, Map<String, ?>> offsets) {
        offsets.forEach((partition, offset) -> {
            if (offset == null) {
                return;
            }
            try {
                OffsetCheck.check(partition, offset, properties);
            } catch (IllegalArgumentException wrong) {
                throw new ConnectException("not an offset of this connector: " + wrong.getMessage(), wrong);
            }
        });
        return true;
    }
}
