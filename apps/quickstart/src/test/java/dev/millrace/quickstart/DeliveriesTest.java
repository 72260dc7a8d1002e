package dev.millrace.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.partner.RestPartner;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DeliveriesTest {
    private final Deliveries deliveries = new Deliveries();
    private final RestPartner receiver;

    DeliveriesTest() throws IOException {
        receiver = RestPartner.start();
    }

    @Test
    void countsWhatHasAPathOfItsOwnUnderThePathOfAll() throws Exception {
        send("/cdc-orders/7", "{\"id\": 7}");
        send("/cdc-orders/8", "{\"id\": 8}");

        assertThat(deliveries.count("/cdc-orders/")).isEqualTo(2);
        assertThat(deliveries.missing("/cdc-orders/", List.of("7", "8", "9"))).containsExactly("9");
    }

    @Test
    void countsWhatSharesAPathUnderIt() throws Exception {
        send("/orders", "{\"order_id\": \"O-1\", \"id\": 5}");
        send("/orders", "no JSON");

        assertThat(deliveries.count("/orders")).isEqualTo(2);
        assertThat(deliveries.missing("/orders", List.of("O-1", "5"))).containsExactly("5");
    }

    @AfterEach
    void end() {
        receiver.close();
    }

    private void send(String path, String body) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(receiver.url() + path))
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        HttpResponse<Void> unused = HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.discarding());
        receiver.received().forEach(deliveries::note);
    }
}
