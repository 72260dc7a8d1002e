package dev.millrace.webhook;

import dev.millrace.webhook.listener.Route.Room;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.jspecify.annotations.Nullable;

/**
 * One event on its way from the queue to Kafka, and those who wait for it: the request that brought it, and those that
 * brought it again meanwhile. Thread-safe; its lock is held for moments only and never while somebody is answered.
 */
final class Event {

    /** Who keeps the books. */
    interface Owner {

        /** Told once for each event; answers are given when the stage completes, whether well or not. */
        CompletionStage<Void> over(Event event, Fate fate);

        /** Kafka has an event of which it had been told that nobody will know. */
        void confirmedLate(Event event);
    }

    private enum State {
        QUEUED,
        HANDED_OVER,
        OVER
    }

    private final String request;
    private final Optional<EventKey> key;
    private final List<PreparedRecord> records;
    private final long bytes;
    private final Room room;
    private final Owner owner;
    private final List<PendingAnswer> waiting = new ArrayList<>(1);
    private State state = State.QUEUED;
    private boolean kept;
    private int open;
    private int confirmed;
    private @Nullable RecordMetadata first;
    private @Nullable Fate fate;
    private @Nullable DedupPlace place;

    /**
     * An event that waits to be taken by a task.
     *
     * @param request the id of the request that brought it
     * @param bytes what it weighs in a batch
     * @param room what it holds in memory, given back when it is over
     * @param owner is told what became of it, before anybody is answered
     */
    Event(String request, Optional<EventKey> key, List<PreparedRecord> records, long bytes, Room room, Owner owner) {
        this.request = request;
        this.key = key;
        this.records = List.copyOf(records);
        this.bytes = bytes;
        this.room = room;
        this.owner = owner;
        this.open = records.size();
    }

    String request() {
        return request;
    }

    Optional<EventKey> key() {
        return key;
    }

    List<PreparedRecord> records() {
        return records;
    }

    long bytes() {
        return bytes;
    }

    /** Waits for its fate, which may be known already. */
    void join(PendingAnswer answer) {
        Fate known;
        synchronized (this) {
            known = fate;
            if (known == null) {
                waiting.add(answer);
            }
        }
        if (known != null) {
            answer.decided(known);
        }
        answer.whenAnswered(() -> leave(answer));
    }

    /** From now on it goes to Kafka whether anybody waits or not. */
    synchronized void keep() {
        kept = true;
    }

    synchronized boolean isKept() {
        return kept;
    }

    /** Somebody waits no longer. An event that nobody waits for, and that no task has taken, is given up: it comes again. */
    private void leave(PendingAnswer answer) {
        boolean givenUp;
        synchronized (this) {
            waiting.remove(answer);
            givenUp = waiting.isEmpty() && !kept && state == State.QUEUED;
        }
        if (givenUp) {
            end(State.QUEUED, new Fate.Lost(Unavailable.TIMED_OUT));
        }
    }

    /** A task takes it; false when it was given up meanwhile. */
    synchronized boolean handOver() {
        if (state != State.QUEUED) {
            return false;
        }
        state = State.HANDED_OVER;
        return true;
    }

    /** Where its records stand among the source offsets; told what becomes of them. */
    synchronized void standsAt(DedupPlace where) {
        place = where;
    }

    /** Kafka has one of its records. */
    void confirmed(RecordMetadata metadata) {
        synchronized (this) {
            confirmed++;
            if (first == null) {
                first = metadata;
            }
        }
        settledOne();
    }

    /** One of its records was dropped. */
    void dropped() {
        settledOne();
    }

    /** Nobody will tell any more what becomes of it. */
    void fail(Unavailable reason) {
        end(null, new Fate.Lost(reason));
    }

    private void settledOne() {
        Fate settled;
        synchronized (this) {
            if (--open > 0) {
                return;
            }
            RecordMetadata known = first;
            settled = known != null && confirmed == records.size()
                    ? new Fate.Confirmed(known)
                    : new Fate.Dropped(confirmed);
        }
        DedupPlace where = standing();
        if (where != null && settled instanceof Fate.Confirmed) {
            where.confirmed();
        } else if (where != null) {
            where.dropped();
        }
        end(null, settled);
    }

    private synchronized @Nullable DedupPlace standing() {
        return place;
    }

    private void end(@Nullable State only, Fate with) {
        List<PendingAnswer> told;
        boolean late;
        synchronized (this) {
            late = state == State.OVER;
            if (!late && only != null && (state != only || !waiting.isEmpty())) {
                return;
            }
            if (!late) {
                state = State.OVER;
                fate = with;
            }
            told = List.copyOf(waiting);
            waiting.clear();
        }
        if (late) {
            if (with instanceof Fate.Confirmed) {
                owner.confirmedLate(this);
            }
            return;
        }
        CompletionStage<Void> known = owner.over(this, with);
        room.close();
        CompletionStage<Void> unused =
                known.whenComplete((nothing, failure) -> told.forEach(answer -> answer.decided(with)));
    }
}
