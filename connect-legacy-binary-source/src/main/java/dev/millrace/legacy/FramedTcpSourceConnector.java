package dev.millrace.legacy;

import dev.millrace.kit.Findings;
import dev.millrace.kit.OptionGroup;
import dev.millrace.kit.PluginVersion;
import dev.millrace.legacy.line.TransportSettings;
import dev.millrace.legacy.session.Protocol;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.Config;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.connect.connector.Task;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.source.ConnectorTransactionBoundaries;
import org.apache.kafka.connect.source.ExactlyOnceSupport;
import org.apache.kafka.connect.source.SourceConnector;
import org.apache.kafka.connect.util.ConnectorUtils;

/**
 * Reads framed TCP feeds, as a client or as a server, by what a session file says of the protocol: framing, login,
 * heartbeats, sequence numbers. Messages are acknowledged after Kafka has their records, never before.
 */
public final class FramedTcpSourceConnector extends SourceConnector {

    private Map<String, String> configuration = Map.of();

    @Override
    public String version() {
        return PluginVersion.current();
    }

    @Override
    public ConfigDef config() {
        return FramedTcpSettings.definition();
    }

    @Override
    public Class<? extends Task> taskClass() {
        return FramedTcpSourceTask.class;
    }

    @Override
    public void start(Map<String, String> properties) {
        configuration = Map.copyOf(properties);
    }

    /** A client is one task; the ports of a server are shared among its tasks, each belonging to one. */
    @Override
    public List<Map<String, String>> taskConfigs(int maxTasks) {
        AbstractConfig config = new AbstractConfig(FramedTcpSettings.definition(), configuration, false);
        boolean isServer = OptionGroup.choiceOf(Protocol.Role.class, config.getString(TransportSettings.MODE))
                == Protocol.Role.SERVER;
        List<String> ports = config.getList(TransportSettings.LISTEN_PORTS);
        List<List<String>> shares =
                isServer ? ConnectorUtils.groupPartitions(ports, Math.min(maxTasks, ports.size())) : List.of(List.of());
        List<Map<String, String>> tasks = new ArrayList<>();
        for (List<String> share : shares) {
            Map<String, String> task = new HashMap<>(configuration);
            task.put(FramedTcpSettings.TASK, String.valueOf(tasks.size()));
            if (isServer) {
                task.put(TransportSettings.TASK_PORTS, String.join(",", share));
            }
            tasks.add(task);
        }
        return tasks;
    }

    @Override
    public void stop() {
        configuration = Map.of();
    }

    /** Checks each option, then the options together, the session file among them. Connects to nobody. */
    @Override
    public Config validate(Map<String, String> properties) {
        Config result = super.validate(properties);
        Findings findings = new Findings(result, properties);
        if (findings.isEmpty()) {
            AbstractConfig config = new AbstractConfig(FramedTcpSettings.definition(), properties, false);
            FramedTcpSettings.validate(config, properties, findings);
        }
        return result;
    }

    /** Only where a session goes on by the number that is stored in one transaction with its message. */
    @Override
    public ExactlyOnceSupport exactlyOnceSupport(Map<String, String> properties) {
        return FramedTcpSettings.from(properties).resumes()
                ? ExactlyOnceSupport.SUPPORTED
                : ExactlyOnceSupport.UNSUPPORTED;
    }

    /** The other side waits for its acknowledgement: the worker's transaction ends with each poll. */
    @Override
    public ConnectorTransactionBoundaries canDefineTransactionBoundaries(Map<String, String> properties) {
        return ConnectorTransactionBoundaries.UNSUPPORTED;
    }

    /** Takes offsets as this connector writes them; removing one, of whatever form, has its feed begin anew. */
    @Override
    public boolean alterOffsets(Map<String, String> properties, Map<Map<String, ?>, Map<String, ?>> offsets) {
        offsets.forEach((partition, offset) -> {
            if (offset == null) {
                return;
            }
            try {
                if (!(partition.get(FeedOffset.FEED) instanceof String) || partition.size() != 1) {
                    throw new IllegalArgumentException("a partition holds the name of a feed, and nothing else");
                }
                FeedOffset unused = FeedOffset.from(offset);
            } catch (IllegalArgumentException wrong) {
                throw new ConnectException("not an offset of this connector: " + wrong.getMessage(), wrong);
            }
        });
        return true;
    }
}
