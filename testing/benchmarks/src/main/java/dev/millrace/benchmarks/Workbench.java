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
import java.util.Optional;
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

    private Workbench(Path root, Path folder, Optional<String> beside, boolean exactlyOnce) throws IOException {
        this.folder = folder;
        KafkaHome home = KafkaHome.of(root.resolve("apps/quickstart/target/kafka"));
        sftp = keep(SftpPartner.start(Files.createDirectories(folder.resolve("sftp"))));
        broker = keep(BrokerProcess.start(home, folder.resolve("broker")));
        Path built = root.resolve("apps/quickstart/target/plugins");
        Path ceiling = ceiling(folder.resolve("plugins"), built, beside);
        Path[] plugins = beside.isPresent() ? new Path[] {ceiling} : new Path[] {built, ceiling};
        WorkerSettings settings = WorkerSettings.of(home, folder.resolve("worker"), broker.bootstrapServers(), plugins)
                .withHeap(HEAP);
        worker = keep(WorkerProcess.start(exactlyOnce ? settings.exactlyOnce() : settings));
    }

    /** Starts all. When something does not start, the rest ends with this process, and the logs stay. */
    static Workbench open(Path root) throws IOException {
        return new Workbench(root, folder(), Optional.empty(), false);
    }

    /** The same with a single plugin, whose class loader finds the ceiling as well. */
    static Workbench openBeside(Path root, String plugin, boolean exactlyOnce) throws IOException {
        return new Workbench(root, folder(), Optional.of(plugin), exactlyOnce);
    }

    private static Path folder() throws IOException {
        Path folder = Files.createTempDirectory("millrace-benchmark-");
        System.setProperty("millrace.log", folder.resolve("benchmark.log").toString());
        return folder;
    }

    /** For data of the run, which goes with it. */
    Path home() {
        return folder;
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

    /** This jar, in a plugin folder of its own, or in a copy of that of a plugin. */
    private static Path ceiling(Path plugins, Path built, Optional<String> beside) throws IOException {
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
        Path plugin = Files.createDirectories(plugins.resolve("ceiling"));
        Files.copy(jar, plugin.resolve("ceiling.jar"));
        if (beside.isPresent()) {
            for (Path library : libraries(built, beside.get())) {
                Files.copy(library, plugin.resolve(library.getFileName()));
            }
        }
        return plugins;
    }

    private static List<Path> libraries(Path built, String plugin) throws IOException {
        try (Stream<Path> all = Files.walk(built)) {
            List<Path> found = all.filter(file -> file.getFileName().toString().endsWith(".jar")
                            && built.relativize(file).getName(0).toString().contains(plugin))
                    .toList();
            if (found.isEmpty()) {
                throw new IOException("no plugin " + plugin + " in " + built);
            }
            return found;
        }
    }
}
