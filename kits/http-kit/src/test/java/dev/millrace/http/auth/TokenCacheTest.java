package dev.millrace.http.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.http.HttpCall;
import dev.millrace.http.HttpFault;
import dev.millrace.http.HttpMethod;
import dev.millrace.http.HttpReply;
import dev.millrace.kit.ConnectorFailure;
import dev.millrace.kit.FailureKind;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class TokenCacheTest {

    private static final HttpCall CALL = new HttpCall(
            HttpMethod.POST, URI.create("http://127.0.0.1/"), List.of(), new byte[0], "application/json", false);
    private static final HttpReply UNAUTHORIZED = new HttpReply(401, Map.of(), new byte[0]);

    private final TestClock clock = new TestClock(Instant.parse("2026-03-01T12:00:00Z"));
    private final ByHand source = new ByHand();
    private final TokenCache cache = new TokenCache(source, Duration.ofMinutes(1), clock, new Random(7));

    @Test
    void asksOnceWhateverTheNumberOfThreads() throws Exception {
        int threads = 32;
        CyclicBarrier together = new CyclicBarrier(threads);
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        Queue<CompletableFuture<Token>> waiting = new ConcurrentLinkedQueue<>();
        List<Future<Boolean>> asking = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            asking.add(pool.submit(() -> {
                int unused = together.await(60, TimeUnit.SECONDS);
                return waiting.add(cache.token());
            }));
        }
        for (Future<Boolean> one : asking) {
            assertThat(one.get(60, TimeUnit.SECONDS)).isTrue();
        }
        assertThat(waiting).hasSize(threads).noneMatch(CompletableFuture::isDone);
        assertThat(source.asked).hasSize(1);

        source.grant(0, "first");

        for (CompletableFuture<Token> one : waiting) {
            assertThat(value(one.get(60, TimeUnit.SECONDS))).isEqualTo("first");
        }
        pool.shutdownNow();
    }

    @Test
    void joinsTheReplacementUnderWayWhenTheTokenIsRefused() throws Exception {
        HttpCall proven = grantFirst();
        clock.forward(Duration.ofMinutes(59));
        assertThat(value(cache.token().get())).isEqualTo("first");

        CompletableFuture<Boolean> renewed = cache.renew(proven, UNAUTHORIZED);

        assertThat(renewed).isNotDone();
        assertThat(source.asked).hasSize(2);
        source.grant(1, "second");
        assertThat(renewed.get()).isTrue();
        assertThat(value(cache.token().get())).isEqualTo("second");
    }

    @Test
    void renewsNothingForACallThatBoreAnOlderToken() throws Exception {
        HttpCall proven = grantFirst();
        CompletableFuture<Boolean> once = cache.renew(proven, UNAUTHORIZED);
        source.grant(1, "second");
        assertThat(once.get()).isTrue();

        assertThat(cache.renew(proven, UNAUTHORIZED).get()).isTrue();

        assertThat(source.asked).hasSize(2);
        assertThat(value(cache.token().get())).isEqualTo("second");
    }

    @Test
    void hasNoOtherProofWhenTheServerGivesTheSameTokenAgain() throws Exception {
        HttpCall proven = grantFirst();
        CompletableFuture<Boolean> renewed = cache.renew(proven, UNAUTHORIZED);

        source.grant(1, "first");

        assertThat(renewed.get()).isFalse();
    }

    @Test
    void usesATokenThatIsOverWhenItComesForThoseWhoWaited() throws Exception {
        CompletableFuture<Token> waiting = cache.token();
        source.asked
                .get(0)
                .complete(new TokenOutcome.Granted(
                        new BearerToken("brief", clock.instant(), Optional.of(Duration.ZERO))));

        assertThat(value(waiting.get())).isEqualTo("brief");
        assertThat(cache.token()).isNotDone();
        assertThat(source.asked).hasSize(2);
    }

    @Test
    void countsTheLifetimeFromTheRequest() throws Exception {
        CompletableFuture<Token> waiting = cache.token();
        Instant asked = clock.instant();
        clock.forward(Duration.ofSeconds(50));
        source.asked
                .get(0)
                .complete(
                        new TokenOutcome.Granted(new BearerToken("slow", asked, Optional.of(Duration.ofSeconds(100)))));
        assertThat(value(waiting.get())).isEqualTo("slow");
        clock.forward(Duration.ofSeconds(50));

        assertThat(cache.token()).isNotDone();
    }

    @Test
    void doublesTheBackOffUpToHalfAMinute() {
        Duration longest = Duration.ZERO;
        for (int failed = 1; failed <= 20; failed++) {
            CompletableFuture<Token> waiting = cache.token();
            source.fail(failed - 1, Optional.empty());
            assertThat(waiting).isCompletedExceptionally();
            Duration waited = Duration.ZERO;
            while (source.asked.size() == failed) {
                clock.forward(Duration.ofMillis(250));
                waited = waited.plusMillis(250);
                CompletableFuture<Token> unused = cache.token();
            }
            longest = waited.compareTo(longest) > 0 ? waited : longest;
            assertThat(waited).isLessThanOrEqualTo(Duration.ofMillis(250 + Math.min(30_000, 500L << (failed - 1))));
        }
        assertThat(longest).isBetween(Duration.ofSeconds(5), Duration.ofSeconds(31));
    }

    @Test
    void waitsAsLongAsToldButNotForEver() throws Exception {
        CompletableFuture<Token> waiting = cache.token();
        source.fail(0, Optional.of(Duration.ofDays(2)));
        assertThat(waiting).isCompletedExceptionally();
        clock.forward(Duration.ofMinutes(9));
        assertThat(cache.token()).isCompletedExceptionally();
        clock.forward(Duration.ofMinutes(1));

        assertThat(cache.token()).isNotDone();
    }

    @Test
    void asksAtOnceWhenTheClockWasSetBack() {
        CompletableFuture<Token> waiting = cache.token();
        source.fail(0, Optional.of(Duration.ofMinutes(10)));
        assertThat(waiting).isCompletedExceptionally();
        assertThat(cache.token()).isCompletedExceptionally();
        clock.forward(Duration.ofHours(-1));

        assertThat(cache.token()).isNotDone();
    }

    @Test
    void keepsTheTokenInForceWhenItsReplacementIsRefused() throws Exception {
        grantFirst();
        clock.forward(Duration.ofMinutes(59));
        assertThat(value(cache.token().get())).isEqualTo("first");
        source.asked
                .get(1)
                .complete(new TokenOutcome.Refused(
                        new ConnectorFailure(FailureKind.UNAUTHORIZED, "token-refused", "no more")));

        assertThat(value(cache.token().get())).isEqualTo("first");
        clock.forward(Duration.ofMinutes(1));
        CompletableFuture<Token> afterwards = cache.token();
        source.asked
                .get(2)
                .complete(new TokenOutcome.Refused(
                        new ConnectorFailure(FailureKind.UNAUTHORIZED, "token-refused", "no more")));

        assertThatThrownBy(afterwards::get).hasRootCauseInstanceOf(ConnectorFailure.class);
    }

    @Test
    void tellsOfADefectInTheSourceAndAsksAgainLater() {
        TokenCache broken = new TokenCache(
                () -> {
                    throw new IllegalStateException("a defect");
                },
                Duration.ZERO,
                clock,
                new Random(7));

        assertThatThrownBy(() -> broken.token().get()).hasRootCauseInstanceOf(IllegalStateException.class);
        clock.forward(Duration.ofMinutes(1));
        assertThatThrownBy(() -> broken.token().get()).hasRootCauseInstanceOf(IllegalStateException.class);
    }

    @Test
    void showsNoTokenInItsText() throws Exception {
        grantFirst();

        assertThat(cache.token().get().toString()).doesNotContain("first");
    }

    private HttpCall grantFirst() throws Exception {
        CompletableFuture<Token> waiting = cache.token();
        source.grant(0, "first");
        return waiting.get().on(CALL);
    }

    /** Gives tokens when the test says so. */
    private static String value(Token token) {
        return ((BearerToken) token).value();
    }

    private final class ByHand implements TokenSource {

        private final List<CompletableFuture<TokenOutcome>> asked = new ArrayList<>();

        @Override
        public synchronized CompletableFuture<TokenOutcome> fetch() {
            CompletableFuture<TokenOutcome> outcome = new CompletableFuture<>();
            asked.add(outcome);
            return outcome;
        }

        void grant(int number, String value) {
            asked.get(number)
                    .complete(new TokenOutcome.Granted(
                            new BearerToken(value, clock.instant(), Optional.of(Duration.ofHours(1)))));
        }

        void fail(int number, Optional<Duration> retryAfter) {
            asked.get(number)
                    .complete(new TokenOutcome.Unavailable(
                            new HttpFault(HttpFault.Stage.CONNECT, "no token", null), retryAfter));
        }
    }
}
