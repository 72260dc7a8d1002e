package dev.millrace.partner;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/** A stream of events from one sender. Thread-safe. */
public final class WebhookTraffic {

    private final WebhookSender sender;
    private final long events;
    private final LongFunction<WebhookEvent> source;
    private final Bell bell = new Bell();
    private volatile long begun;
    private volatile long settled;
    private volatile boolean stopped;
    private volatile @Nullable Throwable failure;

    WebhookTraffic(WebhookSender sender, long events, LongFunction<WebhookEvent> source) {
        this.sender = sender;
        this.events = events;
        this.source = source;
    }

    /** Begins no further event; those that were begun go on until they are settled. */
    public void stop() {
        stopped = true;
        bell.ring();
    }

    /** How many events were begun. */
    public long begun() {
        return begun;
    }

    /** How many events got their 2xx, were refused or were given up. */
    public long settled() {
        return settled;
    }

    /** Waits until this many events were begun. */
    public void awaitBegun(long count, Duration atMost) throws InterruptedException {
        await(() -> begun >= count, count + " events begun", atMost);
    }

    /** Waits until this many events were settled. */
    public void awaitSettled(long count, Duration atMost) throws InterruptedException {
        await(() -> settled >= count, count + " events settled", atMost);
    }

    /** Waits until no event is to be begun any more and each is settled. */
    public void awaitEnd(Duration atMost) throws InterruptedException {
        await(() -> over() && settled == begun, "the end", atMost);
    }

    /** Whether no event is to be begun any more. */
    boolean over() {
        return stopped || begun == events;
    }

    /** Begins the next event, if there is one; returns whether there was. */
    boolean next(Runnable whenSettled) {
        WebhookEvent event;
        synchronized (this) {
            if (over()) {
                return false;
            }
            try {
                event = source.apply(begun);
            } catch (RuntimeException mistake) {
                fail(mistake);
                return false;
            }
            begun++;
        }
        bell.ring();
        try {
            CompletableFuture<Boolean> unused = sender.send(event).whenComplete((acknowledged, mistake) -> {
                if (mistake != null) {
                    fail(mistake);
                }
                one();
                whenSettled.run();
            });
        } catch (RuntimeException mistake) {
            fail(mistake);
            one();
        }
        return true;
    }

    private void one() {
        synchronized (this) {
            settled++;
        }
        bell.ring();
    }

    private void fail(Throwable mistake) {
        failure = mistake;
        stop();
    }

    private void await(BooleanSupplier condition, String wanted, Duration atMost) throws InterruptedException {
        boolean held = bell.await(() -> condition.getAsBoolean() || failure != null, atMost);
        if (failure != null) {
            throw new IllegalStateException("the traffic broke down", failure);
        }
        if (!held) {
            throw new IllegalStateException(
                    "waited " + atMost + " for " + wanted + ", got " + begun + " begun and " + settled
                            + " settled; answers by status: " + sender.journal().statuses());
        }
    }
}
