package dev.millrace.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ReceiverServiceTest {
    private final HttpClient client = HttpClient.newHttpClient();
    private final ReceiverService service;

    ReceiverServiceTest() throws IOException {
        this.service = ReceiverService.start(0);
    }

    @BeforeEach
    void receives() throws Exception {
        assertThat(send("POST", "/orders", "key-1", "{\"order_id\": \"O-1\"}").statusCode())
                .isEqualTo(200);
        send("POST", "/orders", "key-1", "{\"order_id\": \"O-1\"}");
        send("POST", "/orders", "key-2", "{\"order_id\": \"O-2\"}");
        send("PUT", "/cdc-orders/7", "key-3", "{\"id\": 7}");
    }

    @AfterEach
    void ends() {
        service.close();
    }

    @Test
    void countsDifferentRequestsAndRecordsByPath() throws Exception {
        String told = send("GET", "/received", "", "").body();

        assertThat(told.replaceAll("\\s", ""))
                .isEqualTo(
                        "{\"/cdc-orders/\":{\"requests\":1,\"records\":1},\"/orders\":{\"requests\":2,\"records\":2}}");
    }

    @Test
    void tellsTheIdsOfAPathToTheDiary() {
        ReceiverDiary diary = new ReceiverDiary(base());

        assertThat(diary.ids("/orders")).containsExactlyInAnyOrder("O-1", "O-2");
        assertThat(diary.ids("/cdc-orders/")).containsExactly("7");
        assertThat(diary.ids("/nowhere")).isEmpty();
    }

    @Test
    void showsTheLastRequestFirst() throws Exception {
        String told = send("GET", "/received/last", "", "").body();

        assertThat(told).startsWith("PUT /cdc-orders/7 {\"id\": 7}\nPOST /orders {\"order_id\": \"O-2\"}\n");
    }

    @Test
    void aQuestionIsNoDelivery() throws Exception {
        send("GET", "/health", "", "");

        assertThat(send("GET", "/received", "", "").body()).doesNotContain("health");
    }

    private HttpResponse<String> send(String method, String path, String key, String body) throws Exception {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(base().resolve(path)).method(method, HttpRequest.BodyPublishers.ofString(body));
        if (!key.isEmpty()) {
            request.header("Idempotency-Key", key);
        }
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private URI base() {
        return URI.create("http://127.0.0.1:" + service.port());
    }
}
