package dev.millrace.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.millrace.partner.Answer;
import dev.millrace.partner.RestPartner;
import dev.millrace.testkit.Eventually;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(120)
class ApacheHttpSenderTest {

    private static final Duration PATIENCE = Duration.ofSeconds(50);

    private RestPartner partner;
    private ApacheHttpSender sender;

    @BeforeEach
    void open() throws Exception {
        partner = RestPartner.start();
        sender = sender(PATIENCE);
    }

    @AfterEach
    void close() {
        sender.close();
        partner.close();
    }

    @ParameterizedTest
    @EnumSource(HttpMethod.class)
    void sendsMethodHeadersAndBody(HttpMethod method) throws Exception {
        HttpCall call = new HttpCall(
                method,
                URI.create(partner.url() + "/orders?x=1"),
                List.of(new HttpHeader("X-Source", "here")),
                "{}".getBytes(StandardCharsets.UTF_8),
                "application/json",
                false);

        HttpReply reply = answer(sender.send(call));

        assertThat(reply.status()).isEqualTo(200);
        assertThat(partner.received()).singleElement().satisfies(received -> {
            assertThat(received.method()).isEqualTo(method.name());
            assertThat(received.path()).isEqualTo("/orders?x=1");
            assertThat(received.header("X-Source")).contains("here");
            assertThat(received.header("Content-Type")).contains("application/json");
            assertThat(received.text()).isEqualTo("{}");
        });
    }

    @Test
    void keepsTheBeginningOfALongReply() throws Exception {
        partner.answerAll(Answer.accepted().body("text/plain", "abc".repeat(100_000)));

        HttpReply reply = answer(sender.send(post(false)));

        assertThat(reply.body()).hasSize(64).startsWith((byte) 'a', (byte) 'b');
    }

    @Test
    void followsNoRedirectAndRepeatsNoFailure() throws Exception {
        partner.answerAll(Answer.redirect(307, partner.url() + "/elsewhere").times(1));
        partner.answerAll(Answer.unavailable());

        int first = answer(sender.send(post(true))).status();
        int second = answer(sender.send(post(true))).status();

        assertThat(List.of(first, second)).containsExactly(307, 503);
        assertThat(partner.count()).isEqualTo(2);
    }

    @Test
    void keepsNoCookies() throws Exception {
        partner.answerAll(Answer.accepted().header("Set-Cookie", "session=1"));

        answer(sender.send(post(false)));
        answer(sender.send(post(false)));

        assertThat(partner.received())
                .allSatisfy(request -> assertThat(request.header("Cookie")).isEmpty());
    }

    @Test
    void givesUpWhenTheTimeIsOver() throws Exception {
        partner.answerAll(Answer.hang());
        try (ApacheHttpSender hurried = sender(Duration.ofMillis(200))) {

            HttpFault fault = fault(hurried.send(post(false)));

            assertThat(fault.stage()).isEqualTo(HttpFault.Stage.TIMEOUT);
        }
    }

    @Test
    void tellsThatNobodyListens() {
        partner.stopListening();

        HttpFault fault = fault(sender.send(post(true)));

        assertThat(fault.stage()).isEqualTo(HttpFault.Stage.CONNECT);
        assertThat(fault.getMessage()).contains("refused");
    }

    @Test
    void sendsARepeatableRequestAgainWhenAKeptConnectionWasClosed() throws Exception {
        answer(sender.send(post(true)));
        partner.answerAll(Answer.closeWithoutAnswer().times(1));

        HttpReply reply = answer(sender.send(post(true)));

        assertThat(reply.status()).isEqualTo(200);
        assertThat(partner.count()).isEqualTo(3);
    }

    @Test
    void repeatsOnlyOnce() throws Exception {
        partner.answerAll(Answer.closeWithoutAnswer());

        HttpFault fault = fault(sender.send(post(true)));

        assertThat(fault.stage()).isEqualTo(HttpFault.Stage.UNANSWERED);
        assertThat(partner.count()).isEqualTo(2);
    }

    @Test
    void neverRepeatsWhatTheReceiverCouldTakeForASecondRequest() {
        partner.answerAll(Answer.closeWithoutAnswer());

        HttpFault fault = fault(sender.send(post(false)));

        assertThat(fault.stage()).isEqualTo(HttpFault.Stage.UNANSWERED);
        assertThat(partner.count()).isEqualTo(1);
    }

    @Test
    void opensNoMoreConnectionsThanAllowed() throws Exception {
        partner.answerAll(Answer.accepted().after(Duration.ofMillis(300)));

        CompletableFuture<?>[] replies =
                IntStream.range(0, 20).mapToObj(i -> sender.send(post(false))).toArray(CompletableFuture<?>[]::new);
        CompletableFuture.allOf(replies).get(60, TimeUnit.SECONDS);

        assertThat(partner.acceptedCount()).isEqualTo(20);
        assertThat(partner.maxInFlight()).isEqualTo(4);
    }

    @Test
    void givesAnExchangeUpWhenItsFutureIsCancelled() throws Exception {
        partner.answerAll(Answer.hang().times(4));
        List<CompletableFuture<HttpReply>> hanging =
                IntStream.range(0, 4).mapToObj(i -> sender.send(post(false))).toList();
        partner.awaitInFlight(4, PATIENCE);

        hanging.forEach(reply -> reply.cancel(true));
        HttpReply next = answer(sender.send(post(false)));

        assertThat(next.status()).isEqualTo(200);
    }

    @Test
    void closesAtOnceWhileRequestsHang() throws Exception {
        partner.answerAll(Answer.hang());
        CompletableFuture<HttpReply> hanging = sender.send(post(false));
        partner.awaitInFlight(1, PATIENCE);
        long start = System.nanoTime();

        sender.close();

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(20));
        Eventually.holds("the request given up", hanging::isCompletedExceptionally);
        Eventually.holds(
                "no thread left",
                () -> Thread.getAllStackTraces().keySet().stream()
                        .noneMatch(thread -> thread.getName().startsWith("httpclient")));
    }

    private HttpCall post(boolean repeatable) {
        return new HttpCall(
                HttpMethod.POST,
                URI.create(partner.url() + "/orders"),
                List.of(),
                new byte[] {'x'},
                "text/plain",
                repeatable);
    }

    private ApacheHttpSender sender(Duration patience) {
        ClientSettings settings = new ClientSettings(patience, patience, Duration.ofMinutes(10));
        return new ApacheHttpSender(settings, 4, 64);
    }

    private static HttpReply answer(CompletableFuture<HttpReply> reply) throws Exception {
        return reply.get(60, TimeUnit.SECONDS);
    }

    private static HttpFault fault(CompletableFuture<HttpReply> reply) {
        ExecutionException failed =
                catchThrowableOfType(ExecutionException.class, () -> reply.get(60, TimeUnit.SECONDS));
        return (HttpFault) Objects.requireNonNull(failed.getCause());
    }
}
