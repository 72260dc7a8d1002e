package dev.millrace.partner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(value = 120, unit = TimeUnit.SECONDS)
class RestAnswersTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private RestPartner partner;
    private Requester requester;

    @BeforeEach
    void start() throws IOException {
        partner = RestPartner.start();
        requester = new Requester(partner);
    }

    @AfterEach
    void stop() {
        partner.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 201, 202, 204, 302, 304, 400, 404, 429, 500, 503})
    void givesEverybodyOneStatus(int status) throws Exception {
        partner.answerAll(status);

        HttpResponse<String> response = requester.send("PUT", "/", "k", "x");

        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(partner.acceptedCount()).isEqualTo(status < 300 ? 1 : 0);
    }

    @Test
    void followsItsScriptLineByLine() throws Exception {
        partner.answer(request -> request.path().equals("/bad"), Answer.status(400))
                .answerAll(Answer.unavailable().times(2))
                .answerAll(Answer.status(500).times(1))
                .answerAll(201);

        List<Integer> statuses = new ArrayList<>();
        for (String path : List.of("/", "/bad", "/", "/", "/", "/bad")) {
            statuses.add(requester.send("POST", path, "k", "").statusCode());
        }

        assertThat(statuses).containsExactly(503, 400, 503, 500, 201, 400);
        partner.clearAnswers();
        assertThat(requester.send("POST", "/bad", "k", "").statusCode()).isEqualTo(200);
    }

    @Test
    void saysWhenToComeBackInSecondsOrByTheClock() throws Exception {
        partner.answerAll(Answer.tooManyRequests(Duration.ofSeconds(7)).times(1))
                .answerAll(Answer.tooManyRequestsUntil(Instant.parse("2026-11-01T08:49:37Z"))
                        .times(1))
                .answerAll(Answer.unavailable(Duration.ofMinutes(1)));

        assertThat(retryAfter()).isEqualTo("429 7");
        assertThat(retryAfter()).isEqualTo("429 Sun, 01 Nov 2026 08:49:37 GMT");
        assertThat(retryAfter()).isEqualTo("503 60");
    }

    @Test
    void redirectsAndSetsBodies() throws Exception {
        partner.answer(
                        request -> request.path().equals("/old"),
                        Answer.redirect(307, "/new").header("X-Hint", "moved"))
                .answerAll(Answer.status(422).body("text/plain", "später"));

        HttpResponse<String> redirect = requester.send("POST", "/old", "k", "");
        HttpResponse<String> refusal = requester.send("POST", "/new", "k", "");

        assertThat(redirect.statusCode()).isEqualTo(307);
        assertThat(redirect.headers().firstValue("Location")).hasValue("/new");
        assertThat(redirect.headers().firstValue("X-Hint")).hasValue("moved");
        assertThat(refusal.body()).isEqualTo("später");
        assertThat(refusal.headers().firstValue("Content-Type")).hasValue("text/plain");
    }

    @Test
    void thinksAsLongAsTold() throws Exception {
        partner.answerAll(Answer.accepted().after(Duration.ofMillis(150)));

        long begin = System.nanoTime();
        requester.send("POST", "/", "k", "");

        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isGreaterThanOrEqualTo(Duration.ofMillis(150));
    }

    @Test
    void closesTheConnectionWithoutAnAnswer() throws Exception {
        partner.answerAll(Answer.closeWithoutAnswer().times(1));

        // the client may repeat an idempotent request by itself: POST is none
        assertThatThrownBy(() -> requester.send("POST", "/", "k", "")).isInstanceOf(IOException.class);
        assertThat(partner.acceptedCount()).isZero();
        assertThat(requester.send("POST", "/", "k", "").statusCode()).isEqualTo(200);
    }

    @Test
    void hangsUntilItLetsGo() throws Exception {
        partner.answer(request -> request.path().equals("/hang"), Answer.hang());

        CompletableFuture<HttpResponse<String>> hanging = requester.begin("/hang", "k-1", "");
        partner.awaitInFlight(1, PATIENCE);

        assertThat(requester.send("POST", "/", "k-2", "").statusCode()).isEqualTo(200);
        assertThat(hanging).isNotDone();
        partner.letGo();
        assertThatThrownBy(() -> hanging.get(60, TimeUnit.SECONDS)).hasCauseInstanceOf(IOException.class);
        assertThat(partner.inFlight()).isZero();
        assertThat(partner.acceptedCount()).isEqualTo(1);
    }

    @Test
    void leavesNoRequestHangingWhenItCloses() throws Exception {
        partner.answerAll(Answer.hang().times(1)).answerAll(Answer.accepted().after(Duration.ofHours(1)));
        CompletableFuture<HttpResponse<String>> hanging = requester.begin("/", "k-1", "");
        CompletableFuture<HttpResponse<String>> thinking = requester.begin("/", "k-2", "");
        partner.awaitInFlight(2, PATIENCE);

        partner.close();

        assertThatThrownBy(() -> hanging.get(60, TimeUnit.SECONDS)).hasCauseInstanceOf(IOException.class);
        assertThatThrownBy(() -> thinking.get(60, TimeUnit.SECONDS)).hasCauseInstanceOf(IOException.class);
        assertThat(Eventually.holds(() -> partner.inFlight() == 0, PATIENCE)).isTrue();
        assertThat(partner.acceptedCount()).isZero();
        assertThat(Eventually.holds(() -> threads() == 0, PATIENCE)).isTrue();
    }

    @Test
    void saysThatItsScriptFailed() throws Exception {
        partner.answer(request -> Integer.parseInt(request.text()) > 1, Answer.status(400));

        HttpResponse<String> response = requester.send("POST", "/", "k", "not a number");

        assertThat(response.statusCode()).isEqualTo(500);
        assertThat(response.body()).contains("script failed");
        assertThat(partner.inFlight()).isZero();
    }

    private static long threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("rest-partner"))
                .count();
    }

    private String retryAfter() throws Exception {
        HttpResponse<String> response = requester.send("POST", "/", "k", "");
        return response.statusCode() + " "
                + response.headers().firstValue("Retry-After").orElse("");
    }
}
