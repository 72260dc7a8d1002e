package dev.millrace.quickstart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class ContainerExamplesTest {
    private final ByteArrayOutputStream told = new ByteArrayOutputStream();
    private final List<String> calls = new CopyOnWriteArrayList<>();
    private final ReceiverService receiver;
    private final HttpServer worker;
    private final Path sftp;
    private final ContainerExamples examples;

    ContainerExamplesTest(@TempDir Path sftp) throws IOException {
        this.sftp = sftp;
        this.receiver = ReceiverService.start(0);
        this.worker = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        worker.createContext("/", this::answer);
        worker.start();
        this.examples = new ContainerExamples(
                new PrintStream(told, true, StandardCharsets.UTF_8),
                Map.of(
                        "CONNECT_URL", "http://127.0.0.1:" + worker.getAddress().getPort(),
                        "RECEIVER_URL", "http://127.0.0.1:" + receiver.port(),
                        "EXAMPLES_FOLDER", System.getProperty("millrace.root") + "/config-examples",
                        "SFTP_FOLDER", sftp.toString()));
    }

    @AfterEach
    void ends() {
        worker.stop(0);
        receiver.close();
    }

    @Test
    void putsTheSourceFirstAndTellsWhenAllOrdersAreDelivered() throws Exception {
        deliver(new Sample(100).ids());

        boolean delivered = examples.run("rest-orders-sink", "sftp-csv-orders-source");

        assertThat(delivered).isTrue();
        assertThat(calls.stream().filter(call -> call.startsWith("PUT")))
                .containsExactly("PUT /connectors/sftp-csv-orders/config", "PUT /connectors/rest-orders/config");
        assertThat(sftp.resolve("inbound")).isDirectoryContaining("glob:**/orders-01.csv");
        assertThat(told.toString(StandardCharsets.UTF_8))
                .contains("100 of 100 records delivered to /orders", "all delivered");
    }

    @Test
    void refusesANameThatIsNoExample() {
        assertThatThrownBy(() -> examples.run("rest-orders-sink", "no-such-thing"))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("no example no-such-thing");
        assertThat(calls).isEmpty();
    }

    private void deliver(List<String> ids) throws Exception {
        HttpClient client = HttpClient.newHttpClient();
        for (String id : ids) {
            HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + receiver.port() + "/orders"))
                    .POST(HttpRequest.BodyPublishers.ofString("{\"order_id\": \"" + id + "\"}"))
                    .build();
            client.send(request, HttpResponse.BodyHandlers.discarding());
        }
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            calls.add(exchange.getRequestMethod() + " " + path);
            exchange.getRequestBody().readAllBytes();
            byte[] body = (path.endsWith("/status")
                            ? "{\"connector\": {\"state\": \"RUNNING\"}, \"tasks\": [{\"id\": 0, \"state\": \"RUNNING\"}]}"
                            : "{}")
                    .getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
        }
    }
}
