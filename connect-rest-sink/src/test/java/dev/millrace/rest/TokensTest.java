package dev.millrace.rest;

import static dev.millrace.rest.Delivering.ORDERS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.millrace.partner.Answer;
import dev.millrace.partner.AuthorisationServer;
import dev.millrace.partner.OAuthClient;
import dev.millrace.partner.ReceivedRequest;
import dev.millrace.testkit.ConnectorHarness;
import dev.millrace.testkit.LogCapture;
import dev.millrace.testkit.SinkHarness;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.connect.errors.ConnectException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Deliveries whose proof is a token that ends, is revoked, or is not to be had. */
@Timeout(120)
class TokensTest {

    private static final String SECRET = "the-secret-of-the-client";

    private AuthorisationServer server;
    private SinkHarness sink;

    @BeforeEach
    void open() throws Exception {
        server = AuthorisationServer.start().register(OAuthClient.basic("client", SECRET));
        sink = ConnectorHarness.sink(
                RestSinkConnector::new,
                Delivering.settings(
                        server.resourceUrl() + "/orders",
                        "http.auth",
                        "oauth2",
                        "http.oauth2.token.url",
                        server.tokenUrl(),
                        "http.oauth2.client.id",
                        "client",
                        "http.oauth2.client.secret",
                        SECRET,
                        "max.in.flight",
                        "32"));
    }

    @AfterEach
    void close() {
        sink.close();
        server.close();
    }

    @Test
    void deliversAllInOrderWhileTokensAreRevokedUnderManyRequests() {
        feed(2_000);
        sink.start(ORDERS);
        int storms = 5;
        for (int storm = 1; storm <= storms; storm++) {
            int enough = storm * 250;
            sink.turnUntil(() -> server.accepted().size() >= enough, enough + " records delivered");
            server.revokeAll();
        }

        sink.runUntil(() -> sink.committed(ORDERS) == 2_000, "all committed");

        assertDeliveredOnceInOrder(2_000);
        assertThat(sink.reported()).isEmpty();
        assertThat(server.issued()).hasSizeBetween(storms, storms + 1);
        assertThat(server.tokenRequests()).hasSameSizeAs(server.issued());
        assertThat(server.maxTokenRequestsInFlight()).isEqualTo(1);
        assertThat(server.turnedAway()).isGreaterThanOrEqualTo(storms - 1);
    }

    @Test
    void setsNothingAsideWhileTheTokenEndpointIsDown() {
        server.answerToken(Answer.unavailable());
        feed(200);
        sink.start(ORDERS);
        sink.turnUntil(() -> sink.paused().contains(ORDERS), "reading paused");
        assertThat(server.tokenRequests().size()).isLessThan(30);

        server.clearAnswers();
        sink.runUntil(() -> sink.committed(ORDERS) == 200, "all committed");

        assertDeliveredOnceInOrder(200);
        assertThat(sink.reported()).isEmpty();
    }

    @Test
    void stopsAtAWrongSecretAndSetsNothingAside() {
        server.register(OAuthClient.basic("client", "another"));
        feed(200);
        try (LogCapture log = new LogCapture()) {
            sink.start(ORDERS);

            Throwable stopped = catchThrowable(() -> sink.turnUntil(() -> false, "the task stopped"));

            assertThat(stopped)
                    .isInstanceOf(ConnectException.class)
                    .hasMessageContaining("[token-refused]")
                    .hasMessageContaining("http.oauth2.client.id");
            log.assertHoldsNoneOf(List.of(SECRET), List.of(stopped));
        }
        assertThat(sink.reported()).isEmpty();
        assertThat(server.tokenRequests()).hasSize(1);
        assertThat(sink.committed(ORDERS)).isZero();
    }

    private void feed(int records) {
        for (int i = 0; i < records; i++) {
            String key = "key-" + i % 50;
            sink.feed(ORDERS, key, key + " " + i);
        }
    }

    private void assertDeliveredOnceInOrder(int records) {
        List<ReceivedRequest> accepted = server.accepted();
        assertThat(accepted).hasSize(records);
        Map<String, List<Long>> byKey = accepted.stream()
                .collect(Collectors.groupingBy(
                        Delivering::keyOf,
                        HashMap::new,
                        Collectors.mapping(Delivering::numberOf, Collectors.toList())));
        assertThat(byKey)
                .hasSize(50)
                .allSatisfy((key, numbers) -> assertThat(numbers).isSorted().doesNotHaveDuplicates());
    }
}
