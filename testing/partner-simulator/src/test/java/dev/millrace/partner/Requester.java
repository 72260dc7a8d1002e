package dev.millrace.partner;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** An HTTP client for one receiver. */
final class Requester {

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final RestPartner partner;

    Requester(RestPartner partner) {
        this.partner = partner;
    }

    HttpResponse<String> send(String method, String path, String key, String body, String... headers)
            throws IOException, InterruptedException {
        return client.send(request(method, path, key, body, headers), HttpResponse.BodyHandlers.ofString());
    }

    CompletableFuture<HttpResponse<String>> begin(String path, String key, String body) {
        return client.sendAsync(request("POST", path, key, body), HttpResponse.BodyHandlers.ofString());
    }

    private HttpRequest request(String method, String path, String key, String body, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(partner.url() + path))
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .header("Idempotency-Key", key)
                .timeout(Duration.ofSeconds(30));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return request.build();
    }
}
