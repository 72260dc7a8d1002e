package dev.millrace.partner;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class SyncedSystemTest {

    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

    @Test
    void takesAChangeAndListsItAsNewWithItsOrigin() throws Exception {
        try (SyncedSystem crm = SyncedSystem.start("crm", false)) {
            assertThat(put(crm, "c-1", NOON)).isEqualTo(200);

            String all = send(get(crm, Instant.EPOCH)).body();

            assertThat(all)
                    .startsWith("{\"items\":[{\"id\":\"c-1\",\"name\":\"Ada\",\"changed_at\":\"" + NOON
                            + "\",\"origin\":\"shop\",\"updated\":\"20");
            assertThat(send(get(crm, Instant.now().plusSeconds(60))).body()).isEqualTo("{\"items\":[]}");
            assertThat(crm.polls()).isEqualTo(2);
            assertThat(crm.writes()).hasSize(1);
        }
    }

    @Test
    void refusesAnOlderChangeAndOfTwoAtTheSameTimeWhatItIsToldTo() throws Exception {
        try (SyncedSystem shop = SyncedSystem.start("shop", true);
                SyncedSystem crm = SyncedSystem.start("crm", false)) {
            shop.change("c-1", "Eve", NOON);
            crm.change("c-1", "Eve", NOON);

            assertThat(put(shop, "c-1", NOON.minusMillis(1))).isEqualTo(412);
            assertThat(put(shop, "c-1", NOON)).isEqualTo(412);
            assertThat(put(crm, "c-1", NOON.minusMillis(1))).isEqualTo(412);
            assertThat(put(crm, "c-1", NOON)).isEqualTo(200);
            assertThat(put(shop, "c-1", NOON.plusMillis(1))).isEqualTo(200);
            assertThat(shop.names()).isEqualTo(Map.of("c-1", "Ada"));
        }
    }

    @Test
    void refusesWhatItDoesNotKnow() throws Exception {
        try (SyncedSystem crm = SyncedSystem.start("crm", false)) {
            HttpRequest.Builder nowhere = HttpRequest.newBuilder(URI.create(crm.url() + "/orders"));
            HttpRequest.Builder empty = HttpRequest.newBuilder(URI.create(crm.url() + "/customers/c-1"))
                    .PUT(HttpRequest.BodyPublishers.ofString("{}"));

            assertThat(send(nowhere).statusCode()).isEqualTo(404);
            assertThat(send(empty).statusCode()).isEqualTo(500);
        }
    }

    private static HttpRequest.Builder get(SyncedSystem system, Instant since) {
        return HttpRequest.newBuilder(URI.create(system.url() + "/customers?since=" + since));
    }

    private static int put(SyncedSystem system, String id, Instant changed) throws Exception {
        return send(HttpRequest.newBuilder(URI.create(system.url() + "/customers/" + id))
                        .PUT(HttpRequest.BodyPublishers.ofString(
                                "{\"name\":\"Ada\",\"changed_at\":\"" + changed + "\",\"origin\":\"shop\"}")))
                .statusCode();
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return HttpClient.newHttpClient()
                .send(request.timeout(Duration.ofSeconds(30)).build(), HttpResponse.BodyHandlers.ofString());
    }
}
