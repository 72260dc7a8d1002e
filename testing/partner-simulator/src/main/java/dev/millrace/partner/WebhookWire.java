package dev.millrace.partner;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Kept connections to the receivers, a limited number of exchanges at a time, receivers in turn. Thread-safe. */
final class WebhookWire {

    /** How an exchange ended; a status of 0 means without an answer. */
    record Reply(int status, Optional<Duration> retryAfter, String fault) {}

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
    private final List<URI> targets;
    private final SendingTerms terms;
    private final AtomicInteger turn = new AtomicInteger();
    private final Queue<Runnable> waiting = new ArrayDeque<>();
    private final Map<Integer, CompletableFuture<?>> open = new ConcurrentHashMap<>();
    private final AtomicInteger exchanges = new AtomicInteger();
    private int busy;
    private volatile boolean closed;

    WebhookWire(List<URI> targets, SendingTerms terms) {
        this.targets = List.copyOf(targets);
        this.terms = terms;
    }

    URI nextTarget() {
        return targets.get(Math.floorMod(turn.getAndIncrement(), targets.size()));
    }

    /** Runs what starts an exchange, now or when a connection is free; {@link #free()} must follow. */
    void whenFree(Runnable start) {
        synchronized (this) {
            if (busy == terms.connections()) {
                waiting.add(start);
                return;
            }
            busy++;
        }
        start.run();
    }

    /** One connection is free. */
    void free() {
        Runnable next;
        synchronized (this) {
            next = waiting.poll();
            if (next == null) {
                busy--;
                return;
            }
        }
        next.run();
    }

    /** Sends one request, once; never completes exceptionally. */
    CompletableFuture<Reply> exchange(SignedWebhook request) {
        if (closed) {
            return CompletableFuture.completedFuture(
                    new Reply(WebhookAttempt.NO_ANSWER, Optional.empty(), "the sender is closed"));
        }
        HttpRequest.Builder builder = HttpRequest.newBuilder(request.target())
                .timeout(terms.answerTimeout())
                .method(request.method(), HttpRequest.BodyPublishers.ofByteArray(request.body()));
        request.headers().forEach(builder::setHeader);
        CompletableFuture<HttpResponse<Void>> answer =
                client.sendAsync(builder.build(), HttpResponse.BodyHandlers.discarding());
        int number = exchanges.getAndIncrement();
        open.put(number, answer);
        return answer.handle((response, failure) -> {
            open.remove(number);
            return failure == null
                    ? new Reply(response.statusCode(), retryAfter(response, Instant.now()), "")
                    : new Reply(WebhookAttempt.NO_ANSWER, Optional.empty(), reason(failure));
        });
    }

    /** Gives up what is on the wire. */
    void close() {
        closed = true;
        open.values().forEach(exchange -> exchange.cancel(true));
    }

    private static String reason(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        return cause.getClass().getSimpleName() + ": " + cause.getMessage();
    }

    /** RFC 9110, section 10.2.3: seconds or a date. */
    private static Optional<Duration> retryAfter(HttpResponse<Void> response, Instant now) {
        return response.headers().firstValue("Retry-After").flatMap(value -> {
            try {
                return Optional.of(
                        value.matches("\\d{1,9}")
                                ? Duration.ofSeconds(Long.parseLong(value))
                                : Duration.between(
                                        now, ZonedDateTime.parse(value, DateTimeFormatter.RFC_1123_DATE_TIME)));
            } catch (DateTimeException neither) {
                return Optional.empty();
            }
        });
    }
}
