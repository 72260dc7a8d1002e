package dev.millrace.rest;

import dev.millrace.http.ApiVersionWatch;
import dev.millrace.http.HttpCall;
import dev.millrace.http.HttpFault;
import dev.millrace.http.HttpReply;
import dev.millrace.http.HttpSender;
import dev.millrace.http.limit.RequestLimiter;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Future;

/** A client with its limits, and its manners. Any thread may send. */
final class ApiClient implements AutoCloseable {

    private final HttpSender sender;
    private final HttpSender tokens;
    private final RequestLimiter limiter;
    private final ApiVersionWatch versions;
    private final HostBreakers breakers;
    private final Manners manners;

    /**
     * Takes over both senders.
     *
     * @param tokens fetches what requests prove themselves with
     */
    ApiClient(
            HttpSender sender,
            HttpSender tokens,
            RequestLimiter limiter,
            ApiVersionWatch versions,
            HostBreakers breakers,
            Manners manners) {
        this.sender = sender;
        this.tokens = tokens;
        this.limiter = limiter;
        this.versions = versions;
        this.breakers = breakers;
        this.manners = manners;
    }

    /**
     * How long to wait before the call may be sent; zero when it must be sent now, for it was counted.
     *
     * @throws dev.millrace.kit.ConnectorFailure when the server's robots.txt does not let it
     */
    Duration acquire(HttpCall call) {
        return manners.admit(call.target(), () -> limiter.acquire(call.body().length));
    }

    HostBreakers breakers() {
        return breakers;
    }

    /** Sends a call that was allowed to. */
    CompletableFuture<HttpReply> send(HttpCall call, String endpoint) {
        long begin = System.nanoTime();
        CompletableFuture<HttpReply> sent = sender.send(call);
        Future<?> unused = sent.whenComplete((reply, failure) -> {
            Duration latency = Duration.ofNanos(System.nanoTime() - begin);
            if (failure == null) {
                limiter.replied(reply, latency);
                versions.seen(endpoint, reply);
            } else if (causeOf(failure) instanceof HttpFault fault) {
                limiter.lost(fault, latency);
            } else {
                limiter.released();
            }
        });
        return sent;
    }

    @Override
    public void close() {
        manners.close();
        sender.close();
        tokens.close();
    }

    private static Throwable causeOf(Throwable failure) {
        return failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
    }
}
