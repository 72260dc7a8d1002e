package dev.millrace.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.millrace.partner.WebhookEvent;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
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

    @ParameterizedTest
    @ValueSource(ints = {1, 249, 250, 251, 1000})
    void knowsTheCustomersWhoOrdered(int rows) throws IOException {
        Sample sample = new Sample(rows);

        sample.dropCustomers(folder.resolve("customers"));

        List<String> lines = Files.readAllLines(folder.resolve("customers/customers.csv"));
        assertThat(lines.get(0)).isEqualTo("id,name,email,ssn,card,born");
        assertThat(lines.stream().skip(1).map(line -> line.substring(0, line.indexOf(','))))
                .isEqualTo(sample.customers())
                .doesNotHaveDuplicates()
                .hasSize(Math.min(rows, 250));
        assertThat(sample.numbers()).hasSize(rows).startsWith("1");
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

    @Test
    void writesTheSameOrdersAsRecordsOfAMainframe() throws IOException {
        Sample sample = new Sample(300);

        sample.dropRecords(folder.resolve("records"));

        assertThat(files(folder)).containsExactly(folder.resolve("records"));
        ByteBuffer file = ByteBuffer.wrap(Files.readAllBytes(folder.resolve("records/orders.bin")));
        List<String> ids = new ArrayList<>();
        while (file.hasRemaining()) {
            byte[] order = new byte[file.getShort() - 4];
            assertThat(file.getShort()).isZero();
            file.get(order);
            ids.add(new String(order, 0, 9, Charset.forName("IBM037")));
            if (ids.size() == 2) {
                assertThat(new String(order, 9, 37, Charset.forName("IBM037")))
                        .isEqualTo("C-0022026-03-03T02:00:00Zoat \"fine\"  ");
                assertThat(HexFormat.of().formatHex(order, 46, order.length)).isEqualTo("f0f0c30000502c");
            }
        }
        assertThat(ids).isEqualTo(sample.ids());
    }

    @Test
    void numbersItsMessagesFromOne() throws IOException {
        Sample sample = new Sample(20);
        ObjectMapper json = new ObjectMapper();

        List<String> ids = new ArrayList<>();
        for (long number = 1; number <= sample.rows(); number++) {
            ids.add(json.readTree(sample.message(number)).path(Sample.ID).asText());
        }

        assertThat(ids).isEqualTo(sample.ids());
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        }
    }
}
