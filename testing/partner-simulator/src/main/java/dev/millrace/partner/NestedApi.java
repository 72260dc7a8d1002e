package dev.millrace.partner;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An API whose orders have lines of their own, in this process on 127.0.0.1: {@code /orders?page=1} gives orders as
 * {@code {"items":[{"id":"a"}]}}, {@code /orders/a/lines?page=1} the lines of one as {@code {"items":[{"line":1}]}}.
 * Thread-safe.
 */
public final class NestedApi implements AutoCloseable {

    private static final Pattern LINES = Pattern.compile("/orders/([^/]+)/lines");

    private final Map<String, Integer> orders = new LinkedHashMap<>();
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final HttpServer server;
    private final int pageSize;
    private int failures;

    private NestedApi(int pageSize) throws IOException {
        this.pageSize = pageSize;
        server = HttpServer.create(Loopback.at(0), 128);
        server.createContext("/", this::answer);
        server.start();
    }

    /** Listens on a free port; no orders yet. */
    public static NestedApi start(int rowsOfAPage) throws IOException {
        return new NestedApi(rowsOfAPage);
    }

    public String url() {
        return "http://" + Loopback.HOST + ":" + server.getAddress().getPort();
    }

    /** An order with so many lines, in place of the one that has its name. */
    public synchronized NestedApi order(String id, int lines) {
        orders.put(id, lines);
        return this;
    }

    public synchronized NestedApi remove(String id) {
        orders.remove(id);
        return this;
    }

    /** The next requests are answered 503. */
    public synchronized NestedApi fail(int requests) {
        failures = requests;
        return this;
    }

    /** Paths and queries, in order of arrival. */
    public List<String> asked() {
        return List.copyOf(asked);
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private synchronized void answer(HttpExchange exchange) throws IOException {
        asked.add(exchange.getRequestURI().toString());
        try (exchange) {
            if (failures > 0) {
                failures--;
                exchange.sendResponseHeaders(503, -1);
                return;
            }
            Matcher lines = LINES.matcher(exchange.getRequestURI().getPath());
            List<String> rows = new ArrayList<>();
            if (lines.matches()) {
                Integer count = orders.get(lines.group(1));
                if (count == null) {
                    exchange.sendResponseHeaders(404, -1);
                    return;
                }
                for (int line = 1; line <= count; line++) {
                    rows.add("{\"line\":" + line + "}");
                }
            } else {
                orders.keySet().forEach(id -> rows.add("{\"id\":\"" + id + "\",\"meta\":{\"kind\":\"k" + id + "\"}}"));
            }
            send(exchange, page(exchange, rows));
        }
    }

    private List<String> page(HttpExchange exchange, List<String> rows) {
        Matcher number = Pattern.compile("page=(\\d+)")
                .matcher(String.valueOf(exchange.getRequestURI().getQuery()));
        int first = (number.find() ? Integer.parseInt(number.group(1)) - 1 : 0) * pageSize;
        return rows.subList(Math.min(first, rows.size()), Math.min(first + pageSize, rows.size()));
    }

    private static void send(HttpExchange exchange, List<String> rows) throws IOException {
        byte[] body = ("{\"items\":[" + String.join(",", rows) + "]}").getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
    }
}
