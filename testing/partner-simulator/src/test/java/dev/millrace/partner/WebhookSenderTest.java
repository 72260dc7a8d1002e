package dev.millrace.partner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 120, unit = TimeUnit.SECONDS)
class WebhookSenderTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private RestPartner receiver;

    @BeforeEach
    void start() throws IOException {
        receiver = RestPartner.start();
    }

    @AfterEach
    void stop() {
        receiver.close();
    }

    @Test
    void sendsTheSignedEventOnceWhenItIsTaken() throws Exception {
        try (WebhookSender sender = sender(SendingTerms.persistent())) {
            boolean taken = sender.send(event(1)).get(60, TimeUnit.SECONDS);

            assertThat(taken).isTrue();
            ReceivedRequest request = receiver.received().get(0);
            assertThat(request.text()).isEqualTo("{\"n\":1}");
            assertThat(request.header("X-Hub-Signature-256")).get().asString().startsWith("sha256=");
            assertThat(sender.journal().acknowledged()).containsExactly("evt-1");
            assertThat(sender.journal().answersOf("evt-1"))
                    .singleElement()
                    .satisfies(attempt -> assertThat(attempt.status()).isEqualTo(200));
        }
    }

    @Test
    void triesAgainWithTheSameIdAndBodyUntilTheReceiverTakesIt() throws Exception {
        receiver.answerAll(Answer.unavailable().times(2));
        receiver.answerAll(Answer.status(429).times(1));
        try (WebhookSender sender = sender(SendingTerms.persistent())) {
            boolean taken = sender.send(event(1)).get(60, TimeUnit.SECONDS);

            assertThat(taken).isTrue();
            assertThat(sender.journal().answersOf("evt-1"))
                    .extracting(WebhookAttempt::status)
                    .containsExactly(503, 503, 429, 200);
            assertThat(receiver.received())
                    .hasSize(4)
                    .allSatisfy(request -> assertThat(request.text()).isEqualTo("{\"n\":1}"))
                    .allSatisfy(request ->
                            assertThat(request.header("X-GitHub-Delivery")).hasValue("evt-1"));
            assertThat(sender.journal().doubtful()).containsExactly("evt-1");
        }
    }

    @Test
    void givesUpAtOnceWhenItIsRefused() throws Exception {
        receiver.answerAll(401);
        try (WebhookSender sender = sender(SendingTerms.persistent())) {
            boolean taken = sender.send(event(1)).get(60, TimeUnit.SECONDS);

            assertThat(taken).isFalse();
            assertThat(sender.journal().answersOf("evt-1")).hasSize(1);
            assertThat(sender.journal().unanswered()).containsExactly("evt-1");
        }
    }

    @Test
    void triesNoMoreOftenThanItsTermsAllow() throws Exception {
        receiver.answerAll(503);
        try (WebhookSender sender = sender(SendingTerms.persistent().attempts(3))) {
            assertThat(sender.send(event(1)).get(60, TimeUnit.SECONDS)).isFalse();
            assertThat(receiver.count()).isEqualTo(3);
        }
    }

    @Test
    void triesNoLongerThanItsTermsAllow() throws Exception {
        receiver.answerAll(503);
        try (WebhookSender sender = sender(SendingTerms.persistent().giveUpAfter(Duration.ofSeconds(2)))) {
            assertThat(sender.send(event(1)).get(60, TimeUnit.SECONDS)).isFalse();
            List<WebhookAttempt> attempts = sender.journal().answersOf("evt-1");
            assertThat(attempts).hasSizeGreaterThan(1);
            assertThat(Duration.between(
                            attempts.get(0).begun(),
                            attempts.get(attempts.size() - 1).begun()))
                    .isLessThan(PATIENCE);
        }
    }

    @Test
    void waitsAsLongAsItIsAskedTo() throws Exception {
        receiver.answerAll(Answer.unavailable(Duration.ofSeconds(1)).times(1));
        try (WebhookSender sender = sender(SendingTerms.persistent())) {
            assertThat(sender.send(event(1)).get(60, TimeUnit.SECONDS)).isTrue();
            assertThat(betweenTheFirstTwo(sender)).isGreaterThanOrEqualTo(Duration.ofMillis(990));
        }
    }

    @Test
    void waitsUntilTheDateItIsAskedToWaitFor() throws Exception {
        // A date of HTTP has no fractions.
        Instant until = Instant.now().plusSeconds(3).truncatedTo(ChronoUnit.SECONDS);
        receiver.answerAll(Answer.tooManyRequestsUntil(until).times(1));
        try (WebhookSender sender = sender(SendingTerms.persistent().longestRetryAfter(Duration.ofSeconds(30)))) {
            assertThat(sender.send(event(1)).get(60, TimeUnit.SECONDS)).isTrue();
            assertThat(sender.journal().answersOf("evt-1").get(1).begun()).isAfterOrEqualTo(until);
        }
    }

    @Test
    void waitsNoLongerThanItsTermsAllowWhateverItIsAsked() throws Exception {
        receiver.answerAll(Answer.unavailable(Duration.ofHours(1)).times(1));
        try (WebhookSender sender = sender(SendingTerms.persistent().longestRetryAfter(Duration.ofMillis(200)))) {
            assertThat(sender.send(event(1)).get(60, TimeUnit.SECONDS)).isTrue();
            assertThat(betweenTheFirstTwo(sender)).isGreaterThanOrEqualTo(Duration.ofMillis(190));
        }
    }

    @Test
    void deliversEverythingToAReceiverThatComesBack() throws Exception {
        try (WebhookSender sender = sender(SendingTerms.persistent())) {
            WebhookTraffic traffic = sender.atRate(200, 200, WebhookSenderTest::event);
            traffic.awaitSettled(50, PATIENCE);

            receiver.stopListening();
            traffic.awaitBegun(120, PATIENCE);
            receiver.listenAgain();
            traffic.awaitEnd(PATIENCE);

            assertThat(sender.journal().acknowledged()).hasSize(200);
            assertThat(sender.journal().unanswered()).isEmpty();
            assertThat(sender.journal().statuses()).containsKey(WebhookAttempt.NO_ANSWER);
            assertThat(sender.journal().doubtful()).isNotEmpty().hasSizeLessThan(200);
            assertThat(receiver.accepted()).extracting(ReceivedRequest::text).contains("{\"n\":0}", "{\"n\":199}");
        }
    }

    @Test
    void countsASilentReceiverAsNoAnswer() throws Exception {
        receiver.answerAll(Answer.hang().times(1));
        try (WebhookSender sender = sender(SendingTerms.persistent().answerTimeout(Duration.ofSeconds(3)))) {
            assertThat(sender.send(event(1)).get(60, TimeUnit.SECONDS)).isTrue();
            assertThat(sender.journal().answersOf("evt-1"))
                    .extracting(WebhookAttempt::status)
                    .containsExactly(WebhookAttempt.NO_ANSWER, 200);
            assertThat(sender.journal().answersOf("evt-1").get(0).fault()).contains("Timeout");
        }
    }

    @Test
    void keepsThePaceWhateverTheReceiverDoes() throws Exception {
        receiver.answerAll(Answer.hang());
        try (WebhookSender sender = sender(SendingTerms.persistent().connections(5))) {
            long start = System.nanoTime();
            WebhookTraffic traffic = sender.atRate(100, 1_000, WebhookSenderTest::event);
            traffic.awaitBegun(51, PATIENCE);

            assertThat(Duration.ofNanos(System.nanoTime() - start)).isBetween(Duration.ofMillis(490), PATIENCE);
            receiver.awaitInFlight(5, PATIENCE);
            assertThat(receiver.maxInFlight()).isEqualTo(5);
        }
    }

    @Test
    void keepsAsManyEventsOpenAsItIsTold() throws Exception {
        receiver.answerAll(Answer.accepted().after(Duration.ofMillis(20)));
        try (WebhookSender sender = sender(SendingTerms.once())) {
            WebhookTraffic traffic = sender.atConcurrency(8, 200, WebhookSenderTest::event);
            traffic.awaitEnd(PATIENCE);

            assertThat(receiver.maxInFlight()).isBetween(2, 8);
            assertThat(sender.journal().acknowledged()).hasSize(200);
            assertThat(sender.journal().latencies().median()).isGreaterThanOrEqualTo(Duration.ofMillis(20));
            assertThat(sender.journal().latencies().count()).isEqualTo(200);
        }
    }

    @Test
    void beginsNothingMoreOnceStopped() throws Exception {
        try (WebhookSender sender = sender(SendingTerms.persistent())) {
            WebhookTraffic traffic = sender.atRate(500, Long.MAX_VALUE, WebhookSenderTest::event);
            traffic.awaitBegun(10, PATIENCE);

            traffic.stop();
            traffic.awaitEnd(PATIENCE);

            assertThat(sender.journal().sent()).hasSize((int) traffic.begun());
            assertThat(sender.journal().acknowledged())
                    .isEqualTo(sender.journal().sent());
        }
    }

    @Test
    void takesReceiversInTurn() throws Exception {
        try (RestPartner second = RestPartner.start();
                WebhookSender sender = WebhookSender.toEach(
                        List.of(receiver.url() + "/in", second.url() + "/in"),
                        WebhookSigner.none(),
                        SendingTerms.persistent())) {
            second.stopListening();

            sender.atConcurrency(1, 4, WebhookSenderTest::event).awaitEnd(PATIENCE);

            assertThat(sender.journal().acknowledged()).hasSize(4);
            assertThat(receiver.count()).isEqualTo(4);
            assertThat(sender.journal().statuses()).containsKey(WebhookAttempt.NO_ANSWER);
        }
    }

    @Test
    void signsTheAddressThatTheProviderKnows() throws Exception {
        WebhookSigner signer = WebhookSigner.square("key").knownAs("https://hooks.example.com");
        try (WebhookSender sender = WebhookSender.to(receiver.url() + "/in?a=1", signer, SendingTerms.once())) {
            assertThat(sender.send(event(1)).get(60, TimeUnit.SECONDS)).isTrue();

            String known = "https://hooks.example.com/in?a=1{\"n\":1}";
            assertThat(receiver.received().get(0).header("x-square-hmacsha256-signature"))
                    .hasValue(DigestText.BASE64.of(Macs.sha256(Macs.utf8("key"), known)));
            assertThat(receiver.received().get(0).path()).isEqualTo("/in?a=1");
        }
    }

    @Test
    void refusesAnIdThatWasSentBefore() throws Exception {
        try (WebhookSender sender = sender(SendingTerms.once())) {
            assertThat(sender.send(event(1)).get(60, TimeUnit.SECONDS)).isTrue();

            assertThatThrownBy(() -> sender.send(event(1)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("evt-1");
        }
    }

    @Test
    void passesOnThatItsSourceOfEventsFailed() {
        try (WebhookSender sender = sender(SendingTerms.once())) {
            WebhookTraffic traffic = sender.atRate(100, 10, number -> {
                throw new IllegalStateException("dry");
            });

            assertThatThrownBy(() -> traffic.awaitEnd(PATIENCE)).hasRootCauseMessage("dry");
        }
    }

    @Test
    void settlesEverythingWhenItIsClosed() throws Exception {
        receiver.answerAll(Answer.hang());
        WebhookSender sender = sender(SendingTerms.persistent().connections(1));
        CompletableFuture<Boolean> open = sender.send(event(1));
        CompletableFuture<Boolean> waiting = sender.send(event(2));
        receiver.awaitInFlight(1, PATIENCE);

        sender.close();

        assertThat(open.get(60, TimeUnit.SECONDS)).isFalse();
        assertThat(waiting.get(60, TimeUnit.SECONDS)).isFalse();
        assertThat(Eventually.holds(
                        () -> Thread.getAllStackTraces().keySet().stream()
                                .noneMatch(thread -> thread.getName().equals("webhook-sender")),
                        PATIENCE))
                .isTrue();
    }

    private WebhookSender sender(SendingTerms terms) {
        return WebhookSender.to(receiver.url() + "/in", WebhookSigner.github("secret"), terms);
    }

    private static WebhookEvent event(long number) {
        return WebhookEvent.json("evt-" + number, "{\"n\":" + number + "}");
    }

    private static Duration betweenTheFirstTwo(WebhookSender sender) {
        List<WebhookAttempt> attempts = sender.journal().answersOf("evt-1");
        return Duration.between(attempts.get(0).begun(), attempts.get(1).begun());
    }
}
