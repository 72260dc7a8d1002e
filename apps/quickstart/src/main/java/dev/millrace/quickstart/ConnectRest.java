package dev.millrace.quickstart;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The REST API of a Connect worker, as its users call it.
 *
 * <p>A call that meets a rebalance (409) is repeated for up to a minute, as the API asks for. Thread-safe.
 */
public final class ConnectRest {
    private static final Duration CALL_LIMIT = Duration.ofSeconds(90);
    private static final Duration REBALANCE_LIMIT = Duration.ofSeconds(60);

    private final URI base;
    private final HttpClient client;
    private final ObjectMapper json = new ObjectMapper();

    /** Talks to the worker at this address, such as {@code http://127.0.0.1:8083}. */
    public ConnectRest(URI base) {
        this.base = base;
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(Duration.ofSeconds(5))
                .build();
    }

    /** The address of the API. */
    public URI base() {
        return base;
    }

    /** Whether the worker has joined its group and knows its connectors. */
    public boolean isReady() {
        try {
            return send("GET", "/connectors", "", Duration.ofSeconds(5)).statusCode() == 200;
        } catch (UncheckedIOException notYet) {
            return false;
        }
    }

    /** The plugins that the worker found: an array of {@code class}, {@code type} and {@code version}. */
    public JsonNode plugins() {
        return call("GET", "/connector-plugins?connectorsOnly=false", "");
    }

    /** The names of the connectors. */
    public List<String> connectors() {
        List<String> names = new ArrayList<>();
        call("GET", "/connectors", "").forEach(name -> names.add(name.asText()));
        return List.copyOf(names);
    }

    /** Creates or changes a connector from the text of its configuration, a flat JSON object. */
    public JsonNode put(String name, String configuration) {
        return call("PUT", path(name, "/config"), configuration);
    }

    /** Asks the connector class what is wrong with a configuration, a flat JSON object: {@code error_count}, {@code configs}. */
    public JsonNode validate(String connectorClass, String configuration) {
        return call("PUT", "/connector-plugins/" + encoded(connectorClass) + "/config/validate", configuration);
    }

    /** The state of a connector and its tasks. */
    public JsonNode status(String name) {
        return call("GET", path(name, "/status"), "");
    }

    /** The stored offsets of a connector (KIP-875). */
    public JsonNode offsets(String name) {
        return call("GET", path(name, "/offsets"), "");
    }

    /** Removes every offset of a connector that is stopped and has no task any more. */
    public void deleteOffsets(String name) {
        call("DELETE", path(name, "/offsets"), "");
    }

    /** Ends the tasks; the connector stays configured. */
    public void stop(String name) {
        call("PUT", path(name, "/stop"), "");
    }

    /** Lets the tasks wait. */
    public void pause(String name) {
        call("PUT", path(name, "/pause"), "");
    }

    /** Lets a paused or stopped connector go on. */
    public void resume(String name) {
        call("PUT", path(name, "/resume"), "");
    }

    /** Starts the connector and all its tasks again. */
    public void restart(String name) {
        call("POST", path(name, "/restart?includeTasks=true"), "");
    }

    /** Removes a connector. */
    public void delete(String name) {
        call("DELETE", path(name, ""), "");
    }

    /**
     * Waits until the connector and at least this many tasks run, and no task is in another state.
     *
     * @throws IllegalStateException with the trace when the connector or a task failed, or with the last state when the
     *     time is over
     */
    public void awaitRunning(String name, int tasks, Duration limit) {
        String[] last = {"no answer yet"};
        boolean running = Patience.until(limit, () -> {
            HttpResponse<String> answer = send("GET", path(name, "/status"), "", CALL_LIMIT);
            last[0] = answer.body();
            if (answer.statusCode() != 200) {
                return false;
            }
            ConnectorState state = ConnectorState.of(parse(answer.body()));
            state.failure().ifPresent(trace -> {
                throw new IllegalStateException(name + " failed: " + trace);
            });
            return state.runs(tasks);
        });
        if (!running) {
            throw new IllegalStateException(
                    name + " did not run within " + limit.toSeconds() + " s; the last state: " + last[0]);
        }
    }

    private JsonNode call(String method, String path, String body) {
        List<HttpResponse<String>> last = new ArrayList<>();
        Patience.until(REBALANCE_LIMIT, () -> {
            HttpResponse<String> answer = send(method, path, body, CALL_LIMIT);
            last.add(answer);
            return answer.statusCode() != 409;
        });
        HttpResponse<String> answer = last.get(last.size() - 1);
        if (answer.statusCode() / 100 != 2) {
            throw new ConnectRestException(method + " " + path, answer.statusCode(), answer.body());
        }
        return answer.body().isEmpty() ? json.nullNode() : parse(answer.body());
    }

    private HttpResponse<String> send(String method, String path, String body, Duration limit) {
        HttpRequest request = HttpRequest.newBuilder(base.resolve(path))
                .timeout(limit)
                .header("Content-Type", "application/json")
                .header("Accept", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .build();
        try {
            return client.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(method + " " + path + " at " + base, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted during " + method + " " + path, e);
        }
    }

    private JsonNode parse(String text) {
        try {
            return json.readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException("the worker's answer is no JSON", e);
        }
    }

    private static String path(String connector, String rest) {
        return "/connectors/" + encoded(connector) + rest;
    }

    private static String encoded(String segment) {
        return URLEncoder.encode(segment, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
