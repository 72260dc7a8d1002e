package dev.millrace.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class HttpLoadTest {

    private final HttpServer server;
    private final ExecutorService threads = Executors.newFixedThreadPool(4);
    private final Set<String> ids = ConcurrentHashMap.newKeySet();
    private volatile int status = 200;

    HttpLoadTest() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
    }

    @BeforeEach
    void start() {
        server.setExecutor(threads);
        server.createContext(WebhookBody.PATH, exchange -> {
            ids.add(exchange.getRequestHeaders().getFirst(WebhookBody.ID));
            int length = exchange.getRequestBody().readAllBytes().length;
            exchange.getResponseHeaders().add("X-Unavailable-Reason", "queue-full");
            byte[] answer = ("read " + length).getBytes(StandardCharsets.US_ASCII);
            exchange.sendResponseHeaders(status, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
        threads.shutdownNow();
    }

    @Test
    void sendsEachRequestOnceAtFullSpeed() throws IOException {
        try (HttpLoad load = new HttpLoad(server.getAddress().getPort(), 4, 100)) {
            Rate rate = load.atFullSpeed(50);

            assertThat(rate.perSecond()).isPositive();
            assertThat(ids).hasSize(50).contains("0000000000000100", "0000000000000149");
        }
    }

    @Test
    void timesEachRequestAtARate() throws IOException {
        try (HttpLoad load = new HttpLoad(server.getAddress().getPort(), 4, 0)) {
            long begun = System.nanoTime();
            long[] nanos = load.atRate(50, new Pace(200));

            assertThat(System.nanoTime() - begun).isGreaterThan(49 * 5_000_000L);
            assertThat(nanos).hasSize(50).doesNotContain(0);
            assertThat(ids).hasSize(50);
        }
    }

    @Test
    void failsOnAnythingButSuccessAndSaysWhy() throws IOException {
        status = 503;
        try (HttpLoad load = new HttpLoad(server.getAddress().getPort(), 4, 0)) {
            assertThatThrownBy(() -> load.atFullSpeed(50)).hasMessageContaining("503 (queue-full)");
        }
    }
}
