package dev.millrace.feed;

import dev.millrace.feed.store.LocalFileStore;
import dev.millrace.testkit.SourceTaskContract;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.kafka.connect.source.SourceConnector;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

/** A feed on a mounted folder keeps what all sources promise. */
final class FeedContractTest extends SourceTaskContract {

    private final Path in;
    private final Path archive;
    private final String store;
    private int offered;

    FeedContractTest(@TempDir Path root) throws IOException {
        in = Files.createDirectory(root.resolve("in"));
        archive = Files.createDirectory(root.resolve("archive"));
        store = root.toString();
        FeedConnector.STORES.put(store, LocalFileStore::new);
    }

    @AfterEach
    void forgetTheStore() {
        FeedConnector.STORES.remove(store);
    }

    @Override
    protected SourceConnector connector() {
        return new FeedConnector();
    }

    @Override
    protected Map<String, String> configuration() {
        return FeedOptions.of(store)
                .with(InputSettings.FOLDERS, in.toString())
                .with(FinishSettings.ARCHIVE_FOLDER, archive.toString())
                .with(TargetSettings.BATCH_RECORDS, "2")
                .map();
    }

    @Override
    protected void offer(List<String> payloads) {
        try {
            Files.writeString(in.resolve("offer-" + offered++ + ".txt"), String.join("\n", payloads) + "\n");
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    @Override
    protected Optional<String> payloadOf(SourceRecord record) {
        return record.topic().equals(FeedOptions.TOPIC)
                ? Optional.of(String.valueOf(record.value()))
                : Optional.empty();
    }

    @Override
    protected boolean finished() {
        return count(in) == 0 && count(archive) == offered;
    }

    /** The reading thread is the only one that holds anything. */
    @Override
    protected boolean released() {
        return Thread.getAllStackTraces().keySet().stream()
                .noneMatch(thread -> thread.getName().startsWith("millrace-feed-feed"));
    }

    private static long count(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.count();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
