package dev.millrace.http.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.millrace.http.HttpCall;
import dev.millrace.http.HttpFault;
import dev.millrace.http.HttpReply;
import dev.millrace.http.HttpSender;
import dev.millrace.kit.ConnectorFailure;
import dev.millrace.kit.FailureKind;
import dev.millrace.partner.Answer;
import dev.millrace.partner.AuthorisationServer;
import dev.millrace.partner.OAuthClient;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of a token endpoint's refusals, and that nobody reads a secret in them. */
@Timeout(120)
class OAuth2RefusalsTest {

    private static final String SECRET = "the-secret-of-the-client";

    private AuthorisationServer server;
    private OAuth2Bench bench;

    @BeforeEach
    void open() throws Exception {
        server = AuthorisationServer.start()
                .register(OAuthClient.basic("client", SECRET).scopes("orders").grants("client_credentials"));
        bench = new OAuth2Bench(server).with("http.oauth2.client.id", "client", "http.oauth2.client.secret", SECRET);
    }

    @AfterEach
    void close() {
        bench.close();
        server.close();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            http.oauth2.client.id     | nobody              | 401 | invalid_client      | http.oauth2.client.id
            http.oauth2.client.secret | wrong               | 401 | invalid_client      | http.oauth2.client.auth
            http.oauth2.client.auth   | post                | 401 | invalid_client      | http.oauth2.client.auth
            http.oauth2.scope         | admin               | 400 | invalid_scope       | http.oauth2.scope
            http.oauth2.audience      | nobody              | 400 | invalid_target      | http.oauth2.audience
            http.oauth2.resource      | https://no.example/ | 400 | invalid_target      | http.oauth2.resource
            http.oauth2.grant         | password            | 400 | invalid_request     | http.oauth2.parameters
            """)
    void namesTheOptionThatTheServerRefuses(String key, String value, int status, String error, String named)
            throws Exception {
        bench.with("http.oauth2.password", SECRET, key, value);

        ConnectorFailure refused = failure(ConnectorFailure.class);

        assertThat(refused.kind()).isEqualTo(FailureKind.UNAUTHORIZED);
        assertThat(refused.code()).isEqualTo("token-refused");
        assertThat(refused.getMessage())
                .startsWith(server.tokenUrl() + " refused with " + status + " " + error + ": ")
                .contains(named);
        assertThat(server.tokenRequests()).hasSize(1);
    }

    @Test
    void namesTheUserWhoseGrantIsRefused() throws Exception {
        server.register(OAuthClient.basic("client", SECRET)).user("user", "another");
        bench.with("http.oauth2.grant", "password", "http.oauth2.user", "user", "http.oauth2.password", SECRET);

        assertThat(failure(ConnectorFailure.class).getMessage())
                .contains("400 invalid_grant")
                .contains("http.oauth2.user");
    }

    @Test
    void namesTheGrantThatTheClientMayNotUse() throws Exception {
        server.user("user", SECRET);
        bench.with("http.oauth2.grant", "password", "http.oauth2.user", "user", "http.oauth2.password", SECRET);

        assertThat(failure(ConnectorFailure.class).getMessage())
                .contains("400 unauthorized_client")
                .contains("http.oauth2.grant");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"error\":\"invalid_client\",\"error_description\":\"" + SECRET + " is wrong\"}",
                "{\"error\":\"" + SECRET + "\"}",
                "{\"error\":{\"code\":\"" + SECRET + "\"}}",
                "<html>" + SECRET + "</html>",
                ""
            })
    void quotesNothingOfARefusal(String body) throws Exception {
        server.answerToken(Answer.status(400).body("application/json", body));

        ConnectorFailure refused = failure(ConnectorFailure.class);

        assertThat(refused.kind()).isEqualTo(FailureKind.UNAUTHORIZED);
        assertThat(refused.getMessage()).contains("refused with 400");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            token-unreadable   | <html>the-secret-of-the-client</html>
            token-unreadable   | {"access_token":""}
            token-unreadable   | {"access_token":null}
            token-unreadable   | {"access_token":{"value":"x"}}
            token-unreadable   | {"access_token":"x"
            token-unreadable   | {"access_token":"x"} {}
            token-unreadable   | {"access_token":"x","access_token":"y"}
            token-unreadable   | {"access_token":"the secret\\r\\nX-More: 1"}
            token-unreadable   | ["access_token"]
            token-type-unknown | {"access_token":"x","token_type":"mac"}
            token-type-unknown | {"access_token":"x","token_type":"DPoP"}
            token-refused      | {"error":"invalid_client"}
            """)
    void takesNothingForATokenThatIsNone(String code, String body) throws Exception {
        server.answerToken(Answer.status(200).body("application/json", body));

        ConnectorFailure refused = failure(ConnectorFailure.class);

        assertThat(refused.kind()).isEqualTo(FailureKind.UNAUTHORIZED);
        assertThat(refused.code()).isEqualTo(code);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"access_token\":\"x\"}",
                "{\"access_token\":\"x\",\"token_type\":\"bEARER\",\"expires_in\":null}",
                "{\"access_token\":\"x\",\"token_type\":\"BearerToken\",\"expires_in\":\"soon\"}",
                "{\"access_token\":\"x\",\"token_type\":\"bearer\",\"expires_in\":1e400,\"more\":[{\"error\":\"no\"}]}",
                "{\"access_token\":\"x\",\"token_type\":\"bearer\",\"expires_in\":-1}",
                "{\"access_token\":\"x\",\"token_type\":\"bearer\",\"expires_in\":3599.5}",
                "{\"access_token\":\"x!=#$%&'*+.^_`|~{}[]\",\"token_type\":\"bearer\"}"
            })
    void readsTheAnswersOfServersThatTakeItLightly(String body) throws Exception {
        server.answerToken(Answer.status(200).body("text/html; charset=UTF-8", body));

        try (HttpSender sender = bench.sender(bench.oauth2())) {
            assertThat(bench.status(sender)).isEqualTo(401);
        }
        assertThat(server.turnedAway()).isPositive();
    }

    @ParameterizedTest
    @ValueSource(strings = {"temporarily_unavailable", "server_error", "slow_down"})
    void waitsWhereTheServerAsksForPatience(String error) throws Exception {
        server.answerToken(Answer.status(400).body("application/json", "{\"error\":\"" + error + "\"}"));

        assertThat(failure(HttpFault.class)).hasMessageEndingWith("answered 400 " + error);
    }

    @Test
    void followsNoRedirect() throws Exception {
        server.answerToken(Answer.redirect(302, server.resourceUrl() + "?" + SECRET));

        assertThat(failure(ConnectorFailure.class).getMessage())
                .contains("refused with 302")
                .contains("final address");
        assertThat(server.turnedAway()).isZero();
    }

    @Test
    void showsTheEndpointWithoutItsQuery() throws Exception {
        bench.with("http.oauth2.token.url", server.tokenUrl() + "?key=" + SECRET);
        server.answerToken(Answer.status(404));

        assertThat(failure(ConnectorFailure.class).getMessage())
                .startsWith(server.tokenUrl() + " refused with 404: correct http.oauth2.token.url");
    }

    @Test
    void takesNoRecordForAnEndpointThatIsGone() throws Exception {
        // Bound and not listening: it refuses visitors, and nobody else can take its port.
        try (Socket nobody = new Socket()) {
            nobody.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            bench.with("http.oauth2.token.url", "http://127.0.0.1:" + nobody.getLocalPort() + "/token");

            HttpFault fault = failure(HttpFault.class);

            assertThat(fault.stage()).isEqualTo(HttpFault.Stage.CONNECT);
            assertThat(fault.getMessage()).contains("can't be reached: the connection was refused");
        }
    }

    @Test
    void handsOnWhatTheClientItselfRefuses() {
        ConnectorFailure forbidden =
                new ConnectorFailure(FailureKind.MISCONFIGURED, "egress-refused", "the host is not allowed");
        HttpSender guarded = new HttpSender() {
            @Override
            public CompletableFuture<HttpReply> send(HttpCall call) {
                return CompletableFuture.failedFuture(forbidden);
            }

            @Override
            public void close() {
                // Nothing is open.
            }
        };
        try (OAuth2Bench other = new OAuth2Bench(server, guarded)
                .with("http.oauth2.client.id", "client", "http.oauth2.client.secret", SECRET)) {
            assertThat(other.oauth2().prove(other.call()))
                    .failsWithin(Duration.ofMinutes(1))
                    .withThrowableThat()
                    .withCause(forbidden);
        }
    }

    private <T extends Throwable> T failure(Class<T> type) throws Exception {
        try (HttpSender sender = bench.sender(bench.oauth2())) {
            Throwable failure = catchThrowableOfType(
                            ExecutionException.class,
                            () -> sender.send(bench.call()).get(60, TimeUnit.SECONDS))
                    .getCause();
            assertThat(failure).isInstanceOf(type);
            for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
                assertThat(String.valueOf(cause.getMessage())).doesNotContain(SECRET);
            }
            return type.cast(Objects.requireNonNull(failure));
        }
    }
}
