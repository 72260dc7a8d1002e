package dev.millrace.vault;

import dev.millrace.kit.Findings;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.Config;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.connect.connector.Task;
import org.apache.kafka.connect.source.SourceConnector;
import org.apache.kafka.connect.source.SourceTask;

/** The provider's parameters, shown as the options of a connector, so that the contract of options can look at them. */
final class ParametersConnector extends SourceConnector {

    @Override
    public ConfigDef config() {
        return VaultSettings.definition();
    }

    @Override
    public Config validate(Map<String, String> properties) {
        Config result = super.validate(properties);
        Findings findings = new Findings(result, properties);
        if (findings.isEmpty()) {
            VaultSettings.validate(new AbstractConfig(config(), properties, false), findings);
        }
        return result;
    }

    @Override
    public void start(Map<String, String> properties) {
        throw new UnsupportedOperationException("never started");
    }

    @Override
    public Class<? extends Task> taskClass() {
        return SourceTask.class;
    }

    @Override
    public List<Map<String, String>> taskConfigs(int maxTasks) {
        return List.of();
    }

    @Override
    public void stop() {}

    @Override
    public String version() {
        return "0";
    }
}
