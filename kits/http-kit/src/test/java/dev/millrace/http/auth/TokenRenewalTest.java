package dev.millrace.http.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.millrace.http.Authenticator;
import dev.millrace.http.HttpFault;
import dev.millrace.http.HttpReply;
import dev.millrace.http.HttpSender;
import dev.millrace.kit.ConnectorFailure;
import dev.millrace.kit.FailureKind;
import dev.millrace.partner.Answer;
import dev.millrace.partner.AuthorisationServer;
import dev.millrace.partner.OAuthClient;
import dev.millrace.testkit.Eventually;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** When a token is fetched, and when it is not. */
@Timeout(120)
class TokenRenewalTest {

    private static final int MANY = 32;

    private AuthorisationServer server;
    private OAuth2Bench bench;
    private Authenticator authenticator;
    private HttpSender sender;

    @BeforeEach
    void open() throws Exception {
        server = AuthorisationServer.start().register(OAuthClient.basic("client", "a-secret-of-mine"));
        bench = new OAuth2Bench(server)
                .with("http.oauth2.client.id", "client", "http.oauth2.client.secret", "a-secret-of-mine");
        authenticator = bench.oauth2();
        sender = bench.sender(authenticator);
    }

    @AfterEach
    void close() {
        sender.close();
        bench.close();
        server.close();
    }

    @Test
    void asksOnceForManyCallsThatComeTogether() throws Exception {
        List<CompletableFuture<HttpReply>> replies = sendMany();

        assertThat(statuses(replies)).containsOnly(200).hasSize(MANY);
        assertThat(server.tokenRequests()).hasSize(1);
        assertThat(authenticator.tokensFetched()).isEqualTo(1);
    }

    @Test
    void asksOnceWhenManyCallsAreRefusedTogether() throws Exception {
        assertThat(bench.status(sender)).isEqualTo(200);
        server.revokeAll();

        List<CompletableFuture<HttpReply>> replies = sendMany();

        assertThat(statuses(replies)).containsOnly(200).hasSize(MANY);
        assertThat(server.turnedAway()).isBetween(1, MANY);
        assertThat(server.issued()).hasSize(2);
        assertThat(server.maxTokenRequestsInFlight()).isEqualTo(1);
    }

    @Test
    void survivesAStormOfRevocations() throws Exception {
        for (int round = 1; round <= 10; round++) {
            server.revokeAll();

            assertThat(statuses(sendMany())).containsOnly(200).hasSize(MANY);

            assertThat(server.issued()).hasSize(round);
        }
        assertThat(server.maxTokenRequestsInFlight()).isEqualTo(1);
    }

    @Test
    void keepsATokenUntilAMinuteBeforeItsEnd() throws Exception {
        assertThat(bench.status(sender)).isEqualTo(200);
        bench.clock().forward(Duration.ofMinutes(58));

        assertThat(bench.status(sender)).isEqualTo(200);

        assertThat(server.tokenRequests()).hasSize(1);
    }

    @Test
    void replacesATokenBeforeItsEndWhileCallsGoOnWithIt() throws Exception {
        assertThat(bench.status(sender)).isEqualTo(200);
        bench.clock().forward(Duration.ofMinutes(59).plusSeconds(1));
        server.answerToken(Answer.hang().times(1));

        assertThat(statuses(sendMany())).containsOnly(200).hasSize(MANY);

        server.awaitTokenRequests(2, Duration.ofMinutes(1));
        assertThat(server.tokenRequests()).hasSize(2);
        assertThat(server.turnedAway()).isZero();
    }

    @Test
    void usesTheReplacementAsSoonAsItIsThere() throws Exception {
        assertThat(bench.status(sender)).isEqualTo(200);
        bench.clock().forward(Duration.ofMinutes(59).plusSeconds(1));
        assertThat(bench.status(sender)).isEqualTo(200);
        Eventually.holds("the token is replaced", () -> authenticator.tokensFetched() == 2);
        server.revoke(server.issued().get(0).value());

        assertThat(bench.status(sender)).isEqualTo(200);

        assertThat(server.turnedAway()).isZero();
    }

    @Test
    void replacesATokenThatLivesShortInItsLastQuarter() throws Exception {
        server.lifetime(Duration.ofSeconds(20));
        assertThat(bench.status(sender)).isEqualTo(200);
        bench.clock().forward(Duration.ofSeconds(14));
        assertThat(bench.status(sender)).isEqualTo(200);
        assertThat(server.tokenRequests()).hasSize(1);
        bench.clock().forward(Duration.ofSeconds(1));

        assertThat(bench.status(sender)).isEqualTo(200);

        Eventually.holds("the token is replaced", () -> authenticator.tokensFetched() == 2);
    }

    @Test
    void readsALifetimeThatIsWrittenAsAText() throws Exception {
        server.lifetimeAsText().lifetime(Duration.ofMinutes(10));
        assertThat(bench.status(sender)).isEqualTo(200);
        bench.clock().forward(Duration.ofMinutes(10));

        assertThat(bench.status(sender)).isEqualTo(200);

        assertThat(server.tokenRequests()).hasSize(2);
        assertThat(server.turnedAway()).isZero();
    }

    @Test
    void usesATokenOfUnknownLifetimeUntilItIsRefused() throws Exception {
        server.hideLifetime();
        assertThat(bench.status(sender)).isEqualTo(200);
        bench.clock().forward(Duration.ofDays(400));
        assertThat(bench.status(sender)).isEqualTo(200);
        assertThat(server.tokenRequests()).hasSize(1);
        server.revokeAll();

        assertThat(bench.status(sender)).isEqualTo(200);

        assertThat(server.tokenRequests()).hasSize(2);
    }

    @Test
    void sendsACallOnceMoreWhoseTokenEndedOnItsWay() throws Exception {
        server.lifetime(Duration.ofMinutes(1));
        assertThat(bench.status(sender)).isEqualTo(200);
        server.clock(Clock.offset(Clock.systemUTC(), Duration.ofMinutes(2)));

        assertThat(bench.status(sender)).isEqualTo(200);

        assertThat(server.refusals()).containsExactly("invalid_token: the token is over");
        assertThat(server.issued()).hasSize(2);
    }

    @Test
    void givesUpAfterOneRenewalWhenTheNextTokenIsRefusedAsWell() throws Exception {
        server.answerResource(Answer.status(401).header("WWW-Authenticate", "Bearer error=\"invalid_token\""));

        assertThat(bench.status(sender)).isEqualTo(401);

        assertThat(server.issued()).hasSize(2);
    }

    @Test
    void fetchesNoOtherTokenForWantOfScope() throws Exception {
        server.requireScope("admin");

        assertThat(bench.status(sender)).isEqualTo(403);

        assertThat(server.issued()).hasSize(1);
    }

    @Test
    void fetchesNoTokenForEachRecordThatIsForbidden() throws Exception {
        server.answerResource(Answer.status(403));

        for (int i = 0; i < 10; i++) {
            assertThat(bench.status(sender)).isEqualTo(403);
        }

        assertThat(server.issued()).hasSize(1);
        bench.clock().forward(Duration.ofSeconds(11));
        assertThat(bench.status(sender)).isEqualTo(403);
        assertThat(server.issued()).hasSize(2);
    }

    @Test
    void fetchesNoTokenForARefusalOfTheProxy() throws Exception {
        server.answerResource(Answer.status(407));

        assertThat(bench.status(sender)).isEqualTo(407);

        assertThat(server.issued()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {500, 502, 503, 429, 408})
    void takesNoRecordForTheFailureOfTheTokenEndpoint(int status) throws Exception {
        server.answerToken(Answer.status(status));

        HttpFault fault = failure(HttpFault.class);

        assertThat(fault.stage()).isEqualTo(HttpFault.Stage.CONNECT);
        assertThat(fault).hasMessage("no token: " + server.tokenUrl() + " answered " + status);
        assertThat(server.accepted()).isEmpty();
    }

    @Test
    void asksNobodyAgainBeforeTheBackOffIsOver() throws Exception {
        server.answerToken(Answer.unavailable(Duration.ofSeconds(20)));
        assertThat(failure(HttpFault.class)).isNotNull();

        for (CompletableFuture<HttpReply> reply : sendMany()) {
            assertThat(failureOf(reply)).isInstanceOf(HttpFault.class);
        }
        bench.clock().forward(Duration.ofSeconds(19));
        assertThat(failure(HttpFault.class)).isNotNull();
        assertThat(server.tokenRequests()).hasSize(1);
        server.clearAnswers();
        bench.clock().forward(Duration.ofSeconds(1));

        assertThat(bench.status(sender)).isEqualTo(200);
        assertThat(server.tokenRequests()).hasSize(2);
    }

    @Test
    void goesOnWithTheTokenInForceWhileTheEndpointIsDown() throws Exception {
        assertThat(bench.status(sender)).isEqualTo(200);
        server.answerToken(Answer.unavailable());
        bench.clock().forward(Duration.ofMinutes(59).plusSeconds(30));

        assertThat(statuses(sendMany())).containsOnly(200).hasSize(MANY);

        server.awaitTokenRequests(2, Duration.ofMinutes(1));
        bench.clock().forward(Duration.ofMinutes(1));
        assertThat(failure(HttpFault.class).stage()).isEqualTo(HttpFault.Stage.CONNECT);
    }

    @Test
    void comesBackWhenTheEndpointDoes() throws Exception {
        for (int i = 0; i < 5; i++) {
            server.answerToken(Answer.closeWithoutAnswer().times(2));
            assertThat(failure(HttpFault.class).stage()).isEqualTo(HttpFault.Stage.CONNECT);
            bench.clock().forward(Duration.ofMinutes(1));
        }

        assertThat(bench.status(sender)).isEqualTo(200);
    }

    @Test
    void asksOnceMoreAtOnceWhenAKeptConnectionTurnsOutToBeClosed() throws Exception {
        server.answerToken(Answer.closeWithoutAnswer().times(1));

        assertThat(bench.status(sender)).isEqualTo(200);

        assertThat(server.tokenRequests()).hasSize(2);
    }

    @Test
    void waitsForAnEndpointThatHangsNoLongerThanForAnyRequest() {
        server.answerToken(Answer.hang());
        try (OAuth2Bench impatient = new OAuth2Bench(server, Duration.ofMillis(400))
                        .with("http.oauth2.client.id", "client", "http.oauth2.client.secret", "a-secret-of-mine");
                HttpSender other = impatient.sender(impatient.oauth2())) {

            Throwable fault = failureOf(other.send(impatient.call()));

            assertThat(fault)
                    .isInstanceOfSatisfying(
                            HttpFault.class, none -> assertThat(none.stage()).isEqualTo(HttpFault.Stage.CONNECT));
            assertThat(fault.getMessage()).contains(server.tokenUrl()).contains("400 ms");
        }
    }

    @Test
    void endsEveryWaitWhenItIsClosed() throws Exception {
        server.answerToken(Answer.hang());
        CompletableFuture<HttpReply> waiting = sender.send(bench.call());
        server.awaitTokenRequests(1, Duration.ofMinutes(1));

        authenticator.close();

        assertThat(failureOf(waiting)).isInstanceOf(HttpFault.class);
        assertThat(failure(HttpFault.class)).isNotNull();
        assertThat(server.tokenRequests()).hasSize(1);
    }

    @Test
    void sendsARefusedPasswordNotAgainForHalfAMinute() {
        server.register(OAuthClient.basic("client", "another"));

        for (int i = 0; i < 10; i++) {
            ConnectorFailure refused = failure(ConnectorFailure.class);
            assertThat(refused.kind()).isEqualTo(FailureKind.UNAUTHORIZED);
            assertThat(refused.code()).isEqualTo("token-refused");
        }
        assertThat(server.tokenRequests()).hasSize(1);
        bench.clock().forward(Duration.ofSeconds(31));
        assertThat(failure(ConnectorFailure.class)).isNotNull();
        assertThat(server.tokenRequests()).hasSize(2);
    }

    private List<CompletableFuture<HttpReply>> sendMany() {
        List<CompletableFuture<HttpReply>> replies = new ArrayList<>();
        for (int i = 0; i < MANY; i++) {
            replies.add(sender.send(bench.call()));
        }
        return replies;
    }

    private static List<Integer> statuses(List<CompletableFuture<HttpReply>> replies) throws Exception {
        List<Integer> statuses = new ArrayList<>();
        for (CompletableFuture<HttpReply> reply : replies) {
            statuses.add(reply.get(60, TimeUnit.SECONDS).status());
        }
        return statuses;
    }

    private <T extends Throwable> T failure(Class<T> type) {
        Throwable failure = failureOf(sender.send(bench.call()));
        assertThat(failure).isInstanceOf(type);
        assertThat(String.valueOf(failure.getMessage()))
                .doesNotContain("a-secret-of-mine")
                .doesNotContain("at~.");
        return type.cast(failure);
    }

    private static Throwable failureOf(CompletableFuture<HttpReply> reply) {
        return Objects.requireNonNull(
                catchThrowableOfType(ExecutionException.class, () -> reply.get(60, TimeUnit.SECONDS))
                        .getCause());
    }
}
