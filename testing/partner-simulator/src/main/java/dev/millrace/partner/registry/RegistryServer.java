package dev.millrace.partner.registry;

import dev.millrace.partner.process.ServerFolder;
import dev.millrace.partner.process.ServerPort;
import dev.millrace.partner.process.Warden;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A real Apicurio Registry on 127.0.0.1, which keeps its schemas in memory, as a Java process of its own.
 *
 * <p>Thread-safe; {@link #close()} ends it, and so does the end of this virtual machine, killed or not.
 */
public final class RegistryServer implements AutoCloseable {

    private static final int ATTEMPTS = 3;
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final long LOOK_EVERY_MS = 100;
    private static final long GRACE_SECONDS = 30;
    private static final String LOG = "registry.log";

    private static @Nullable RegistryServer shared;

    private final ServerFolder folder;
    private final int port;
    private final Process process;
    private final Warden warden;

    private RegistryServer(ServerFolder folder, int port, Process process) {
        this.folder = folder;
        this.port = port;
        this.process = process;
        this.warden = Warden.over(process.pid(), "TERM", folder);
    }

    /**
     * Starts one without a schema and waits until it answers.
     *
     * @param home the folder of the unpacked archive {@code apicurio-registry-app}
     * @throws IOException with the end of its log when it does not start
     */
    public static RegistryServer start(Path home) throws IOException {
        for (int attempt = 1; ; attempt++) {
            RegistryServer server = launch(home, ServerPort.next());
            try {
                server.awaitReady();
                return server;
            } catch (BindException taken) {
                server.close();
                if (attempt == ATTEMPTS) {
                    throw taken;
                }
            } catch (IOException | RuntimeException failure) {
                server.close();
                throw failure;
            }
        }
    }

    /**
     * The one of this virtual machine, for tests that keep to subjects of their own.
     *
     * @param home as for {@link #start(Path)}, for whoever comes first
     */
    public static synchronized RegistryServer shared(Path home) throws IOException {
        RegistryServer running = shared;
        if (running == null) {
            running = start(home);
            shared = running;
            Runtime.getRuntime().addShutdownHook(new Thread(running::close, "end of the registry"));
        }
        return running;
    }

    /** Its own API, which Apicurio's converter speaks. */
    public URI api() {
        return URI.create(root() + "/apis/registry/v2");
    }

    /** The API of Confluent's registry, version 7, which everybody else speaks. */
    public URI compatibleApi() {
        return URI.create(root() + "/apis/ccompat/v7");
    }

    /** A client of the latter. */
    public RegistryClient client() {
        return new RegistryClient(compatibleApi());
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (process.waitFor(GRACE_SECONDS, TimeUnit.SECONDS)) {
                warden.leave();
            } else {
                warden.end();
            }
            folder.remove();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            warden.end();
        } catch (IOException failure) {
            throw new UncheckedIOException("the folder of the registry could not be removed", failure);
        }
    }

    ServerFolder folder() {
        return folder;
    }

    long pid() {
        return process.pid();
    }

    private String root() {
        return "http://127.0.0.1:" + port;
    }

    private static RegistryServer launch(Path home, int port) throws IOException {
        Path runner = runner(home);
        ServerFolder folder = ServerFolder.make("registry");
        try {
            Process process = new ProcessBuilder(command(runner, folder, port))
                    .directory(folder.path().toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve(LOG).toFile())
                    .start();
            return new RegistryServer(folder, port, process);
        } catch (IOException failure) {
            folder.remove();
            throw failure;
        }
    }

    private static Path runner(Path home) throws IOException {
        try (Stream<Path> files = Files.list(home)) {
            return files.filter(file -> file.toString().endsWith("-runner.jar"))
                    .findFirst()
                    .orElseThrow(() -> new IOException("no registry was unpacked into " + home));
        }
    }

    private static List<String> command(Path runner, ServerFolder folder, int port) {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx384m",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Djava.io.tmpdir=" + folder.path(),
                "-Dquarkus.http.host=127.0.0.1",
                "-Dquarkus.http.port=" + port,
                "-jar",
                runner.toAbsolutePath().toString());
    }

    private void awaitReady() throws IOException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        RegistryClient client = client();
        while (!client.answers()) {
            if (ended()) {
                String told = folder.tail(LOG);
                if (told.contains("already bound") || told.contains("Address already in use")) {
                    throw new BindException("another process took port " + port);
                }
                throw new IOException("the registry ended while it started: " + told);
            }
            if (System.nanoTime() > end) {
                throw new IOException("the registry does not answer: " + folder.tail(LOG));
            }
        }
    }

    /** Also the pause between two looks. */
    private boolean ended() throws IOException {
        try {
            return process.waitFor(LOOK_EVERY_MS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while the registry started", e);
        }
    }
}
