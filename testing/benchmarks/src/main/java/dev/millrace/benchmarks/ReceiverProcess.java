package dev.millrace.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** A {@link Receiver} in a virtual machine of its own, so that the processor time of a client is the client's alone. */
final class ReceiverProcess implements AutoCloseable {

    private final Process process;
    private final HttpClient control =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final String url;

    private ReceiverProcess(Process process, String url) {
        this.process = process;
        this.url = url;
    }

    static ReceiverProcess start() throws IOException {
        Process started = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx512m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Receiver.class.getName()))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        // It ends when nobody holds its input open.
        BufferedReader said =
                new BufferedReader(new InputStreamReader(started.getInputStream(), StandardCharsets.UTF_8));
        String port = said.readLine();
        if (port == null) {
            throw new IOException("the receiver did not start");
        }
        return new ReceiverProcess(started, "http://127.0.0.1:" + port);
    }

    URI target() {
        return URI.create(url + "/orders");
    }

    /** Forgets what it received, and answers after so many milliseconds from now on. */
    void reset(int delayMillis) throws IOException {
        String unused = ask("/reset?" + delayMillis);
    }

    /** What it received since the last reset. */
    Receiver.Tally tally() throws IOException {
        return Receiver.Tally.parse(ask("/tally"));
    }

    private String ask(String path) throws IOException {
        try {
            return control.send(
                            HttpRequest.newBuilder(URI.create(url + path))
                                    .timeout(Duration.ofSeconds(10))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString())
                    .body();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", interrupted);
        }
    }

    @Override
    public void close() {
        process.destroy();
    }
}
