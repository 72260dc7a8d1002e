package dev.millrace.partner;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/** One event on its way, attempt after attempt. One attempt follows the other, so no field needs a lock. */
final class WebhookDelivery {

    private final WebhookEvent event;
    private final WebhookSigner signer;
    private final SendingTerms terms;
    private final WebhookWire wire;
    private final WebhookJournal journal;
    private final ScheduledExecutorService timer;
    private final CompletableFuture<Boolean> settled = new CompletableFuture<>();
    private final long begun = System.nanoTime();
    private int made;

    WebhookDelivery(
            WebhookEvent event,
            WebhookSigner signer,
            SendingTerms terms,
            WebhookWire wire,
            WebhookJournal journal,
            ScheduledExecutorService timer) {
        this.event = event;
        this.signer = signer;
        this.terms = terms;
        this.wire = wire;
        this.journal = journal;
        this.timer = timer;
    }

    /** True once the event got a 2xx, false once it was refused or given up. */
    CompletableFuture<Boolean> settled() {
        return settled;
    }

    void attempt() {
        wire.whenFree(() -> {
            try {
                Instant now = Instant.now();
                long start = System.nanoTime();
                CompletableFuture<WebhookWire.Reply> unused = wire.exchange(signer.sign(wire.nextTarget(), event, now))
                        .whenComplete((reply, impossible) -> ended(reply, now, start));
            } catch (RuntimeException mistake) {
                settled.completeExceptionally(mistake);
                wire.free();
            }
        });
    }

    private void ended(WebhookWire.Reply reply, Instant at, long start) {
        made++;
        Duration took = Duration.ofNanos(System.nanoTime() - start);
        WebhookAttempt attempt = new WebhookAttempt(made, at, took, reply.status(), reply.fault());
        journal.ended(event.id(), attempt);
        wire.free();
        if (attempt.acknowledged()) {
            settled.complete(true);
        } else if (attempt.retriable() && made < terms.attempts()) {
            again(reply);
        } else {
            settled.complete(false);
        }
    }

    private void again(WebhookWire.Reply reply) {
        Duration backoff = terms.backoff(made);
        Duration asked = reply.retryAfter().orElse(Duration.ZERO);
        Duration honoured = asked.compareTo(terms.longestRetryAfter()) < 0 ? asked : terms.longestRetryAfter();
        Duration pause = honoured.compareTo(backoff) > 0 ? honoured : backoff;
        if (System.nanoTime() - begun + pause.toNanos() > terms.giveUpAfter().toNanos()) {
            settled.complete(false);
            return;
        }
        try {
            ScheduledFuture<?> unused = timer.schedule(this::attempt, pause.toNanos(), TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException closed) {
            settled.complete(false);
        }
    }
}
