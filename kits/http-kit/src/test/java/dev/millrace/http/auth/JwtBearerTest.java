package dev.millrace.http.auth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.http.Authenticator;
import dev.millrace.http.HttpSender;
import dev.millrace.partner.AuthorisationServer;
import dev.millrace.partner.OAuthClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tokens of our own, borne or shown, and clocks that differ. */
@Timeout(120)
class JwtBearerTest {

    private static final String AUDIENCE = "https://api.example/";

    private AuthorisationServer server;
    private OAuth2Bench bench;
    private KeyPair pair;

    @BeforeEach
    void open() throws Exception {
        pair = TestKeys.pair("EC", 256);
        server = AuthorisationServer.start().trust("app-7", pair.getPublic(), "ES256", "app-7");
        bench = new OAuth2Bench(server)
                .with(
                        "http.jwt.key",
                        TestKeys.pem(pair),
                        "http.jwt.issuer",
                        "app-7",
                        "http.jwt.subject",
                        "app-7",
                        "http.jwt.audience",
                        AUDIENCE);
    }

    @AfterEach
    void close() {
        bench.close();
        server.close();
    }

    @Test
    void bearsOneTokenUntilItsEndIsNear() throws Exception {
        server.takeSelfSigned(AUDIENCE, false);
        Authenticator authenticator = bench.jwt();
        try (HttpSender sender = bench.sender(authenticator)) {
            for (int i = 0; i < 5; i++) {
                assertThat(bench.status(sender)).isEqualTo(200);
            }
            assertThat(authenticator.tokensFetched()).isEqualTo(1);
            bench.clock().forward(Duration.ofMinutes(4).plusSeconds(1));

            assertThat(bench.status(sender)).isEqualTo(200);

            assertThat(authenticator.tokensFetched()).isEqualTo(2);
        }
        assertThat(server.tokenRequests()).isEmpty();
    }

    @Test
    void signsEachCallAnewWhereEveryTokenIsTakenOnce() throws Exception {
        server.takeSelfSigned(AUDIENCE, true);
        try (HttpSender sender =
                bench.sender(bench.with("http.jwt.reuse", "false").jwt())) {
            for (int i = 0; i < 5; i++) {
                assertThat(bench.status(sender)).isEqualTo(200);
            }
        }
        assertThat(server.refusals()).isEmpty();
        assertThat(server.accepted()).hasSize(5);
    }

    @Test
    void isRefusedWhereATokenIsTakenOnceAndSentTwice() throws Exception {
        server.takeSelfSigned(AUDIENCE, true);
        try (HttpSender sender = bench.sender(bench.jwt())) {
            assertThat(bench.status(sender)).isEqualTo(200);

            assertThat(bench.status(sender)).isEqualTo(200);
        }
        assertThat(server.refusals()).containsExactly("invalid_token: jti was used before");
    }

    @ParameterizedTest
    @ValueSource(ints = {-600, 600})
    void signsForTheTimeOfTheReceiverAfterARefusal(int seconds) throws Exception {
        server.takeSelfSigned(AUDIENCE, false);
        bench.clock().forward(Duration.ofSeconds(seconds));
        try (HttpSender sender = bench.sender(bench.jwt())) {
            assertThat(bench.status(sender)).isEqualTo(200);
            assertThat(bench.status(sender)).isEqualTo(200);
        }
        assertThat(server.refusals()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {-600, 600})
    void signsEachCallForTheTimeOfTheReceiverAfterARefusal(int seconds) throws Exception {
        server.takeSelfSigned(AUDIENCE, true);
        bench.clock().forward(Duration.ofSeconds(seconds));
        try (HttpSender sender =
                bench.sender(bench.with("http.jwt.reuse", "false").jwt())) {
            assertThat(bench.status(sender)).isEqualTo(200);
            assertThat(bench.status(sender)).isEqualTo(200);
        }
        assertThat(server.refusals()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {-86_400, -30, 30, 86_400})
    void provesAClientByTheTimeOfTheServerAfterARefusal(int seconds) throws Exception {
        server.register(OAuthClient.privateKeyJwt("client", pair.getPublic(), "ES256"));
        bench.with(
                "http.oauth2.client.auth",
                "private-key-jwt",
                "http.oauth2.client.id",
                "client",
                "http.jwt.audience",
                "",
                "http.jwt.lifetime.ms",
                "10000");
        bench.clock().forward(Duration.ofSeconds(seconds));
        try (HttpSender sender = bench.sender(bench.oauth2())) {
            assertThat(bench.status(sender)).isEqualTo(200);
            server.revokeAll();
            assertThat(bench.status(sender)).isEqualTo(200);
        }
        assertThat(server.refusals()).hasSize(2);
        assertThat(server.refusals().get(0)).matches("invalid_client: (exp is over|exp is more|iat is).*");
        assertThat(server.refusals().get(1)).startsWith("invalid_token");
    }

    @Test
    void asksNotAgainWhereTheClockIsNotToBlame() throws Exception {
        server.register(OAuthClient.privateKeyJwt("client", pair.getPublic(), "ES256"));
        bench.with("http.oauth2.client.auth", "private-key-jwt", "http.oauth2.client.id", "client");
        bench.clock().forward(Duration.ofSeconds(1));
        try (HttpSender sender = bench.sender(bench.oauth2())) {
            assertThat(sender.send(bench.call())).failsWithin(Duration.ofMinutes(1));
        }
        assertThat(server.refusals()).containsExactly("invalid_client: aud is " + AUDIENCE);
    }

    @Test
    void signsWithTheNextKeyWhenItsFileChanges(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("key.pem"), TestKeys.pem(pair));
        server.takeSelfSigned(AUDIENCE, false);
        bench.with("http.jwt.key", "", "http.jwt.key.file", file.toString());
        try (HttpSender sender = bench.sender(bench.jwt())) {
            assertThat(bench.status(sender)).isEqualTo(200);
            KeyPair next = TestKeys.pair("EC", 256);
            server.trust("app-7", next.getPublic(), "ES256", "app-7");
            Files.writeString(file, TestKeys.pem(next) + "\n\n");

            assertThat(bench.status(sender)).isEqualTo(200);

            Files.writeString(file, "-----BEGIN PRIV");
            bench.clock().forward(Duration.ofMinutes(6));
            assertThat(bench.status(sender)).isEqualTo(200);
        }
    }
}
