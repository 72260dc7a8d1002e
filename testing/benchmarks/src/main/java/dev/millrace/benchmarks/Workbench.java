package dev.millrace.benchmarks;

import dev.millrace.partner.SftpPartner;
import dev.millrace.quickstart.BrokerProcess;
import dev.millrace.quickstart.KafkaHome;
import dev.millrace.quickstart.WorkerProcess;
import dev.millrace.quickstart.WorkerSettings;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.stream.Stream;

/**
 * A broker, a worker with the built plugins and the one of the ceiling, and an SFTP server in this process.
 *
 * <p>Life cycle: {@link #open} returns when all are up; {@link #close()} ends them and removes their data.
 */
final class Workbench implements AutoCloseable {
    /** What Kafka's own start script gives a worker. A full producer holds 32 MB of records, ten times as much on the heap. */
    private static final String HEAP = "2g";

    private final Deque<AutoCloseable> opened = new ArrayDeque<>();
    private final Path folder;
    private final SftpPartner sftp;
    private final BrokerProcess broker;
    private final WorkerProcess worker;

    private Workbench(Path root, Path folder) throws IOException {
        this.folder = folder;
        KafkaHome home = KafkaHome.of(root.resolve("apps/quickstart/target/kafka"));
        sftp = keep(SftpPartner.start(Files.createDirectories(folder.resolve("sftp"))));
        broker = keep(BrokerProcess.start(home, folder.resolve("broker")));
        worker = keep(WorkerProcess.start(WorkerSettings.of(
                        home,
                        folder.resolve("worker"),
                        broker.bootstrapServers(),
                        root.resolve("apps/quickstart/target/plugins"),
                        ceiling(folder.resolve("plugins")))
                .withHeap(HEAP)));
    }

    /** Starts all. When something does not start, the rest ends with this process, and the logs stay. */
    static Workbench open(Path root) throws IOException {
        Path folder = Files.createTempDirectory("millrace-benchmark-");
        System.setProperty("millrace.log", folder.resolve("benchmark.log").toString());
        return new Workbench(root, folder);
    }

    SftpPartner sftp() {
        return sftp;
    }

    BrokerProcess broker() {
        return broker;
    }

    WorkerProcess worker() {
        return worker;
    }

    @Override
    public void close() throws IOException {
        while (!opened.isEmpty()) {
            try {
                opened.pop().close();
            } catch (Exception e) {
                throw new IOException("could not end what was started", e);
            }
        }
        List<Path> deepestFirst;
        try (Stream<Path> all = Files.walk(folder)) {
            deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path entry : deepestFirst) {
            Files.deleteIfExists(entry);
        }
    }

    private <T extends AutoCloseable> T keep(T running) {
        opened.push(running);
        return running;
    }

    /** This jar, in a plugin folder of its own. */
    private static Path ceiling(Path plugins) throws IOException {
        Path jar;
        try {
            jar = Path.of(Workbench.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IOException("this program is no file", e);
        }
        Path plugin = Files.createDirectories(plugins.resolve("hand-over"));
        Files.copy(jar, plugin.resolve("hand-over.jar"));
        return plugins;
    }
}
