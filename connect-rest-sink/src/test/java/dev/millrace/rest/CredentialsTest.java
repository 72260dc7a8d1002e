package dev.millrace.rest;

import static dev.millrace.rest.Delivering.ORDERS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.partner.Answer;
import dev.millrace.partner.AuthorisationServer;
import dev.millrace.partner.OAuthClient;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import org.apache.kafka.connect.errors.ConnectException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class CredentialsTest {

    @Test
    void thirtyTwoRefusedTokensAreRenewedByOneRequest() throws IOException {
        try (AuthorisationServer server =
                        AuthorisationServer.start().register(OAuthClient.basic("millrace", "client-secret"));
                Delivering delivering = oauth(server, server.resourceUrl())) {
            delivering.feed(ORDERS, 100, 100);
            delivering.sink.start(ORDERS);
            delivering.deliverUpTo(ORDERS, 100);
            int before = server.tokenRequests().size();

            server.revokeAll();
            delivering.feed(ORDERS, 100, 100);
            delivering.deliverUpTo(ORDERS, 200);

            assertThat(before).isEqualTo(1);
            assertThat(server.tokenRequests()).hasSize(2);
            assertThat(server.accepted()).hasSize(200);
            assertThat(server.turnedAway()).isBetween(1, 32);
            assertThat(delivering.sink.reported()).isEmpty();
            assertThat(Delivering.figure(
                            "type=rest-sink-route,connector=deliver,task=0,route=default", "tokens.fetched"))
                    .isEqualTo(2);
        }
    }

    @Test
    void aTokenServerThatIsDownIsNoFaultOfARecord() throws IOException {
        try (AuthorisationServer server =
                        AuthorisationServer.start().register(OAuthClient.basic("millrace", "client-secret"));
                Delivering delivering = oauth(server, server.resourceUrl(), "retry.max.attempts", "2")) {
            server.answerToken(Answer.unavailable());
            delivering.feed(ORDERS, 20, 20);
            delivering.sink.start(ORDERS);
            delivering.sink.turnUntil(() -> server.tokenRequests().size() >= 4, "several attempts");

            server.clearAnswers();
            delivering.deliverUpTo(ORDERS, 20);

            assertThat(server.accepted()).hasSize(20);
            assertThat(delivering.sink.reported()).isEmpty();
        }
    }

    @Test
    void aWrongClientSecretStopsTheTaskAndSetsNothingAside() throws IOException {
        try (AuthorisationServer server =
                        AuthorisationServer.start().register(OAuthClient.basic("millrace", "another-secret"));
                Delivering delivering = oauth(server, server.resourceUrl())) {
            delivering.feed(ORDERS, 20, 20);
            delivering.sink.start(ORDERS);

            assertThatThrownBy(() -> delivering.sink.turnUntil(() -> false, "a stop"))
                    .isInstanceOf(ConnectException.class)
                    .hasMessageNotContaining("client-secret");
            assertThat(delivering.sink.reported()).isEmpty();
            assertThat(server.accepted()).isEmpty();
        }
    }

    @Test
    void whatIsCompressedIsSignedAsItIsSent() {
        try (Delivering delivering = new Delivering(
                "http.body", "raw",
                "http.request.compression", "gzip",
                "http.auth", "http-signature",
                "http.auth.signature.key.id", "k",
                "http.auth.signature.algorithm", "hmac-sha256",
                "http.auth.signature.digest", "sha-256",
                "http.auth.signature.key", "secret-secret-secret-secret-1234")) {
            delivering.partner.orderBy(request -> "all", request -> 0);
            delivering.sink.feed(ORDERS, "k", "x".repeat(5_000));

            delivering.sink.start(ORDERS);
            delivering.deliverUpTo(ORDERS, 1);

            assertThat(delivering.partner.accepted()).singleElement().satisfies(request -> {
                assertThat(request.header("Content-Encoding")).contains("gzip");
                assertThat(request.body().length).isLessThan(1_000);
                assertThat(request.header("Content-Digest"))
                        .contains("sha-256=:" + Base64.getEncoder().encodeToString(sha256(request.body())) + ":");
            });
        }
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException everyJavaHasIt) {
            throw new AssertionError(everyJavaHasIt);
        }
    }

    private static Delivering oauth(AuthorisationServer server, String url, String... more) {
        Delivering delivering = new Delivering();
        String[] all = new String[more.length + 8];
        System.arraycopy(
                new String[] {
                    "http.auth", "oauth2",
                    "http.oauth2.token.url", server.tokenUrl(),
                    "http.oauth2.client.id", "millrace",
                    "http.oauth2.client.secret", "client-secret"
                },
                0,
                all,
                0,
                8);
        System.arraycopy(more, 0, all, 8, more.length);
        delivering.sink.configure(Delivering.settings(url, all));
        return delivering;
    }
}
