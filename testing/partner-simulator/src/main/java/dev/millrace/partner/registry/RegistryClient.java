package dev.millrace.partner.registry;

import dev.millrace.partner.JsonReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A client of the API of Confluent's schema registry, version 7, as far as a test asks it. Thread-safe.
 *
 * @see <a href="https://docs.confluent.io/platform/current/schema-registry/develop/api.html">Schema Registry API</a>
 */
public final class RegistryClient {

    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final String JSON = "application/json";
    private static final int OK = 200;

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(PATIENCE)
            .build();
    private final URI api;

    RegistryClient(URI api) {
        this.api = api;
    }

    /** The text of the schema with an id. */
    public String schema(int id) {
        return String.valueOf(JsonReader.object(get("/schemas/ids/" + id)).get("schema"));
    }

    /** The names under which schemas are registered. */
    public List<String> subjects() {
        return list(get("/subjects")).stream().map(String::valueOf).toList();
    }

    /** The numbers of a subject's versions, oldest first. */
    public List<Integer> versions(String subject) {
        return list(get("/subjects/" + encoded(subject) + "/versions")).stream()
                .map(version -> ((BigDecimal) version).intValueExact())
                .toList();
    }

    /** The text of a subject's newest schema. */
    public String latest(String subject) {
        return String.valueOf(JsonReader.object(get("/subjects/" + encoded(subject) + "/versions/latest"))
                .get("schema"));
    }

    /** What a subject's next schema must be to the one before, like {@code BACKWARD}; the subject must exist. */
    public void compatibility(String subject, String level) {
        expectOk(send(request("/config/" + encoded(subject)).PUT(body(Map.of("compatibility", level)))));
    }

    /** The same for all subjects that nothing else is said of. */
    public void compatibility(String level) {
        expectOk(send(request("/config").PUT(body(Map.of("compatibility", level)))));
    }

    /** Whether a schema may follow a subject's newest one. */
    public boolean isCompatible(String subject, String schema) {
        HttpResponse<String> answer = send(request("/compatibility/subjects/" + encoded(subject) + "/versions/latest")
                .POST(body(Map.of("schema", schema))));
        return Boolean.TRUE.equals(JsonReader.object(expectOk(answer)).get("is_compatible"));
    }

    /** Registers a schema and returns its id. */
    public int register(String subject, String schema) {
        HttpResponse<String> answer =
                send(request("/subjects/" + encoded(subject) + "/versions").POST(body(Map.of("schema", schema))));
        return ((BigDecimal) member(expectOk(answer), "id")).intValueExact();
    }

    /** Whether the registry is there. */
    boolean answers() {
        try {
            return http.send(request("/subjects").GET().build(), HttpResponse.BodyHandlers.discarding())
                            .statusCode()
                    == OK;
        } catch (IOException notYet) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private String get(String path) {
        return expectOk(send(request(path).GET()));
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(api + path))
                .timeout(PATIENCE)
                .header("content-type", JSON)
                .header("accept", JSON);
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the registry answered", e);
        }
    }

    private static String expectOk(HttpResponse<String> answer) {
        if (answer.statusCode() != OK) {
            throw new IllegalStateException(
                    "the registry answered " + answer.statusCode() + " to " + answer.uri() + ": " + answer.body());
        }
        return answer.body();
    }

    private static HttpRequest.BodyPublisher body(Map<String, String> members) {
        StringBuilder json = new StringBuilder("{");
        members.forEach((name, value) -> json.append(json.length() > 1 ? "," : "")
                .append(quoted(name))
                .append(':')
                .append(quoted(value)));
        return HttpRequest.BodyPublishers.ofString(json.append('}').toString());
    }

    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + '"';
    }

    private static List<?> list(String json) {
        return (List<?>) member("{\"list\":" + json + "}", "list");
    }

    private static Object member(String json, String name) {
        return Objects.requireNonNull(JsonReader.object(json).get(name), name);
    }

    private static String encoded(String subject) {
        return URLEncoder.encode(subject, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
