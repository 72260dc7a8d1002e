package dev.millrace.quickstart;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * The web console, {@code millrace console}, in a process of its own on the loopback address. It looks at the worker and the
 * broker from outside, as it does in production: by REST, by JMX and as a client of Kafka. For one thread.
 */
final class ConsoleProcess implements AutoCloseable {
    private static final Duration START_LIMIT = Duration.ofMinutes(2);
    private static final Duration ANSWER_LIMIT = Duration.ofSeconds(20);

    private final URI address;
    private final ChildProcess process;

    private ConsoleProcess(URI address, ChildProcess process) {
        this.address = address;
        this.process = process;
    }

    /**
     * Starts without waiting.
     *
     * @param jar the command {@code millrace} in one file
     * @param folder where its log is written
     * @param port where it listens
     * @param figures the address of the worker's JMX
     * @param registry the folder that says whose each flow is
     * @throws IllegalArgumentException when there is no such jar
     */
    static ConsoleProcess launch(
            Path jar, Path folder, int port, URI connect, String bootstrapServers, String figures, Path registry) {
        if (!Files.isRegularFile(jar)) {
            throw new IllegalArgumentException("no file " + jar + ": build it with 'mvn package'");
        }
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        ChildProcess process = ChildProcess.start(
                "the console",
                folder.resolve("console.log"),
                List.of("-Xmx128m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-jar"),
                List.of(
                        jar.toString(),
                        "console",
                        "--port",
                        Integer.toString(port),
                        "--connect-url",
                        connect.toString(),
                        "--bootstrap-server",
                        bootstrapServers,
                        "--metrics",
                        figures,
                        "--registry",
                        registry.toString()),
                Map.of());
        return new ConsoleProcess(URI.create("http://127.0.0.1:" + port + "/"), process);
    }

    /** Waits until it shows its first page; 120 s at most. */
    void awaitReady() {
        HttpClient client = HttpClient.newHttpClient();
        HttpRequest page = HttpRequest.newBuilder(address).timeout(ANSWER_LIMIT).build();
        process.awaitReady(
                START_LIMIT,
                () -> client.send(page, HttpResponse.BodyHandlers.discarding()).statusCode() == 200);
    }

    /** Where a browser finds it. */
    URI address() {
        return address;
    }

    /** Ends it at once; it keeps nothing that could be torn. */
    void kill() {
        process.kill();
    }

    @Override
    public void close() {
        process.stop();
    }
}
