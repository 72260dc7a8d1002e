package dev.millrace.sftp;

import dev.millrace.feed.FileFeed;
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
import org.apache.kafka.connect.source.ExactlyOnceSupport;
import org.apache.kafka.connect.source.SourceConnector;

/**
 * Reads the files that partners drop on an SFTP server. A file is archived after Kafka has all of it; a restart goes on at
 * the byte behind the last stored record. Exactly once where the worker offers it (KIP-618), at least once elsewhere.
 */
public final class SftpSourceConnector extends SourceConnector {

    private Map<String, String> configuration = Map.of();

    @Override
    public String version() {
        return PluginVersion.current();
    }

    @Override
    public ConfigDef config() {
        return SftpSourceSettings.definition();
    }

    @Override
    public Class<? extends Task> taskClass() {
        return SftpSourceTask.class;
    }

    @Override
    public void start(Map<String, String> properties) {
        configuration = Map.copyOf(properties);
    }

    /** Each task takes the files whose path falls to its share. */
    @Override
    public List<Map<String, String>> taskConfigs(int maxTasks) {
        return IntStream.range(0, maxTasks)
                .mapToObj(task -> {
                    Map<String, String> share = new HashMap<>(configuration);
                    share.put(SftpSourceSettings.TASK, String.valueOf(task));
                    share.put(SftpSourceSettings.TASKS, String.valueOf(maxTasks));
                    return share;
                })
                .toList();
    }

    @Override
    public void stop() {
        configuration = Map.of();
    }

    /** Checks each option, then the options together, then the server itself. */
    @Override
    public Config validate(Map<String, String> properties) {
        Config result = super.validate(properties);
        Findings findings = new Findings(result, properties);
        if (findings.isEmpty()) {
            AbstractConfig config = new AbstractConfig(SftpSourceSettings.definition(), properties, false);
            SftpSourceSettings.validate(config, properties, findings);
            if (findings.isEmpty() && config.getBoolean(SftpSourceSettings.VALIDATE_CONNECTION)) {
                new ConnectionCheck(SftpSourceSettings.from(config, properties)).report(findings);
            }
        }
        return result;
    }

    /** A record and its offset are one transaction, and reading resumes from the offset alone. */
    @Override
    public ExactlyOnceSupport exactlyOnceSupport(Map<String, String> properties) {
        return ExactlyOnceSupport.SUPPORTED;
    }

    /** Takes offsets as this connector writes them; removing one, of whatever form, has its file read from the start. */
    @Override
    public boolean alterOffsets(Map<String, String> properties, Map<Map<String, ?>, Map<String, ?>> offsets) {
        offsets.forEach((partition, offset) -> {
            if (offset == null) {
                return;
            }
            try {
                FileFeed.checkPartition(partition, properties);
                FileFeed.checkOffset(offset);
            } catch (IllegalArgumentException wrong) {
                throw new ConnectException("not an offset of this connector: " + wrong.getMessage(), wrong);
            }
        });
        return true;
    }
}
