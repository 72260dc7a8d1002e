package dev.millrace.webhook;

import dev.millrace.http.HttpAnswer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The way of an event from a sender who is known to a task's inbox: unpack, look whether Kafka has it or is about to get it,
 * make its records, queue it. Thread-safe; never blocks.
 */
final class Dispatch implements Event.Owner {

    private static final Logger LOG = LoggerFactory.getLogger(Dispatch.class);

    private final DispatchParts parts;
    private final AckSettings acknowledgement;
    private final Answers answers;
    private final Inboxes inboxes;
    private final RouteMeters meters;
    private final LongSupplier nanos;
    private final Map<EventKey, Event> onTheirWay = new ConcurrentHashMap<>();
    private final AtomicLong unsettled = new AtomicLong();

    /** The way of one route's events. */
    Dispatch(
            DispatchParts parts,
            AckSettings acknowledgement,
            Answers answers,
            Inboxes inboxes,
            RouteMeters meters,
            LongSupplier nanos) {
        this.parts = parts;
        this.acknowledgement = acknowledgement;
        this.answers = answers;
        this.inboxes = inboxes;
        this.meters = meters;
        this.nanos = nanos;
    }

    /** How many events are neither with Kafka nor given up. */
    long unsettled() {
        return unsettled.get();
    }

    /**
     * Takes an event, or a handshake that is to be told.
     *
     * @param handshake the answer that the sender waits for, when it is one
     * @throws EventRefused when it can't be read; the request is not answered then
     */
    void take(Passage passage, EventMarks marks, Optional<HttpAnswer> handshake) throws EventRefused {
        UnpackedRequest request = new UnpackedRequest(parts.decoder().decode(passage.request(), passage.room()));
        Optional<EventKey> key =
                handshake.isPresent() ? Optional.empty() : parts.identity().of(request, marks.coverage());
        if (key.isPresent() && !parts.seen().isReady()) {
            passage.end(unavailable(passage, Unavailable.PAST_UNKNOWN));
            return;
        }
        if (key.isPresent() && joins(onTheirWay.get(key.get()), passage)) {
            return;
        }
        boolean seen = key.isPresent() && parts.seen().contains(key.get());
        if (seen && isAnsweredAsDuplicate(passage)) {
            return;
        }
        List<PreparedRecord> records =
                parts.reading().read(request, new EventMarks(marks.coverage(), marks.handshake(), seen));
        if (records.stream().anyMatch(parts.size()::isExceededBy)) {
            throw new EventRefused(413, "record-too-large", "a record is larger than max.request.size");
        }
        if (records.isEmpty()) {
            // An empty batch: there is nothing that Kafka would have to have.
            passage.end(success(passage, handshake, Optional.empty()));
            return;
        }
        Event event = new Event(passage.id(), key, records, request.request().body().length, passage.room(), this);
        unsettled.incrementAndGet();
        if (key.isPresent() && !seen) {
            if (joins(onTheirWay.putIfAbsent(key.get(), event), passage)) {
                unsettled.decrementAndGet();
                return;
            }
            // Its first delivery may have been confirmed between the first look and now.
            if (parts.seen().contains(key.get()) && isAnsweredAsDuplicate(passage)) {
                event.fail(Unavailable.TIMED_OUT);
                return;
            }
        }
        queue(event, passage, handshake);
    }

    private void queue(Event event, Passage passage, Optional<HttpAnswer> handshake) {
        passage.answer().says(fate -> words(passage, handshake, fate));
        boolean early = acknowledgement.mode() == AckSettings.Mode.ENQUEUED;
        if (early) {
            event.keep();
        } else {
            event.join(passage.answer());
        }
        Optional<Unavailable> hindrance =
                inboxes.put(event, event.records().get(0).key());
        if (hindrance.isPresent()) {
            event.fail(hindrance.get());
            passage.answer().decided(new Fate.Lost(hindrance.get()));
        } else if (early) {
            boolean unused = passage.answer().answer(success(passage, handshake, Optional.empty()));
        }
    }

    /** Whether an event of the same key is on its way: its fate answers this request too. */
    private boolean joins(@Nullable Event first, Passage passage) {
        if (first == null) {
            return false;
        }
        meters.joined.increment();
        passage.answer().whenAnswered(passage.room()::close);
        if (acknowledgement.mode() == AckSettings.Mode.ENQUEUED) {
            boolean unused = passage.answer().answer(answers.duplicate(passage.id()));
        } else {
            passage.answer().says(fate -> words(passage, Optional.empty(), fate));
            first.join(passage.answer());
        }
        return true;
    }

    private boolean isAnsweredAsDuplicate(Passage passage) {
        meters.duplicates.increment();
        if (!parts.tagsDuplicates()) {
            passage.end(answers.duplicate(passage.id()));
        }
        return !parts.tagsDuplicates();
    }

    /** Queues an event that brings no answer; false when no task can take it. */
    boolean offer(Event event) {
        event.keep();
        unsettled.incrementAndGet();
        boolean queued = inboxes.put(event, null).isEmpty();
        if (!queued) {
            event.fail(Unavailable.STOPPING);
        }
        return queued;
    }

    /** Finds another task for what a task that leaves has not taken; its senders try again where there is none. */
    void giveBack(List<Event> events) {
        long lost = 0;
        for (Event event : events) {
            boolean moved = inboxes.mayMove()
                    && inboxes.put(event, event.records().get(0).key()).isEmpty();
            if (!moved) {
                lost += event.isKept() ? 1 : 0;
                event.fail(Unavailable.STOPPING);
            }
        }
        if (lost > 0) {
            meters.lost.add(lost);
            LOG.warn("{} requests that were answered when queued never got to Kafka: the task stopped", lost);
        }
    }

    @Override
    public CompletionStage<Void> over(Event event, Fate fate) {
        boolean kafkaHasIt = fate instanceof Fate.Confirmed
                || (fate instanceof Fate.Dropped dropped
                        && dropped.confirmed() > 0
                        && acknowledgement.onDropped() == AckSettings.OnDropped.ACCEPT);
        CompletionStage<Void> known = kafkaHasIt && event.key().isPresent()
                ? parts.seen().share(event.key().get())
                : CompletableFuture.completedStage(null);
        event.key().ifPresent(key -> onTheirWay.remove(key, event));
        unsettled.decrementAndGet();
        return known;
    }

    @Override
    public void confirmedLate(Event event) {
        event.key().ifPresent(parts.seen()::add);
    }

    private HttpAnswer words(Passage passage, Optional<HttpAnswer> handshake, Fate fate) {
        if (fate instanceof Fate.Confirmed confirmed) {
            return success(passage, handshake, Optional.of(confirmed.first()));
        }
        if (fate instanceof Fate.Lost lost) {
            return unavailable(passage, lost.reason());
        }
        meters.dropped.increment();
        return switch (acknowledgement.onDropped()) {
            case ACCEPT -> success(passage, handshake, Optional.empty());
            case REJECT -> answers.rejected(passage.id());
            case RETRY, AUTO -> unavailable(passage, Unavailable.DROPPED);
        };
    }

    private HttpAnswer success(Passage passage, Optional<HttpAnswer> handshake, Optional<RecordMetadata> first) {
        meters.acceptedAfter((nanos.getAsLong() - passage.sinceNanos()) / 1_000_000);
        return handshake.orElseGet(() -> answers.accepted(passage.id(), first));
    }

    private HttpAnswer unavailable(Passage passage, Unavailable reason) {
        meters.putOff(reason);
        return answers.unavailable(passage.id(), reason);
    }
}
