package dev.millrace.partner;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An API that makes rows ready in jobs, in this process on 127.0.0.1: {@code POST /jobs} creates one and answers its id, and its
 * address in Location; {@code GET /jobs/1} tells {@code state}, and {@code file} when it is done; {@code GET /files/1?page=1}
 * gives its rows, ids from 1 on. Thread-safe.
 */
public final class JobApi implements AutoCloseable {

    private static final Pattern PATH = Pattern.compile("/(jobs|files)/(\\d+)");

    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final HttpServer server;
    private final int rows;
    private final int pageSize;
    private int created;
    private int asksUntilDone = 2;
    private int asks;
    private int failing;
    private int forgotten;
    private int faulty;

    private JobApi(int rows, int pageSize) throws IOException {
        this.rows = rows;
        this.pageSize = pageSize;
        server = HttpServer.create(Loopback.at(0), 128);
        server.createContext("/", this::answer);
        server.start();
    }

    /** Listens on a free port; each job makes so many rows ready. */
    public static JobApi start(int rows, int rowsOfAPage) throws IOException {
        return new JobApi(rows, rowsOfAPage);
    }

    public String url() {
        return "http://" + Loopback.HOST + ":" + server.getAddress().getPort();
    }

    /** So many requests about a job are answered that it is running. */
    public synchronized JobApi doneAfter(int requests) {
        asksUntilDone = requests;
        return this;
    }

    /** The next jobs fail. */
    public synchronized JobApi failJobs(int jobs) {
        failing = created + jobs;
        return this;
    }

    /** All jobs so far are answered 404. */
    public synchronized JobApi forgetJobs() {
        forgotten = created;
        return this;
    }

    /** This request, counted from 1, and the one behind it are answered 503. */
    public synchronized JobApi failAt(int request) {
        faulty = request;
        return this;
    }

    /** Method, path and query, and whether credentials came with it, in order of arrival. */
    public List<String> asked() {
        return List.copyOf(asked);
    }

    /** How many jobs were created. */
    public synchronized int created() {
        return created;
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private synchronized void answer(HttpExchange exchange) throws IOException {
        boolean proven = exchange.getRequestHeaders().containsKey("Authorization");
        asked.add(exchange.getRequestMethod() + " " + exchange.getRequestURI() + (proven ? " with credentials" : ""));
        try (exchange) {
            if (asked.size() == faulty || (faulty > 0 && asked.size() == faulty + 1)) {
                exchange.sendResponseHeaders(503, -1);
            } else if (exchange.getRequestMethod().equals("POST")) {
                created++;
                asks = 0;
                exchange.getResponseHeaders().set("Location", "/jobs/" + created);
                send(exchange, 202, "{\"job\":{\"id\":" + created + "}}");
            } else {
                answerJob(exchange);
            }
        }
    }

    private void answerJob(HttpExchange exchange) throws IOException {
        Matcher path = PATH.matcher(exchange.getRequestURI().getPath());
        if (!path.matches() || Integer.parseInt(path.group(2)) <= forgotten) {
            exchange.sendResponseHeaders(404, -1);
        } else if (path.group(1).equals("jobs")) {
            boolean isDone = ++asks > asksUntilDone;
            String id = path.group(2);
            boolean fails = Integer.parseInt(id) <= failing;
            String state = !isDone ? "Running" : fails ? "FAILED" : "Done";
            send(
                    exchange,
                    200,
                    "{\"state\":\"" + state + "\"" + (isDone ? ",\"file\":\"/files/" + id + "\"" : "") + "}");
        } else {
            Matcher number = Pattern.compile("page=(\\d+)")
                    .matcher(String.valueOf(exchange.getRequestURI().getQuery()));
            int page = number.find() ? Integer.parseInt(number.group(1)) : 0;
            int first = page == 0 ? 1 : (page - 1) * pageSize + 1;
            StringBuilder text = new StringBuilder();
            for (int id = first; id <= (page == 0 ? rows : Math.min(rows, first + pageSize - 1)); id++) {
                text.append(text.isEmpty() ? "" : ",")
                        .append("{\"id\":")
                        .append(id)
                        .append('}');
            }
            send(exchange, 200, "{\"items\":[" + text + "]}");
        }
    }

    private static void send(HttpExchange exchange, int status, String text) throws IOException {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
    }
}
