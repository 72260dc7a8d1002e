package dev.millrace.webhook;

import dev.millrace.http.HttpAnswer;
import dev.millrace.http.ReceivedRequest;
import dev.millrace.http.signature.WebhookProvider;
import dev.millrace.webhook.listener.Route;
import dev.millrace.webhook.listener.RouteAddress;
import dev.millrace.webhook.listener.RouteLimits;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.function.LongSupplier;
import org.apache.kafka.connect.storage.OffsetStorageReader;

/**
 * The route of one connector on this worker, shared by its tasks: who sent a request, what becomes of it, and that it is
 * answered in time. Thread-safe; never blocks.
 */
final class WebhookRoute implements Route {

    private static final double READY_UP_TO = 0.9;

    /**
     * What a route is, besides its parts.
     *
     * @param ackTimeout from the first byte of a request to its answer
     */
    record Terms(String connector, RouteAddress address, RouteLimits limits, Duration ackTimeout) {}

    /**
     * What the route knows from before it was opened.
     *
     * @param seen closed with the route
     * @param window gets what the offsets of a task remember
     * @param given the configuration, by which tasks find the route that is theirs
     */
    record Past(SeenEvents seen, DedupWindow window, Map<String, String> given) {}

    private final Terms terms;
    private final WebhookProvider provider;
    private final Dispatch dispatch;
    private final Inboxes inboxes;
    private final Memory memory;
    private final Answers answers;
    private final Verdicts verdicts;
    private final RouteMeters meters;
    private final Deadlines deadlines;
    private final Clock clock;
    private final LongSupplier nanos;

    private final Past past;
    private int tasks = 1;
    private boolean closed;

    /**
     * A route for the task that opens it, which has entered.
     *
     * @param past closed when the last task has left and nothing is on its way any more
     */
    WebhookRoute(
            Terms terms,
            WebhookProvider provider,
            Dispatch dispatch,
            Inboxes inboxes,
            Memory memory,
            Answers answers,
            Verdicts verdicts,
            RouteMeters meters,
            Deadlines deadlines,
            Clock clock,
            LongSupplier nanos,
            Past past) {
        this.terms = terms;
        this.provider = provider;
        this.dispatch = dispatch;
        this.inboxes = inboxes;
        this.memory = memory;
        this.answers = answers;
        this.verdicts = verdicts;
        this.meters = meters;
        this.deadlines = deadlines;
        this.clock = clock;
        this.nanos = nanos;
        this.past = past;
    }

    /** Another task is about to join; false when the last one has left. */
    synchronized boolean enter() {
        if (!closed) {
            tasks++;
        }
        return !closed;
    }

    /** Whether it was opened for tasks of this configuration. */
    boolean isOf(Map<String, String> given) {
        return past.given().equals(given);
    }

    /** Where a task's records stand. */
    SourcePlaces places(WebhookSettings settings, OffsetStorageReader reader) {
        return OffsetPlaces.of(settings, reader, past.window());
    }

    /** From now on the task takes requests. */
    void join(Inbox inbox) {
        inboxes.join(inbox);
    }

    /**
     * A task leaves: what it has not taken goes to another one or comes again, and what the worker has is waited for as long as
     * its senders wait.
     *
     * @param inbox empty when it never joined
     * @param handedOver what the worker has and Kafka has not confirmed
     */
    void leave(Optional<Inbox> inbox, List<Event> handedOver) {
        inbox.ifPresent(gone -> {
            inboxes.leave(gone);
            dispatch.giveBack(gone.close());
        });
        Future<?> unused = deadlines.after(
                handedOver.isEmpty() ? 0 : terms.ackTimeout().toMillis(),
                () -> handedOver.forEach(event -> event.fail(Unavailable.STOPPING)));
        synchronized (this) {
            tasks--;
            closed = tasks == 0;
        }
        if (closed) {
            // What other tasks left behind ends before.
            Future<?> unusedLast = deadlines.after(
                    dispatch.unsettled() == 0 ? 0 : terms.ackTimeout().toMillis() + 100, this::close);
            deadlines.close();
        }
    }

    private void close() {
        try {
            provider.close();
            past.seen().close();
        } finally {
            meters.close();
        }
    }

    @Override
    public String connector() {
        return terms.connector();
    }

    @Override
    public RouteAddress address() {
        return terms.address();
    }

    @Override
    public RouteLimits limits() {
        return terms.limits();
    }

    @Override
    public boolean isReady() {
        return inboxes.hindrance().isEmpty() && !memory.isFullerThan(READY_UP_TO);
    }

    @Override
    public Admission admit(long bytes) {
        Optional<Unavailable> hindrance = inboxes.hindrance();
        if (hindrance.isPresent()) {
            return new Admission.Refused(unavailable("", hindrance.get()));
        }
        return memory.reserve(bytes)
                .<Admission>map(Admission.Admitted::new)
                .orElseGet(() -> new Admission.Refused(unavailable("", Unavailable.QUEUE_FULL)));
    }

    @Override
    public CompletionStage<HttpAnswer> receive(ReceivedRequest request, Room room) {
        PendingAnswer answer = new PendingAnswer();
        Passage passage = new Passage(request, room, answer, nanos.getAsLong());
        answer.endsWith(deadlines.after(millisLeft(request), () -> {
            if (answer.answer(answers.unavailable(request.id(), Unavailable.TIMED_OUT))) {
                meters.putOff(Unavailable.TIMED_OUT);
            }
        }));
        CompletionStage<WebhookProvider.Admission> unused =
                asked(request).whenComplete((admission, failure) -> verdicts.carryOut(passage, admission, failure));
        return answer.stage();
    }

    private CompletionStage<WebhookProvider.Admission> asked(ReceivedRequest request) {
        try {
            return provider.admit(request, request.receivedAt());
        } catch (RuntimeException defect) {
            return CompletableFuture.failedStage(defect);
        }
    }

    /** The sender's clock runs since it began to send. */
    private long millisLeft(ReceivedRequest request) {
        long spent = Duration.between(request.receivedAt(), clock.instant()).toMillis();
        return terms.ackTimeout().toMillis() - Math.max(0, spent);
    }

    private HttpAnswer unavailable(String request, Unavailable reason) {
        meters.putOff(reason);
        return answers.unavailable(request, reason);
    }
}
