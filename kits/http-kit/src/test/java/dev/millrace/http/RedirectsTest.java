package dev.millrace.http;

import static dev.millrace.http.Sending.answer;
import static dev.millrace.http.Sending.get;
import static dev.millrace.http.Sending.post;
import static dev.millrace.http.Sending.settings;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.partner.Answer;
import dev.millrace.partner.RestPartner;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(120)
class RedirectsTest {

    private static final Authenticator TOKEN =
            call -> CompletableFuture.completedFuture(call.with(new HttpHeader("Authorization", "Bearer token")));

    private RestPartner partner;
    private RestPartner other;

    @BeforeEach
    void open() throws Exception {
        partner = RestPartner.start();
        other = RestPartner.start();
    }

    @AfterEach
    void close() {
        partner.close();
        other.close();
    }

    @Test
    void followsNoneUnlessToldTo() throws Exception {
        partner.answerAll(Answer.redirect(308, "/moved"));
        try (HttpSender sender = settings(Map.of()).open(TOKEN, 2, false)) {

            HttpReply reply = answer(sender.send(post(partner.url())));

            assertThat(reply.status()).isEqualTo(308);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {307, 308})
    void followsWhatKeepsTheMethodWithBodyAndCredentials(int status) throws Exception {
        partner.answer(request -> request.path().equals("/orders"), Answer.redirect(status, "moved?to=here#top"));
        try (HttpSender sender = following()) {

            HttpReply reply = answer(sender.send(post(partner.url() + "/orders", new HttpHeader("X-Key", "secret"))));

            assertThat(reply.status()).isEqualTo(200);
            assertThat(partner.received()).last().satisfies(request -> {
                assertThat(request.method()).isEqualTo("POST");
                assertThat(request.path()).isEqualTo("/moved?to=here");
                assertThat(request.text()).isEqualTo("x");
                assertThat(request.header("Authorization")).contains("Bearer token");
                assertThat(request.header("X-Key")).contains("secret");
            });
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 303})
    void followsTheOthersForGetAloneForTheyMayChangeTheMethod(int status) throws Exception {
        partner.answer(request -> request.path().equals("/orders"), Answer.redirect(status, "/moved"));
        try (HttpSender sender = following()) {

            int posted = answer(sender.send(post(partner.url() + "/orders"))).status();
            int got = answer(sender.send(get(partner.url() + "/orders"))).status();

            assertThat(posted).isEqualTo(status);
            assertThat(got).isEqualTo(200);
        }
    }

    @Test
    void leavesTheOriginOnlyWhereThatIsAllowed() throws Exception {
        partner.answerAll(Answer.redirect(307, other.url() + "/stolen"));
        try (HttpSender sender = following()) {

            HttpReply reply = answer(sender.send(post(partner.url())));

            assertThat(reply.status()).isEqualTo(307);
            assertThat(other.count()).isZero();
        }
    }

    @Test
    void takesNoCredentialsToAnotherOrigin() throws Exception {
        partner.answerAll(Answer.redirect(307, other.url() + "/file"));
        try (HttpSender sender = following("http.redirects.origins", other.url())) {

            HttpReply reply = answer(sender.send(post(
                    partner.url(),
                    new HttpHeader("X-Api-Key", "secret"),
                    new HttpHeader("Cookie", "session=1"),
                    new HttpHeader("Idempotency-Key", "\"1\""))));

            assertThat(reply.status()).isEqualTo(200);
            assertThat(other.received()).singleElement().satisfies(request -> {
                assertThat(request.text()).isEqualTo("x");
                assertThat(request.header("Authorization")).isEmpty();
                assertThat(request.header("X-Api-Key")).isEmpty();
                assertThat(request.header("Cookie")).isEmpty();
                assertThat(request.header("Idempotency-Key")).contains("\"1\"");
            });
        }
    }

    @Test
    void isNotSentBackInItsOwnNameByAnotherOrigin() throws Exception {
        partner.answer(request -> request.path().equals("/orders"), Answer.redirect(307, other.url()));
        other.answerAll(Answer.redirect(307, partner.url() + "/admin"));
        try (HttpSender sender = following("http.redirects.origins", other.url())) {

            answer(sender.send(post(partner.url() + "/orders")));

            assertThat(partner.received()).last().satisfies(request -> {
                assertThat(request.path()).isEqualTo("/admin");
                assertThat(request.header("Authorization")).isEmpty();
            });
        }
    }

    @Test
    void endsARoundTripAfterFive() throws Exception {
        partner.answerAll(Answer.redirect(307, "/again"));
        try (HttpSender sender = following()) {

            HttpReply reply = answer(sender.send(post(partner.url())));

            assertThat(reply.status()).isEqualTo(307);
            assertThat(partner.count()).isEqualTo(6);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"ftp://127.0.0.1/", "http://", "::", "//user@127.0.0.1/", "", "http://[", "mailto:a@b"})
    void staysWithTheRedirectWhenItsTargetIsNone(String location) throws Exception {
        partner.answerAll(Answer.redirect(307, location).times(1));
        try (HttpSender sender = following()) {

            HttpReply reply = answer(sender.send(post(partner.url() + "/orders")));

            assertThat(reply.status()).isEqualTo(307);
            assertThat(partner.count()).isEqualTo(1);
        }
    }

    @Test
    void mayBeGivenUpOnTheWay() throws Exception {
        partner.answer(request -> request.path().equals("/orders"), Answer.redirect(307, "/moved"));
        partner.answerAll(Answer.hang());
        try (HttpSender sender = following()) {
            CompletableFuture<HttpReply> reply = sender.send(post(partner.url() + "/orders"));
            partner.awaitCount(2, Duration.ofMinutes(1));

            reply.cancel(true);
            partner.clearAnswers();
            int next = answer(sender.send(post(partner.url()))).status();
            int afterNext = answer(sender.send(post(partner.url()))).status();

            assertThat(next).isEqualTo(200);
            assertThat(afterNext).isEqualTo(200);
        }
    }

    private static HttpSender following(String... origins) {
        return settings(
                        origins.length == 0
                                ? Map.of("http.redirects", "same-method")
                                : Map.of("http.redirects", "same-method", origins[0], origins[1]))
                .open(TOKEN, 2, false);
    }
}
