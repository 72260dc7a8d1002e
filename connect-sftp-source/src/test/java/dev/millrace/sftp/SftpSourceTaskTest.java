package dev.millrace.sftp;

import dev.millrace.partner.SftpPartner;
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

@Timeout(120)
class SftpSourceTaskTest extends SourceTaskContract {

    private Path folder;

    private SftpPartner partner;
    private int offered;

    @BeforeEach
    void start(@TempDir Path temporary) throws IOException {
        folder = temporary;
        Files.createDirectory(folder.resolve("in"));
        Files.createDirectory(folder.resolve("archive"));
        partner = SftpPartner.start(folder);
    }

    @AfterEach
    void stop() {
        partner.close();
    }

    @Override
    protected SourceConnector connector() {
        return new SftpSourceConnector();
    }

    @Override
    protected Map<String, String> configuration() {
        Map<String, String> configuration = Configurations.connector(partner);
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
        return partner.openSessions() == 0;
    }

    private List<String> names(String name) {
        try (Stream<Path> files = Files.list(folder.resolve(name))) {
            return files.map(file -> file.getFileName().toString()).toList();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
