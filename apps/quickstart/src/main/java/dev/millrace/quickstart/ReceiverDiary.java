package dev.millrace.quickstart;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;

/** What a {@link ReceiverService} somewhere else has got. Thread-safe. */
final class ReceiverDiary {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final URI base;
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final ObjectMapper json = new ObjectMapper();

    ReceiverDiary(URI base) {
        this.base = base;
    }

    /** The ids of the records that arrived at this path; none while the receiver does not answer. */
    Set<String> ids(String path) {
        URI place = base.resolve("/received/ids?path=" + URLEncoder.encode(path, StandardCharsets.UTF_8));
        try {
            HttpResponse<byte[]> answer = client.send(
                    HttpRequest.newBuilder(place).timeout(LIMIT).build(), HttpResponse.BodyHandlers.ofByteArray());
            Set<String> ids = new HashSet<>();
            for (JsonNode id : json.readTree(answer.body())) {
                ids.add(id.asText());
            }
            return ids;
        } catch (IOException notNow) {
            return Set.of();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Set.of();
        }
    }
}
