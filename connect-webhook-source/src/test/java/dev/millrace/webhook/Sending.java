package dev.millrace.webhook;

import dev.millrace.partner.SignedWebhook;
import dev.millrace.testkit.FreePorts;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/** A sender over HTTP on loopback, and the settings of a connector that listens there. */
final class Sending {

    static final Duration LIMIT = Duration.ofMinutes(1);

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(LIMIT)
            .build();
    private final Executor later = CompletableFuture.delayedExecutor(50, TimeUnit.MILLISECONDS);
    private final int port = FreePorts.next();

    int port() {
        return port;
    }

    /** A connector that listens on the sender's port at a path and believes everybody. */
    Map<String, String> configuration(String path) {
        Map<String, String> configuration = new HashMap<>();
        configuration.put("name", "hooks" + path.replace('/', '-'));
        configuration.put("listener.host", "127.0.0.1");
        configuration.put("listener.port", String.valueOf(port));
        configuration.put("listener.linger.ms", "0");
        configuration.put("webhook.path", path);
        configuration.put("webhook.verify", "none");
        configuration.put("topic", "events");
        configuration.put("value.converter", "org.apache.kafka.connect.converters.ByteArrayConverter");
        configuration.put("dedup.key", "none");
        // A test that stands still for two seconds is not a task that is paused.
        configuration.put("pause.detect.ms", "20000");
        return configuration;
    }

    /** Sends once; header fields are given as name, value. */
    CompletableFuture<HttpResponse<String>> post(String path, String body, String... headers) {
        return post("text/plain", path, body, headers);
    }

    CompletableFuture<HttpResponse<String>> postJson(String path, String body, String... headers) {
        return post("application/json", path, body, headers);
    }

    /** Sends what a stand-in for a provider has signed. */
    CompletableFuture<HttpResponse<String>> send(SignedWebhook signed) {
        HttpRequest.Builder request = HttpRequest.newBuilder(signed.target())
                .timeout(LIMIT)
                .method(signed.method(), HttpRequest.BodyPublishers.ofByteArray(signed.body()));
        signed.headers().forEach(request::header);
        return client.sendAsync(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private CompletableFuture<HttpResponse<String>> post(
            String contentType, String path, String body, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .timeout(LIMIT)
                .header("Content-Type", contentType)
                .POST(HttpRequest.BodyPublishers.ofString(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return client.sendAsync(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    /** Sends until it is answered 2xx, as providers do. */
    CompletableFuture<HttpResponse<String>> insist(String path, String body, String... headers) {
        CompletableFuture<HttpResponse<String>> answered = new CompletableFuture<>();
        insist(answered, path, body, headers);
        return answered;
    }

    private void insist(CompletableFuture<HttpResponse<String>> answered, String path, String body, String... headers) {
        CompletableFuture<HttpResponse<String>> unused = post(path, body, headers)
                .whenComplete((response, failure) -> {
                    if (failure == null && response.statusCode() / 100 == 2) {
                        answered.complete(response);
                    } else {
                        later.execute(() -> insist(answered, path, body, headers));
                    }
                });
    }

    boolean isListening() {
        try (Socket probe = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return probe.isConnected();
        } catch (IOException refused) {
            return false;
        }
    }
}
