package dev.millrace.ops.connect;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.millrace.kit.RetryPolicy;
import dev.millrace.kit.Sleeper;
import dev.millrace.ops.CommandFailure;
import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import javax.net.ssl.SSLException;

/** Calls of Connect's REST API, one at a time, repeated while the workers rebalance. */
final class ConnectCalls {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** Until a rebalance is over; the waits sum up to what the settings allow. */
    private static final RetryPolicy BACK_OFF =
            new RetryPolicy(Duration.ofMillis(200), Duration.ofSeconds(5), RetryPolicy.FOR_EVER);

    /** A worker that lists offsets while its own reader changes them answers 500; the next time it rarely does. */
    private static final int LISTINGS = 10;

    private final ConnectSettings settings;
    private final Sleeper sleeper;
    private final HttpClient client;

    ConnectCalls(ConnectSettings settings, Sleeper sleeper) {
        this.settings = settings;
        this.sleeper = sleeper;
        HttpClient.Builder builder = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(settings.timeout());
        settings.tls().ifPresent(builder::sslContext);
        this.client = builder.build();
    }

    /** What there is; a refusal ends the command, for nothing can be done without an answer. */
    JsonNode get(String path) {
        return find(path).orElseThrow(() -> unreachable("GET", path, "it knows no such thing (status 404)"));
    }

    /** The same where there may be nothing (404). */
    Optional<JsonNode> find(String path) {
        try {
            return Optional.of(send("GET", path, JSON.missingNode()));
        } catch (ConnectRefusal refused) {
            if (refused.status() == 404) {
                return Optional.empty();
            }
            throw unreachable("GET", path, refused.sentence(), refused);
        }
    }

    /** Calls it, with a body unless that is missing; null without an answer's body. */
    JsonNode send(String method, String path, JsonNode body) {
        Duration waited = Duration.ZERO;
        for (int attempts = 1; ; attempts++) {
            HttpResponse<String> answer = once(method, path, body);
            if (answer.statusCode() / 100 == 2) {
                return parsed(answer.body());
            }
            if (!isPassing(method, path, answer, attempts) || waited.compareTo(settings.timeout()) >= 0) {
                throw refusal(method, path, answer);
            }
            Duration wait = BACK_OFF.delay(attempts, Optional.empty(), new Random());
            // A wait of no length would let a test clock stand still for ever.
            waited = waited.plus(wait).plusMillis(1);
            pause(wait);
        }
    }

    private static boolean isPassing(String method, String path, HttpResponse<String> answer, int attempts) {
        boolean rebalance = answer.statusCode() == 409 && !answer.body().contains("already exists");
        boolean listing = answer.statusCode() == 500 && method.equals("GET") && path.endsWith("/offsets");
        return rebalance || (listing && attempts < LISTINGS);
    }

    private HttpResponse<String> once(String method, String path, JsonNode body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(settings.url().resolve(path))
                .timeout(settings.timeout())
                .header("Accept", "application/json")
                .method(
                        method,
                        body.isMissingNode()
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofString(body.toString()));
        if (!body.isMissingNode()) {
            request.header("Content-Type", "application/json");
        }
        settings.authorization().ifPresent(login -> request.header("Authorization", login.value()));
        try {
            return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (HttpTimeoutException late) {
            throw unreachable(
                    method, path, "no answer within " + settings.timeout().toMillis() + " ms", late);
        } catch (ConnectException refused) {
            throw unreachable(method, path, "nobody listens there", refused);
        } catch (SSLException untrusted) {
            throw unreachable(method, path, "no TLS: " + untrusted.getMessage(), untrusted);
        } catch (IOException broken) {
            throw unreachable(method, path, broken.getClass().getSimpleName(), broken);
        } catch (InterruptedException told) {
            throw interrupted(told);
        }
    }

    private RuntimeException refusal(String method, String path, HttpResponse<String> answer) {
        int status = answer.statusCode();
        if (status == 401 || status == 403) {
            return unreachable(method, path, "status " + status + ": it does not know the user, or does not let them");
        }
        if (status == 409 || status / 100 == 3) {
            return unreachable(
                    method,
                    path,
                    status == 409 ? "the workers still rebalance (status 409)" : "status " + status + ", a redirect");
        }
        String message;
        try {
            message = parsed(answer.body()).path("message").asText("");
        } catch (CommandFailure noJson) {
            message = "";
        }
        return new ConnectRefusal(status, message.isEmpty() ? "status " + status : message);
    }

    private JsonNode parsed(String text) {
        if (text.isBlank()) {
            return JSON.nullNode();
        }
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException noJson) {
            throw CommandFailure.unreachable(
                    settings.url() + " answers what is not JSON: it is not the REST API of Kafka Connect", noJson);
        }
    }

    private CommandFailure unreachable(String method, String path, String reason, Throwable... cause) {
        return CommandFailure.unreachable(
                settings.url() + " can't be used (" + method + " /" + path + "): " + reason, cause);
    }

    private void pause(Duration wait) {
        try {
            sleeper.sleep(wait);
        } catch (InterruptedException told) {
            throw interrupted(told);
        }
    }

    private static CommandFailure interrupted(InterruptedException told) {
        Thread.currentThread().interrupt();
        return CommandFailure.incomplete("interrupted while Kafka Connect was asked", told);
    }
}
