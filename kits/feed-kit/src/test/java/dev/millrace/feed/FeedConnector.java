package dev.millrace.feed;

import dev.millrace.feed.store.FileStore;
import dev.millrace.kit.Meters;
import dev.millrace.kit.Sleeper;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.connect.connector.Task;
import org.apache.kafka.connect.source.SourceConnector;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.source.SourceTask;
import org.jspecify.annotations.Nullable;

/** The least connector around a file feed; its store is named in the configuration and kept in {@link #STORES}. */
public final class FeedConnector extends SourceConnector {

    /** Tasks are made by their class alone, so their stores wait here. */
    static final Map<String, Supplier<FileStore>> STORES = new ConcurrentHashMap<>();

    static final String STORE = "test.store";

    /** Has files read by {@link ScriptFormat}. */
    static final String SCRIPT = "test.script";

    /** How long a poll waits for records, in milliseconds. */
    static final String POLL = "test.poll.ms";

    private static final String TASK = "test.task";
    private static final String TASKS = "test.tasks";

    private Map<String, String> configuration = Map.of();

    static ConfigDef definition() {
        ConfigDef definition = new ConfigDef();
        FeedSettings.define(definition);
        return definition;
    }

    static FeedSettings settings(Map<String, String> configuration) {
        AbstractConfig config = new AbstractConfig(definition(), configuration, false);
        return configuration.containsKey(SCRIPT)
                ? FeedSettings.from(config, configuration, new ScriptFormat(configuration.get(SCRIPT)))
                : FeedSettings.from(config, configuration);
    }

    @Override
    public void start(Map<String, String> properties) {
        configuration = Map.copyOf(properties);
    }

    @Override
    public Class<? extends Task> taskClass() {
        return FeedTask.class;
    }

    @Override
    public List<Map<String, String>> taskConfigs(int most) {
        return IntStream.range(0, most)
                .mapToObj(task -> {
                    Map<String, String> share = new HashMap<>(configuration);
                    share.put(TASK, String.valueOf(task));
                    share.put(TASKS, String.valueOf(most));
                    return share;
                })
                .toList();
    }

    @Override
    public void stop() {
        configuration = Map.of();
    }

    @Override
    public ConfigDef config() {
        return definition();
    }

    @Override
    public String version() {
        return "test";
    }

    /** The least task around a file feed. */
    public static final class FeedTask extends SourceTask {
        private @Nullable FileFeed feed;
        private @Nullable Meters meters;

        @Override
        public void start(Map<String, String> properties) {
            Supplier<FileStore> store = STORES.get(properties.getOrDefault(STORE, ""));
            if (store == null) {
                throw new IllegalStateException("no such store");
            }
            String task = properties.getOrDefault(TASK, "0");
            meters = Meters.register("feed-test", properties.getOrDefault(STORE, ""), task);
            feed = new FileFeed(
                            settings(properties),
                            store.get(),
                            partitions -> context.offsetStorageReader().offsets(partitions),
                            new FileFeed.Share(
                                    "feed",
                                    Integer.parseInt(task),
                                    Integer.parseInt(properties.getOrDefault(TASKS, "1"))),
                            meters,
                            Clock.systemUTC(),
                            Sleeper.SYSTEM,
                            Duration.ofMillis(Long.parseLong(properties.getOrDefault(POLL, "200"))))
                    .start();
        }

        @Override
        public @Nullable List<SourceRecord> poll() throws InterruptedException {
            return feed == null ? null : feed.poll();
        }

        @Override
        public void commitRecord(SourceRecord record, @Nullable RecordMetadata metadata) {
            if (feed != null) {
                feed.commitRecord(record, metadata != null);
            }
        }

        @Override
        public void commit() {
            if (feed != null) {
                feed.commit();
            }
        }

        @Override
        public void stop() {
            if (feed != null) {
                feed.close();
            }
            if (meters != null) {
                meters.close();
            }
        }

        @Override
        public String version() {
            return "test";
        }
    }
}
