package dev.millrace.transforms;

import dev.millrace.kit.PluginVersion;
import dev.millrace.transforms.dedup.DeduplicateSettings;
import dev.millrace.transforms.dedup.Deduplicator;
import dev.millrace.transforms.rewrite.CrossCheck;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.connect.components.Versioned;
import org.apache.kafka.connect.connector.ConnectRecord;
import org.apache.kafka.connect.transforms.Transformation;
import org.jspecify.annotations.Nullable;

/**
 * Leaves out, tags or routes a record whose id another record had a short time before.
 *
 * <p>It remembers a bounded number of ids for a bounded time, in each task for itself, and forgets all of them when the task
 * stops: a help against senders that repeat themselves, and no promise. A record that the worker transforms again, because its
 * send failed or a rebalance made it read it again, always passes. For any thread.
 */
public final class Deduplicate<R extends ConnectRecord<R>> implements Transformation<R>, Versioned {

    private @Nullable Deduplicator deduplicator;

    @Override
    public ConfigDef config() {
        ConfigDef definition = new ConfigDef();
        DeduplicateSettings.define(definition);
        return definition;
    }

    @Override
    public void configure(Map<String, ?> configuration) {
        deduplicator = Deduplicator.from(CrossCheck.parse(config(), configuration));
    }

    @Override
    public @Nullable R apply(R record) {
        return Objects.requireNonNull(deduplicator).apply(record);
    }

    @Override
    public void close() {
        if (deduplicator != null) {
            deduplicator.close();
        }
    }

    @Override
    public String version() {
        return PluginVersion.current();
    }
}
