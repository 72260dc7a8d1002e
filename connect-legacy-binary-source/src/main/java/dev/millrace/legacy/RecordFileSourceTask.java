package dev.millrace.legacy;

import dev.millrace.feed.FileFeed;
import dev.millrace.feed.store.FileStore;
import dev.millrace.kit.Meters;
import dev.millrace.kit.PluginVersion;
import dev.millrace.kit.Sleeper;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.source.SourceTask;
import org.jspecify.annotations.Nullable;

/** A share of a mounted folder: the records of its files to Kafka, and each file into the archive once Kafka has it. */
public final class RecordFileSourceTask extends SourceTask {

    private @Nullable FileStore store;
    private @Nullable FileFeed feed;
    private @Nullable Meters meters;

    @Override
    public String version() {
        return PluginVersion.current();
    }

    @Override
    public void start(Map<String, String> properties) {
        RecordFileSettings settings = RecordFileSettings.from(properties);
        String connector = properties.getOrDefault("name", "record-file-source");
        meters = Meters.register("record-file-source", connector, String.valueOf(settings.task()));
        FileStore server = settings.newStore();
        store = server;
        feed = new FileFeed(
                        settings.feed(),
                        server,
                        this::storedOffsets,
                        new FileFeed.Share(connector, settings.task(), settings.tasks()),
                        meters,
                        Clock.systemUTC(),
                        Sleeper.SYSTEM)
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

    /** Called on the polling thread, also after a start that failed halfway. */
    @Override
    public void stop() {
        if (feed != null) {
            feed.close();
        }
        if (store != null) {
            store.close();
        }
        if (meters != null) {
            meters.close();
        }
    }

    private Map<Map<String, Object>, Map<String, Object>> storedOffsets(Collection<Map<String, Object>> partitions) {
        return context.offsetStorageReader().offsets(partitions);
    }
}
