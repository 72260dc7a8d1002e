package dev.millrace.sftp;

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
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The task on a store of one kind. */
@Timeout(120)
abstract class StoreTaskContract extends SourceTaskContract {

    private Path folder;

    private StoreUnderTest.Served served;
    private int offered;

    abstract StoreUnderTest store();

    @BeforeEach
    void start(@TempDir Path temporary) throws IOException {
        folder = temporary;
        Files.createDirectory(folder.resolve("in"));
        Files.createDirectory(folder.resolve("archive"));
        served = store().serve(folder);
    }

    @AfterEach
    void stop() throws IOException {
        served.close();
    }

    @Override
    protected SourceConnector connector() {
        return new SftpSourceConnector();
    }

    @Override
    protected Map<String, String> configuration() {
        Map<String, String> configuration = served.configuration();
        configuration.put("batch.max.records", String.valueOf(LARGEST_BATCH));
        return configuration;
    }

    @Override
    protected void offer(List<String> payloads) {
        try {
            Path uploading = folder.resolve("in/drop-" + ++offered + ".part");
            Files.writeString(uploading, String.join("\n", payloads) + "\n");
            Files.move(uploading, folder.resolve("in/drop-" + offered + ".txt"));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    @Override
    protected Optional<String> payloadOf(SourceRecord record) {
        return record.headers().lastWithName("millrace.kind") == null
                ? Optional.of(String.valueOf(record.value()))
                : Optional.empty();
    }

    @Override
    protected boolean finished() {
        return names("in").isEmpty() && names("archive").size() == offered;
    }

    @Override
    protected boolean released() {
        return served.connections().open() == 0;
    }

    private List<String> names(String name) {
        try (Stream<Path> files = Files.list(folder.resolve(name))) {
            return files.map(file -> file.getFileName().toString()).toList();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
