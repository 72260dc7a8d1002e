package dev.millrace.legacy;

import dev.millrace.testkit.SourceTaskContract;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.source.SourceConnector;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Record files of a mounted folder: fixed records of EBCDIC, read by a copybook. */
@Timeout(120)
class RecordFileSourceTaskTest extends SourceTaskContract {

    private Path folder;
    private int offered;

    @BeforeEach
    void makeFolders(@TempDir Path temporary) throws IOException {
        folder = temporary;
        Files.createDirectory(folder.resolve("in"));
        Files.createDirectory(folder.resolve("archive"));
    }

    @Override
    protected SourceConnector connector() {
        return new RecordFileSourceConnector();
    }

    @Override
    protected Map<String, String> configuration() {
        return Map.of(
                "topic", "rows",
                "input.folders", folder.resolve("in").toString(),
                "archive.folder", folder.resolve("archive").toString(),
                "scan.interval.ms", "20",
                "readiness.stable.scans", "1",
                "copybook.text", "       01 R. 05 PAYLOAD PIC X(20).",
                "copybook.framing", "f",
                "batch.max.records", String.valueOf(LARGEST_BATCH));
    }

    @Override
    protected void offer(List<String> payloads) {
        try {
            StringBuilder records = new StringBuilder();
            payloads.forEach(row -> records.append(String.format("%-20s", row)));
            Path uploading = folder.resolve("in/drop-" + ++offered + ".part");
            Files.write(uploading, records.toString().getBytes("IBM037"));
            Files.move(uploading, folder.resolve("in/drop-" + offered + ".bin"));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    @Override
    protected Optional<String> payloadOf(SourceRecord record) {
        return Optional.of(((Struct) record.value()).getString("PAYLOAD"));
    }

    @Override
    protected boolean finished() {
        return names("in").isEmpty() && names("archive").size() == offered;
    }

    @Override
    protected boolean released() {
        return true;
    }

    private List<String> names(String name) {
        try (Stream<Path> files = Files.list(folder.resolve(name))) {
            return files.map(file -> file.getFileName().toString()).toList();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
