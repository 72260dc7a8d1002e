package dev.millrace.ops.connect;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A cluster's REST API with connectors that a test describes and that do nothing. Safe for use by several threads. */
public final class SimulatedConnect implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpServer server;
    private final ExecutorService threads = Executors.newFixedThreadPool(4);
    private final Map<String, ObjectNode> connectors = new TreeMap<>();
    private final Map<String, String> answers = new TreeMap<>();
    private final List<String> calls = new CopyOnWriteArrayList<>();
    private volatile int refusal;

    public SimulatedConnect() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        server.createContext("/", this::answer);
        server.setExecutor(threads);
        server.start();
    }

    /** A connector that runs, with so many tasks that run. */
    public synchronized SimulatedConnect with(String name, boolean source, Map<String, String> config, int tasks) {
        ObjectNode entry = JSON.createObjectNode();
        ObjectNode info = entry.putObject("info").put("name", name).put("type", source ? "source" : "sink");
        info.set("config", JSON.valueToTree(config));
        ObjectNode status = entry.putObject("status").put("name", name);
        status.putObject("connector").put("state", "RUNNING").put("worker_id", "worker-1:8083");
        for (int task = 0; task < tasks; task++) {
            status.withArray("tasks")
                    .addObject()
                    .put("id", task)
                    .put("state", "RUNNING")
                    .put("worker_id", "worker-" + (task + 1) + ":8083");
        }
        connectors.put(name, entry);
        return this;
    }

    /** What the connector itself does, by Connect's word. */
    public synchronized SimulatedConnect state(String name, String state) {
        ((ObjectNode) entry(name).path("status").path("connector")).put("state", state);
        return this;
    }

    public synchronized SimulatedConnect task(String name, int task, String state, String trace) {
        ((ObjectNode) entry(name).path("status").path("tasks").path(task))
                .put("state", state)
                .put("trace", trace);
        return this;
    }

    public synchronized SimulatedConnect topics(String name, String... topics) {
        ObjectNode answer = JSON.createObjectNode();
        answer.putObject(name).set("topics", JSON.valueToTree(topics));
        return answers("/connectors/" + name + "/topics", answer.toString());
    }

    /** What a path without its query answers. */
    public synchronized SimulatedConnect answers(String path, String json) {
        answers.put(path, json);
        return this;
    }

    /** Answers everything with this status; 0 for as it should. */
    public SimulatedConnect refusing(int status) {
        refusal = status;
        return this;
    }

    /** Method, path and query of each call. */
    public List<String> calls() {
        return calls;
    }

    public ConnectApi api() {
        return ConnectApi.at(URI.create(url()));
    }

    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private ObjectNode entry(String name) {
        ObjectNode entry = connectors.get(name);
        if (entry == null) {
            throw new IllegalArgumentException("no connector " + name);
        }
        return entry;
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            exchange.getRequestBody().readAllBytes();
            String method = exchange.getRequestMethod();
            calls.add(method + " " + exchange.getRequestURI());
            String path = URLDecoder.decode(exchange.getRequestURI().getRawPath(), StandardCharsets.UTF_8);
            int status = refusal == 0 ? status(method, path) : refusal;
            byte[] body = status == 200 ? body(path).getBytes(StandardCharsets.UTF_8) : new byte[0];
            exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
        }
    }

    private synchronized int status(String method, String path) {
        if (!method.equals("GET")) {
            return method.equals("POST") ? 204 : 202;
        }
        return path.equals("/connectors") || answers.containsKey(path) ? 200 : 404;
    }

    private synchronized String body(String path) {
        return path.equals("/connectors") ? JSON.valueToTree(connectors).toString() : answers.getOrDefault(path, "");
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
