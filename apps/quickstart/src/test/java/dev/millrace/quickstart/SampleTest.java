package dev.millrace.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.millrace.partner.WebhookEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SampleTest {
    private final Path folder;

    SampleTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 4, 5, 1001})
    void spreadsExactlyItsRowsOverFilesWithAHeader(int rows) throws IOException {
        Path inbound = folder.resolve("inbound");
        Sample sample = new Sample(rows);

        sample.drop(inbound);

        List<String> ids = new ArrayList<>();
        for (Path file : files(inbound)) {
            List<String> lines = Files.readAllLines(file);
            assertThat(lines.get(0)).startsWith("order_id,");
            lines.stream()
                    .skip(1)
                    .map(line -> line.substring(0, line.indexOf(',')))
                    .forEach(ids::add);
        }
        assertThat(ids).hasSize(rows).isEqualTo(sample.ids()).doesNotHaveDuplicates();
    }

    @Test
    void isTheSameInEveryRun() throws IOException {
        new Sample(100).drop(folder.resolve("one"));
        new Sample(100).drop(folder.resolve("two"));

        assertThat(files(folder.resolve("one")))
                .hasSize(4)
                .allSatisfy(file -> assertThat(file)
                        .hasSameBinaryContentAs(folder.resolve("two").resolve(file.getFileName())));
    }

    @Test
    void leavesNothingUnfinishedBehind() throws IOException {
        new Sample(10).drop(folder.resolve("inbound"));

        assertThat(files(folder)).containsExactly(folder.resolve("inbound"));
    }

    @Test
    void tellsTheSameOrdersAsEvents() throws IOException {
        Sample sample = new Sample(250);
        ObjectMapper json = new ObjectMapper();

        List<WebhookEvent> events =
                LongStream.range(0, sample.rows()).mapToObj(sample::event).toList();

        assertThat(events).extracting(WebhookEvent::id).doesNotHaveDuplicates();
        List<String> ids = new ArrayList<>();
        for (WebhookEvent event : events) {
            ids.add(json.readTree(event.body()).path(Sample.ID).asText());
        }
        assertThat(ids).isEqualTo(sample.ids());
        assertThat(events.get(1).text())
                .isEqualTo("{\"order_id\":\"O-0000002\",\"customer\":\"C-002\",\"placed_at\":\"2026-03-03T02:00:00Z\","
                        + "\"article\":\"oat \\\"fine\\\"\",\"quantity\":3,\"price\":\"5.02\"}");
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        }
    }
}
