package dev.millrace.legacy;

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
 * Reads mainframe record files from a folder that is mounted on every worker, as Connect:Direct and NFS bring them. A file is
 * archived after Kafka has all of it; a restart goes on at the record behind the last stored one. Exactly once where the
 * worker offers it (KIP-618), at least once elsewhere.
 */
public final class RecordFileSourceConnector extends SourceConnector {

    private Map<String, String> configuration = Map.of();

    @Override
    public String version() {
        return PluginVersion.current();
    }

    @Override
    public ConfigDef config() {
        return RecordFileSettings.definition();
    }

    @Override
    public Class<? extends Task> taskClass() {
        return RecordFileSourceTask.class;
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
                    share.put(RecordFileSettings.TASK, String.valueOf(task));
                    share.put(RecordFileSettings.TASKS, String.valueOf(maxTasks));
                    return share;
                })
                .toList();
    }

    @Override
    public void stop() {
        configuration = Map.of();
    }

    /** Checks each option, then the options together. */
    @Override
    public Config validate(Map<String, String> properties) {
        Config result = super.validate(properties);
        Findings findings = new Findings(result, properties);
        if (findings.isEmpty()) {
            AbstractConfig config = new AbstractConfig(RecordFileSettings.definition(), properties, false);
            RecordFileSettings.validate(config, properties, findings);
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
