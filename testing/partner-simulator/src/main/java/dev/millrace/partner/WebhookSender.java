package dev.millrace.partner;

import java.net.URI;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.LongFunction;

/**
 * A provider that sends webhooks and tries again: after a connection that failed, a 429 and a 5xx, with the same id and
 * body, signed anew, after a growing pause with jitter or the one the receiver asked for.
 *
 * <p>Connections are kept. Several receivers are taken in turn, also from attempt to attempt, as a load balancer would.
 * Thread-safe. {@link #close()} gives up what is open and ends its threads; the journal stays readable.
 */
public final class WebhookSender implements AutoCloseable {

    private static final long TICK_NANOS = TimeUnit.MILLISECONDS.toNanos(2);

    private final WebhookSigner signer;
    private final SendingTerms terms;
    private final WebhookWire wire;
    private final WebhookJournal journal = new WebhookJournal();
    private final ScheduledExecutorService timer = Executors.newScheduledThreadPool(2, WebhookSender::daemon);

    private WebhookSender(List<URI> targets, WebhookSigner signer, SendingTerms terms) {
        if (targets.isEmpty()) {
            throw new IllegalArgumentException("a sender needs a receiver");
        }
        this.signer = signer;
        this.terms = terms;
        this.wire = new WebhookWire(targets, terms);
    }

    /** Sends to one receiver. */
    public static WebhookSender to(String url, WebhookSigner signer, SendingTerms terms) {
        return new WebhookSender(List.of(URI.create(url)), signer, terms);
    }

    /** Sends to several receivers in turn. */
    public static WebhookSender toEach(List<String> urls, WebhookSigner signer, SendingTerms terms) {
        return new WebhookSender(urls.stream().map(URI::create).toList(), signer, terms);
    }

    /**
     * Sends one event. The future is true once it got a 2xx, false once it was refused (another status) or given up.
     *
     * @throws IllegalArgumentException for an id that was sent before
     */
    public CompletableFuture<Boolean> send(WebhookEvent event) {
        journal.begun(event.id());
        WebhookDelivery delivery = new WebhookDelivery(event, signer, terms, wire, journal, timer);
        delivery.attempt();
        return delivery.settled();
    }

    /**
     * Begins events at an even pace, whatever becomes of the earlier ones.
     *
     * @param perSecond over 0; above 500 several are begun at once, every 2 ms
     * @param events how many at most
     * @param source makes the event of a number, from 0
     */
    public WebhookTraffic atRate(double perSecond, long events, LongFunction<WebhookEvent> source) {
        WebhookTraffic traffic = new WebhookTraffic(this, events, source);
        long start = System.nanoTime();
        CompletableFuture<Void> end = new CompletableFuture<>();
        ScheduledFuture<?> ticking = timer.scheduleAtFixedRate(
                () -> {
                    long due = (long) ((System.nanoTime() - start) / 1e9 * perSecond) + 1;
                    while (traffic.begun() < due && traffic.next(() -> {})) {
                        // catches up with the clock
                    }
                    if (traffic.over()) {
                        end.complete(null);
                    }
                },
                0,
                TICK_NANOS,
                TimeUnit.NANOSECONDS);
        CompletableFuture<Void> unused = end.thenRun(() -> ticking.cancel(false));
        return traffic;
    }

    /**
     * Keeps this many events open until all were sent: the next one begins when one is settled.
     *
     * @param open how many at once; no more than {@link SendingTerms#connections} are on the wire
     * @param events how many at most
     * @param source makes the event of a number, from 0
     */
    public WebhookTraffic atConcurrency(int open, long events, LongFunction<WebhookEvent> source) {
        WebhookTraffic traffic = new WebhookTraffic(this, events, source);
        for (int lane = 0; lane < open; lane++) {
            step(traffic);
        }
        return traffic;
    }

    /** What was sent and what was answered. */
    public WebhookJournal journal() {
        return journal;
    }

    @Override
    public void close() {
        timer.shutdownNow();
        wire.close();
    }

    private void step(WebhookTraffic traffic) {
        if (!timer.isShutdown()) {
            // on a thread of the timer: the chain must not grow the stack of the answer's thread
            boolean unused = traffic.next(() -> submit(traffic));
        }
    }

    private void submit(WebhookTraffic traffic) {
        try {
            timer.execute(() -> step(traffic));
        } catch (RejectedExecutionException closed) {
            traffic.stop();
        }
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "webhook-sender");
        thread.setDaemon(true);
        return thread;
    }
}
