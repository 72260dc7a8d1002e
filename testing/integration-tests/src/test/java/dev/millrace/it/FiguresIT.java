package dev.millrace.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.tools.attach.AttachNotSupportedException;
import dev.millrace.it.Platform.Guarantee;
import dev.millrace.it.Platform.Line;
import dev.millrace.partner.database.PostgresServer;
import dev.millrace.quickstart.WorkerProcess;
import dev.millrace.testkit.Eventually;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import javax.management.JMException;
import org.junit.jupiter.api.Test;

/** What each connector shows by JMX in a real worker, and the table of it in docs/monitoring. */
class FiguresIT {

    private static final Path TABLE = Path.of(System.getProperty("millrace.root"), "docs/monitoring/metrics.md");
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    @Test
    void eachConnectorShowsTheFiguresOfTheTableAndCountsInThem() throws Exception {
        WorkerProcess worker = Platform.worker(Line.CURRENT, Guarantee.AT_LEAST_ONCE);
        try (SftpFlow files = new SftpFlow();
                PollFlow polls = new PollFlow(3);
                TableFlow rows = new TableFlow(PostgresServer.shared()).fill(5);
                FramedTcpFlow frames = new FramedTcpFlow(Platform.broker());
                RestFlow requests = new RestFlow(1)) {
            WebhookFlow webhooks = new WebhookFlow();
            String feed = frames.data().name().replaceAll("-data$", "");
            files.with(Map.of(
                            "transforms", "size",
                            "transforms.size.type", "dev.millrace.transforms.LimitSize",
                            "transforms.size.max.bytes", "100000"))
                    .on(worker);
            polls.fill(1, 7).on(worker);
            rows.on(worker);
            frames.on(worker);
            requests.produce(4, 2);
            requests.on(worker);
            webhooks.on(worker);
            files.drop("orders.csv", SftpFlow.rows(3));
            WorkerFigures figures = new WorkerFigures(worker);

            Eventually.holds(
                    "three rows of a file are counted",
                    PATIENCE,
                    () -> read(figures, "type=sftp-source,connector=" + files.name() + ",task=0", "records") == 3);
            Eventually.holds(
                    "five rows of a database are counted",
                    PATIENCE,
                    () -> sum(
                                    figures,
                                    "type=database-source,connector=" + rows.name() + ",task=0",
                                    "reading.",
                                    ".records")
                            >= 5);
            Eventually.holds(
                    "rows of an API are counted",
                    PATIENCE,
                    () -> sum(figures, "type=rest-source,connector=" + polls.name() + ",task=0", "endpoint.", ".rows")
                            >= 6);
            Eventually.holds(
                    "four records that were sent are counted",
                    PATIENCE,
                    () -> read(figures, "type=rest-sink,connector=" + requests.name() + ",task=0", "delivered") == 4);
            Eventually.holds(
                    "the feed shows what Kafka has not confirmed",
                    PATIENCE,
                    () -> read(figures, "type=framed-tcp-source,connector=" + feed + ",task=0", "records.unconfirmed")
                            == 0);

            Set<String> mine = Set.of(files.name(), polls.name(), rows.name(), feed, requests.name(), webhooks.name());
            if (Boolean.getBoolean("millrace.reference.update")) {
                Files.createDirectories(TABLE.getParent());
                Files.writeString(TABLE, table(figures, mine));
            }
            String page = Files.readString(TABLE);
            // A part of a connector may show its figures a moment later than it counts in others.
            Eventually.holds(
                    "the MBeans are those of docs/monitoring/metrics.md; -Dmillrace.reference.update=true writes it",
                    PATIENCE,
                    () -> page.equals(table(figures, mine)));

            for (String connector : List.copyOf(mine)) {
                worker.rest().delete(connector);
            }
        }
    }

    @Test
    void connectorsOfRecordFilesHaveTheFiguresOfTheFileLoopAndCountInThem() throws Exception {
        WorkerProcess worker = Platform.worker(Line.CURRENT, Guarantee.AT_LEAST_ONCE);
        String name = Platform.name("records");
        Path inbound = Files.createDirectories(Platform.folder().resolve("inbound"));
        Files.writeString(inbound.resolve("accounts.dat"), "A0000001A0000002");
        worker.rest()
                .put(
                        name,
                        new ObjectMapper()
                                .writeValueAsString(Map.ofEntries(
                                        Map.entry("connector.class", "dev.millrace.legacy.RecordFileSourceConnector"),
                                        Map.entry("tasks.max", "1"),
                                        Map.entry("input.folders", inbound.toString()),
                                        Map.entry("after.read", "keep"),
                                        Map.entry("scan.interval.ms", "100"),
                                        Map.entry("topic", name + "-data"),
                                        Map.entry(
                                                "copybook.text",
                                                "       01  ACCOUNT.\n           05  NUMBER   PIC X(8).\n"),
                                        Map.entry("copybook.framing", "f"),
                                        Map.entry("topic.creation.default.partitions", "1"),
                                        Map.entry("topic.creation.default.replication.factor", "1"))));
        String bean = "type=record-file-source,connector=" + name + ",task=0";
        WorkerFigures figures = new WorkerFigures(worker);

        Eventually.holds("two records of a file are counted", PATIENCE, () -> read(figures, bean, "records") == 2);

        assertThat(attributes(figures, bean).keySet()).isEqualTo(listed("sftp-source"));
        worker.rest().delete(name);
    }

    /** The attributes that the page lists under a heading. */
    private static Set<String> listed(String type) throws IOException {
        String page = Files.readString(TABLE);
        int begin = page.indexOf("\n## " + type + "\n") + 1;
        int end = page.indexOf("\n## ", begin);
        return page.substring(begin, end < 0 ? page.length() : end)
                .lines()
                .filter(line -> line.startsWith("| `"))
                .map(line -> line.substring(3, line.indexOf('`', 3)))
                .collect(Collectors.toSet());
    }

    private static String table(WorkerFigures figures, Set<String> connectors) {
        try {
            return FigureTable.of(figures.all(name -> connectors.contains(name.getKeyProperty("connector"))
                    || "webhook-listener".equals(name.getKeyProperty("type"))));
        } catch (IOException | JMException | AttachNotSupportedException failed) {
            throw new IllegalStateException("the MBeans of the worker can't be read", failed);
        }
    }

    private static long read(WorkerFigures figures, String bean, String figure) {
        return attributes(figures, bean).getOrDefault(figure, -1L);
    }

    private static long sum(WorkerFigures figures, String bean, String begin, String end) {
        return attributes(figures, bean).entrySet().stream()
                .filter(figure ->
                        figure.getKey().startsWith(begin) && figure.getKey().endsWith(end))
                .mapToLong(Map.Entry::getValue)
                .sum();
    }

    private static Map<String, Long> attributes(WorkerFigures figures, String bean) {
        try {
            return figures.attributes("dev.millrace:" + bean);
        } catch (IOException | JMException | AttachNotSupportedException failed) {
            throw new IllegalStateException("the figures of " + bean + " can't be read", failed);
        }
    }
}
