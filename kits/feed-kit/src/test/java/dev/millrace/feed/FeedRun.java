package dev.millrace.feed;

import dev.millrace.kit.SideRecord;
import dev.millrace.testkit.ConnectorHarness;
import dev.millrace.testkit.DeliveryMode;
import dev.millrace.testkit.SourceHarness;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.source.SourceRecord;

/** A connector around a feed on files in memory. */
final class FeedRun implements AutoCloseable {

    final MemoryFiles files;
    final SourceHarness harness;
    private final Map<String, String> configuration;
    private final String store = UUID.randomUUID().toString();

    FeedRun(MemoryFiles files, FeedOptions options, DeliveryMode mode) {
        this.files = files;
        FeedConnector.STORES.put(store, files::connect);
        configuration = options.with(FeedConnector.STORE, store).map();
        harness = ConnectorHarness.source(FeedConnector::new, configuration, mode);
    }

    Map<String, String> configuration() {
        return configuration;
    }

    /** Turns behind which a crash finds a small file at each of its stages; at least once they last about two turns. */
    static int[] crashes(DeliveryMode mode) {
        return mode == DeliveryMode.AT_LEAST_ONCE ? new int[] {0, 1, 3, 5, 7, 9, 11} : new int[] {0, 1, 2, 3, 4, 5, 6};
    }

    FeedRun start() {
        harness.start();
        return this;
    }

    /** One turn of the worker: poll, then a whole offset commit. */
    void turn() {
        harness.poll();
        harness.commit();
    }

    void runUntilThere(String path) {
        harness.runUntil(() -> files.names().contains(path), path + " is there");
    }

    List<String> rows() {
        return values(harness.delivered(FeedOptions.TOPIC));
    }

    static List<String> values(List<SourceRecord> records) {
        return records.stream()
                .filter(record -> record.topic().equals(FeedOptions.TOPIC))
                .map(record -> String.valueOf(record.value()))
                .toList();
    }

    List<Struct> events() {
        return events(harness.delivered(FeedOptions.AUDIT));
    }

    List<Struct> events(String step) {
        return events().stream()
                .filter(event -> event.getString("step").equals(step))
                .toList();
    }

    static List<Struct> events(List<SourceRecord> records) {
        return records.stream().map(record -> (Struct) record.value()).toList();
    }

    List<String> steps() {
        return events().stream().map(event -> event.getString("step")).toList();
    }

    static String kind(SourceRecord record) {
        return String.valueOf(
                record.headers().lastWithName(SideRecord.KIND_HEADER).value());
    }

    @Override
    public void close() {
        files.hanging = false;
        files.unhang.countDown();
        harness.close();
        FeedConnector.STORES.remove(store);
    }
}
