package dev.millrace.http.auth;

import dev.millrace.http.HttpCall;
import dev.millrace.http.HttpFault;
import dev.millrace.http.HttpReply;
import dev.millrace.kit.RetryPolicy;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The token in force. It is replaced before its end while calls go on with it; whoever finds none waits for the one request
 * that is under way. After a failure nobody asks again before a back-off is over: whoever comes meanwhile is told of that
 * failure. For any thread; closed once, which ends every wait.
 */
final class TokenCache implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(TokenCache.class);

    private static final RetryPolicy BACK_OFF =
            new RetryPolicy(Duration.ofMillis(500), Duration.ofSeconds(30), RetryPolicy.FOR_EVER);

    /** A password that was refused is not sent again at once, or the account may be locked. */
    private static final Duration REFUSED = Duration.ofSeconds(30);

    private static final Duration LONGEST_WAIT = Duration.ofMinutes(10);

    /** One that was refused with 403 sooner lacks a permission, which the next one would lack as well. */
    private static final Duration YOUNG = Duration.ofSeconds(10);

    private final TokenSource source;
    private final Duration early;
    private final Clock clock;
    private final RandomGenerator random;
    private @Nullable Token current;
    private @Nullable CompletableFuture<Token> underWay;
    private @Nullable Throwable lastFailure;
    private Instant failedAt = Instant.MIN;
    private Duration quiet = Duration.ZERO;
    private int failures;
    private long fetched;
    private boolean closed;

    /** @param early how long before its end a token is replaced */
    TokenCache(TokenSource source, Duration early, Clock clock, RandomGenerator random) {
        this.source = source;
        this.early = early;
        this.clock = clock;
        this.random = random;
    }

    /** The token in force, or the next one. */
    CompletableFuture<Token> token() {
        CompletableFuture<Token> flight;
        CompletableFuture<Token> answer;
        synchronized (this) {
            Instant now = clock.instant();
            Token known = current;
            boolean usable = known != null && known.isValidAt(now);
            if (known != null && usable) {
                answer = CompletableFuture.completedFuture(known);
                if (!known.isDueAt(now, early) || underWay != null || isQuiet(now)) {
                    return answer;
                }
                flight = begin();
            } else if (underWay != null) {
                return underWay.copy();
            } else if (isQuiet(now) && lastFailure != null) {
                return CompletableFuture.failedFuture(lastFailure);
            } else {
                flight = begin();
                answer = flight.copy();
            }
        }
        launch(flight);
        return answer;
    }

    /** Replaces a token that was refused, unless that was done; whether there is another one. */
    CompletableFuture<Boolean> renew(HttpCall proven, HttpReply refusal) {
        synchronized (this) {
            Token known = current;
            if (known != null) {
                if (!known.isOn(proven)) {
                    return CompletableFuture.completedFuture(true);
                }
                if (refusal.status() == 403 && isWithin(YOUNG, known.asked(), clock.instant())) {
                    return CompletableFuture.completedFuture(false);
                }
                current = null;
            }
        }
        source.refused(refusal);
        return token().thenApply(token -> !token.isOn(proven));
    }

    /** How many tokens were granted so far. */
    synchronized long fetched() {
        return fetched;
    }

    @Override
    public void close() {
        CompletableFuture<Token> waiting;
        synchronized (this) {
            closed = true;
            lastFailure = new HttpFault(HttpFault.Stage.CONNECT, "the connector is closing", null);
            waiting = underWay;
        }
        if (waiting != null) {
            waiting.completeExceptionally(
                    new HttpFault(HttpFault.Stage.CONNECT, "the connector closed while a token was asked for", null));
        }
    }

    private boolean isQuiet(Instant now) {
        return closed || isWithin(quiet, failedAt, now);
    }

    /** A clock that was set back ends every time. */
    private static boolean isWithin(Duration time, Instant since, Instant now) {
        return !now.isBefore(since) && now.isBefore(since.plus(time));
    }

    private CompletableFuture<Token> begin() {
        CompletableFuture<Token> flight = new CompletableFuture<>();
        underWay = flight;
        return flight;
    }

    /** Outside the lock: the source may answer at once. */
    private void launch(CompletableFuture<Token> flight) {
        CompletableFuture<TokenOutcome> asked;
        try {
            asked = source.fetch();
        } catch (RuntimeException defect) {
            asked = CompletableFuture.failedFuture(defect);
        }
        Future<?> unused = asked.whenComplete((outcome, defect) -> {
            if (outcome instanceof TokenOutcome.Granted granted) {
                granted(granted.token());
                flight.complete(granted.token());
            } else {
                flight.completeExceptionally(failed(outcome, defect));
            }
        });
    }

    private synchronized void granted(Token token) {
        underWay = null;
        current = token;
        lastFailure = null;
        quiet = Duration.ZERO;
        failures = 0;
        fetched++;
    }

    private synchronized Throwable failed(@Nullable TokenOutcome outcome, @Nullable Throwable defect) {
        underWay = null;
        failures++;
        Throwable failure;
        if (outcome instanceof TokenOutcome.Unavailable unavailable) {
            failure = unavailable.fault();
            Duration told = BACK_OFF.delay(failures, unavailable.retryAfter(), random);
            quiet = told.compareTo(LONGEST_WAIT) < 0 ? told : LONGEST_WAIT;
        } else {
            failure = outcome instanceof TokenOutcome.Refused refused
                    ? refused.failure()
                    : Optional.ofNullable(defect).orElseGet(() -> new IllegalStateException("no token and no reason"));
            quiet = REFUSED;
        }
        lastFailure = failure;
        failedAt = clock.instant();
        Token known = current;
        if (failures == 1 && !closed && known != null) {
            // Nobody else tells: the calls go on with the token in force.
            LOG.warn("the token can't be replaced before its end, and is used on: {}", failure.getMessage());
        }
        return failure;
    }
}
