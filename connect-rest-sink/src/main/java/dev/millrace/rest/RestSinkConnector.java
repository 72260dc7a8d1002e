package dev.millrace.rest;

import dev.millrace.kit.Findings;
import dev.millrace.kit.PluginVersion;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.Config;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.connect.connector.Task;
import org.apache.kafka.connect.sink.SinkConnector;

/**
 * Sends the records of its topics to HTTP endpoints, in order per key, many at once, and commits what the endpoints have.
 * {@code validate} checks the settings against each other and calls nobody: an endpoint that is down blocks no change.
 */
public final class RestSinkConnector extends SinkConnector {

    private Map<String, String> properties = Map.of();

    @Override
    public String version() {
        return PluginVersion.current();
    }

    @Override
    public ConfigDef config() {
        return RestSinkSettings.definition();
    }

    @Override
    public Class<? extends Task> taskClass() {
        return RestSinkTask.class;
    }

    @Override
    public Config validate(Map<String, String> given) {
        Config result = super.validate(given);
        Findings findings = new Findings(result, given);
        if (findings.isEmpty()) {
            new RestSinkChecks(given, findings).check(new AbstractConfig(config(), given, false));
        }
        return result;
    }

    @Override
    public void start(Map<String, String> given) {
        properties = Map.copyOf(given);
        RestSinkSettings unused = settings(properties);
    }

    @Override
    public List<Map<String, String>> taskConfigs(int maxTasks) {
        return IntStream.range(0, maxTasks)
                .mapToObj(number -> {
                    Map<String, String> task = new HashMap<>(properties);
                    task.put(RestSinkSettings.TASK, Integer.toString(number));
                    return task;
                })
                .toList();
    }

    @Override
    public void stop() {
        // Nothing is open here: the tasks hold the connections.
    }

    /** The settings, for whoever starts without having validated: throws on the first contradiction. */
    static RestSinkSettings settings(Map<String, String> given) {
        AbstractConfig config = new AbstractConfig(RestSinkSettings.definition(), given, false);
        new RestSinkChecks(given, (key, sentence) -> {
                    throw new ConfigException(key + " " + sentence);
                })
                .check(config);
        return RestSinkSettings.from(config, given);
    }
}
