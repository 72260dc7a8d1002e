package dev.millrace.webhook;

import dev.millrace.kit.Findings;
import dev.millrace.kit.PluginVersion;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.Config;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.connect.connector.Task;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.source.ConnectorTransactionBoundaries;
import org.apache.kafka.connect.source.ExactlyOnceSupport;
import org.apache.kafka.connect.source.SourceConnector;

/**
 * Receives webhooks: listens for HTTP requests, verifies who sent them, and answers with success after Kafka has the event.
 * Any number of tasks and connectors share a port of a worker.
 */
public final class WebhookSourceConnector extends SourceConnector {

    private Map<String, String> configuration = Map.of();

    @Override
    public String version() {
        return PluginVersion.current();
    }

    @Override
    public ConfigDef config() {
        return WebhookSettings.definition();
    }

    @Override
    public Class<? extends Task> taskClass() {
        return WebhookSourceTask.class;
    }

    @Override
    public void start(Map<String, String> properties) {
        configuration = Map.copyOf(properties);
    }

    /** Every task listens; what comes in is shared among those of a worker. */
    @Override
    public List<Map<String, String>> taskConfigs(int maxTasks) {
        return IntStream.range(0, maxTasks)
                .mapToObj(task -> {
                    Map<String, String> share = new HashMap<>(configuration);
                    share.put(WebhookSettings.TASK, String.valueOf(task));
                    return share;
                })
                .toList();
    }

    @Override
    public void stop() {
        configuration = Map.of();
    }

    /** Checks each option, then the options together. Binds no port: this worker may not be the one that will listen. */
    @Override
    public Config validate(Map<String, String> properties) {
        Config result = super.validate(properties);
        Findings findings = new Findings(result, properties);
        if (findings.isEmpty()) {
            AbstractConfig config = new AbstractConfig(WebhookSettings.definition(), properties, false);
            WebhookSettings.validate(config, properties, findings);
        }
        return result;
    }

    /** Only where the ids of events are stored in one transaction with them, by one task that sees them all. */
    @Override
    public ExactlyOnceSupport exactlyOnceSupport(Map<String, String> properties) {
        return WebhookSettings.from(properties).isExactlyOnce()
                        && properties.getOrDefault("tasks.max", "1").trim().equals("1")
                ? ExactlyOnceSupport.SUPPORTED
                : ExactlyOnceSupport.UNSUPPORTED;
    }

    /** A sender waits for its answer: the worker's transaction ends with each poll. */
    @Override
    public ConnectorTransactionBoundaries canDefineTransactionBoundaries(Map<String, String> properties) {
        return ConnectorTransactionBoundaries.UNSUPPORTED;
    }

    /** Takes offsets as this connector writes them; removing one, of whatever form, forgets the events that it holds. */
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
