package dev.millrace.quickstart;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.millrace.partner.ReceivedRequest;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The partner that the containers deliver to: it takes every request with a 200, on every address of its machine, and tells
 * what it has.
 *
 * <ul>
 *   <li>{@code GET /health}: 200
 *   <li>{@code GET /received}: for each path, how many different requests came and how many different records they held
 *   <li>{@code GET /received/ids?path=/orders}: the ids of those records
 *   <li>{@code GET /received/last}: the last requests, one a line, the newest first
 * </ul>
 *
 * <p>Thread-safe; {@link #close()} ends it.
 */
public final class ReceiverService implements AutoCloseable {
    private static final int DEFAULT_PORT = 8090;
    private static final int BACKLOG = 256;
    private static final int OK = 200;
    private static final String PATH_PARAMETER = "path=";

    private final Deliveries deliveries = new Deliveries();
    private final LastRequests last = new LastRequests();
    private final AtomicLong arrivals = new AtomicLong();
    private final ObjectMapper json = new ObjectMapper();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpServer server;

    private ReceiverService(HttpServer server) {
        this.server = server;
    }

    /** Runs until the process is ended; the port is the argument, or 8090. */
    public static void main(String[] arguments) throws IOException {
        int port = arguments.length > 0 ? Integer.parseInt(arguments[0]) : DEFAULT_PORT;
        ReceiverService service = start(port);
        Runtime.getRuntime().addShutdownHook(new Thread(service::close, "end of the receiver"));
    }

    /**
     * Listens on every address.
     *
     * @param port 1 to 65535, or 0 for a free one
     */
    static ReceiverService start(int port) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(port), BACKLOG);
        ReceiverService service = new ReceiverService(server);
        server.setExecutor(service.threads);
        server.createContext("/", service::handle);
        server.start();
        return service;
    }

    int port() {
        return server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            if ("GET".equals(exchange.getRequestMethod())) {
                answer(exchange, told(exchange));
            } else {
                note(exchange, body);
                answer(exchange, "");
            }
        }
    }

    private void note(HttpExchange exchange, byte[] body) {
        ReceivedRequest request = new ReceivedRequest(
                arrivals.incrementAndGet(),
                exchange.getRequestMethod(),
                exchange.getRequestURI().toString(),
                Optional.ofNullable(exchange.getRequestHeaders().getFirst("Idempotency-Key")),
                Map.of(),
                ByteBuffer.wrap(body));
        deliveries.note(request);
        last.add(request);
    }

    private String told(HttpExchange exchange) {
        return switch (exchange.getRequestURI().getPath()) {
            case "/received" -> counts() + "\n";
            case "/received/ids" -> ids(path(exchange)) + "\n";
            case "/received/last" -> last.lines();
            default -> "";
        };
    }

    private String counts() {
        ObjectNode counts = json.createObjectNode();
        for (String path : deliveries.paths()) {
            counts.putObject(path)
                    .put("requests", deliveries.count(path))
                    .put("records", deliveries.ids(path).size());
        }
        return counts.toPrettyString();
    }

    private String ids(String path) {
        return json.valueToTree(deliveries.ids(path)).toString();
    }

    private static String path(HttpExchange exchange) {
        String query =
                Optional.ofNullable(exchange.getRequestURI().getRawQuery()).orElse("");
        return query.startsWith(PATH_PARAMETER)
                ? URLDecoder.decode(query.substring(PATH_PARAMETER.length()), StandardCharsets.UTF_8)
                : "";
    }

    private static void answer(HttpExchange exchange, String text) throws IOException {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(OK, body.length == 0 ? -1 : body.length);
        if (body.length > 0) {
            exchange.getResponseBody().write(body);
        }
    }
}
