package dev.millrace.rest;

import dev.millrace.kit.AuditEvent;
import dev.millrace.kit.ConnectorFailure;
import dev.millrace.kit.Consequence;
import dev.millrace.kit.FailureKind;
import dev.millrace.kit.FailurePolicy;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One endpoint: its rounds by its schedule, one request at a time, the next page ahead of the rows of the one before.
 * Never blocks. Belongs to the polling thread.
 */
final class Endpoint implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Endpoint.class);

    private final EndpointSettings settings;
    private final EndpointRoom room;
    private final RoundParts parts;
    private final RowRecords records;
    private final Map<String, String> partition;
    private EndpointState state;
    private Instant nextRound;
    private volatile @Nullable Round round;
    private Instant began = Instant.EPOCH;
    private @Nullable PolledRecord event;
    private boolean resumed;
    private boolean unchanged;
    private boolean aheadFailed;
    private @Nullable CompletableFuture<Page> underWay;
    private @Nullable Page arrived;
    private Instant askAgain = Instant.MIN;
    private int failures;
    private int refusals;
    private volatile Instant lastSuccess;
    private volatile Optional<String> reached;

    /** @param stored what its offset tells */
    Endpoint(EndpointSettings settings, EndpointState stored, EndpointRoom room, RoundParts parts, RowRecords records) {
        this.settings = settings;
        this.room = room;
        this.parts = parts;
        this.records = records;
        this.partition = partition(settings.name());
        this.state = records.resumes() ? stored : stored.forgotten();
        Instant now = room.clock().instant();
        this.nextRound = state.running().isPresent() ? now : settings.schedule().first(now);
        this.lastSuccess = now;
        this.reached = stored.cursor();
        room.meters()
                .gauge(
                        "last.success.age.ms",
                        "Milliseconds since a round came to its end, or since the start",
                        () -> Duration.between(lastSuccess, room.clock().instant())
                                .toMillis());
        room.meters()
                .gauge(
                        "cursor.age.ms",
                        "How far the cursor lies behind now, where it is a time; -1 otherwise",
                        () -> cursorAge(parts.increment()));
    }

    /** The source partition of an endpoint. */
    static Map<String, String> partition(String name) {
        return Map.of("endpoint", name);
    }

    String name() {
        return settings.name();
    }

    /** Whether a round is under way. */
    boolean isBusy() {
        return round != null;
    }

    /** Whether a round is to begin. */
    boolean isDue() {
        return round == null && !room.clock().instant().isBefore(nextRound);
    }

    /** When there is something to do, if nothing arrives before. */
    Instant wakesAt() {
        if (round == null) {
            return nextRound;
        }
        return underWay == null && arrived == null ? askAgain : Instant.MAX;
    }

    /** Begins the round that is due. */
    void begin() {
        Instant now = room.clock().instant();
        began = now;
        Optional<RoundState> running = state.running();
        resumed = running.isPresent();
        unchanged = false;
        if (running.isPresent()) {
            Round goesOn = Round.resume(parts, state, running.get(), now);
            round = goesOn;
            records.begin(goesOn.totals());
            return;
        }
        Optional<Window> window = parts.increment().next(state.cursor(), now);
        if (window.isEmpty()) {
            nextRound = later(now);
            return;
        }
        Round begun = Round.begin(parts, state, window.get(), now);
        round = begun;
        records.begin(begun.totals());
        if (room.audit().tells(AuditEvent.Step.STARTED)) {
            begun.progress().count();
            event = room.audit()
                    .started(
                            partition,
                            begun.progress().here(),
                            room.address(),
                            begun.progress().round());
        }
    }

    /**
     * Takes what arrived, and asks for what is next.
     *
     * @throws ConnectorFailure when the endpoint can't go on
     */
    void step() {
        Round current = round;
        if (current == null) {
            return;
        }
        take(current);
        if (round != current) {
            // It is to begin anew: what it wanted next is of no use.
            return;
        }
        if (arrived == null) {
            arrived = current.takeKept();
        }
        Page page = arrived;
        if (page != null
                && !current.isOpen()
                && !current.isOver()
                && page.request().page() == current.wanted().page()) {
            arrived = null;
            open(current, page);
        }
        if (round != current) {
            return;
        }
        if (underWay == null
                && arrived == null
                && !current.isOver()
                && !room.clock().instant().isBefore(askAgain)) {
            aheadFailed &= current.isOpen();
            Optional<PageRequest> next = current.isOpen() ? current.ahead() : Optional.of(current.wanted());
            next.filter(request -> !aheadFailed).ifPresent(this::ask);
        }
    }

    /**
     * The next record; null when there is none for now.
     *
     * @throws ConnectorFailure when the endpoint can't go on
     */
    @Nullable
    PolledRecord next() {
        PolledRecord first = event;
        if (first != null) {
            event = null;
            return first;
        }
        Round current = round;
        if (current == null) {
            return null;
        }
        while (true) {
            Emission emission;
            try {
                emission = current.next();
            } catch (ConnectorFailure failed) {
                forgetAhead();
                failed(failed);
                return null;
            }
            if (emission == null) {
                return current.isOver() ? behind(current) : null;
            }
            PolledRecord record = records.of(emission);
            if (record != null) {
                return record;
            }
        }
    }

    @Override
    public void close() {
        forgetAhead();
        if (round != null) {
            round.close();
        }
        room.pages().close();
    }

    /** What is told behind the rows of a round that is over, and then its end. */
    private @Nullable PolledRecord behind(Round current) {
        try {
            PolledRecord told = records.behind(unchanged);
            return told == null ? finish(current) : told;
        } catch (ConnectorFailure failed) {
            state = EndpointState.from(current.end()).forgotten();
            round = null;
            nextRound = room.clock().instant();
            failed(failed);
            return null;
        }
    }

    private void ask(PageRequest request) {
        try {
            PageFetcher.Fetch fetch = room.pages().fetch(request);
            if (fetch instanceof PageFetcher.Later later) {
                waitFor(later.delay());
            } else if (fetch instanceof PageFetcher.UnderWay sent) {
                underWay = sent.page();
                CompletableFuture<Page> unused =
                        sent.page().whenComplete((page, failure) -> room.bell().ring());
            }
        } catch (ConnectorFailure failed) {
            Round current = round;
            aheadFailed = current != null && waitsBehind(current, failed);
            if (!aheadFailed) {
                failed(failed);
            }
        }
    }

    /** What was asked for ahead is asked for again behind the rows of the open page, and judged then. */
    private static boolean waitsBehind(Round current, ConnectorFailure failure) {
        return current.isOpen() && FailurePolicy.consequenceOf(failure.kind()) != Consequence.RETRY;
    }

    private void take(Round current) {
        CompletableFuture<Page> there = underWay;
        if (there == null || !there.isDone()) {
            return;
        }
        underWay = null;
        try {
            arrived = there.join();
            failures = 0;
        } catch (CompletionException failed) {
            ConnectorFailure cause = causeOf(failed);
            aheadFailed = waitsBehind(current, cause);
            if (!aheadFailed) {
                failed(cause);
            }
        } catch (CancellationException givenUp) {
            askAgain = room.clock().instant();
        }
    }

    private void open(Round current, Page page) {
        try {
            current.open(page);
            unchanged = page.isUnchanged();
            resumed = false;
            room.meters().pages.increment();
            room.meters().bytes.add(page.body().length);
        } catch (ConnectorFailure failed) {
            failed(failed);
        }
    }

    private static ConnectorFailure causeOf(CompletionException failed) {
        return failed.getCause() instanceof ConnectorFailure known
                ? known
                : new ConnectorFailure(FailureKind.DEFECT, "defect", "a request failed in an unknown way", failed);
    }

    private void failed(ConnectorFailure failure) {
        switch (FailurePolicy.consequenceOf(failure.kind())) {
            case RETRY -> backOff(failure);
            case SET_ASIDE -> refused(failure);
            case REFRESH_CREDENTIALS, STOP -> throw failure;
        }
    }

    /** The server refuses, or what it answers is no page: the way to a page may have expired, or all is wrong. */
    private void refused(ConnectorFailure failure) {
        Round current = round;
        boolean tokenMayBeOld = resumed
                && current != null
                && (current.wanted().page() > 1
                        || !current.wanted().token().equals(parts.paging().first()));
        if (current != null && tokenMayBeOld && failure.kind() == FailureKind.REJECTED) {
            LOG.warn(
                    "{}: the page that the endpoint {} was to go on with is not to be had any more ({}); its round begins"
                            + " anew, and rows before the last page may come again",
                    room.task(),
                    settings.name(),
                    failure.code());
            room.meters().restarts.increment();
            state = state.restarted();
            current.close();
            round = null;
            resumed = false;
            nextRound = room.clock().instant();
            return;
        }
        refusals++;
        if (refusals >= settings.refusedAttempts() || failure.code().equals(FeedRows.TOO_LARGE)) {
            throw failure;
        }
        backOff(failure);
    }

    private void backOff(ConnectorFailure failure) {
        failures++;
        room.meters().failures.increment();
        Optional<Duration> told =
                failure.retryAfter().map(wait -> wait.compareTo(room.longestWait()) > 0 ? room.longestWait() : wait);
        Duration wait = settings.backOff().delay(Math.max(failures, refusals), told, room.random());
        if (failures == 1) {
            LOG.warn(
                    "{}: the endpoint {} failed [{}] {}; it is tried again, others go on",
                    room.task(),
                    settings.name(),
                    failure.code(),
                    failure.getMessage());
        }
        waitFor(wait);
    }

    private void waitFor(Duration wait) {
        room.meters().waits.add(wait.toMillis());
        askAgain = room.clock().instant().plus(wait);
    }

    /** The round is over, all of its records are handed over; returns its event, if there is one. */
    private @Nullable PolledRecord finish(Round current) {
        PolledRecord told = null;
        RoundTotals totals = current.totals();
        if (room.audit().tells(AuditEvent.Step.COMPLETED)) {
            current.progress().count();
            told = room.audit()
                    .completed(
                            partition,
                            current.end(),
                            room.address(),
                            current.progress().round(),
                            began,
                            unchanged,
                            totals);
        }
        state = EndpointState.from(current.end());
        reached = state.cursor();
        room.meters().count(totals, unchanged);
        if (current.progress().forgotten() > 0) {
            LOG.warn(
                    "{}: more than {} rows of the endpoint {} may come again, and {} of them had to be forgotten: they are"
                            + " handed over once more then. Choose a finer cursor or a shorter lag",
                    room.task(),
                    Hashes.MOST,
                    settings.name(),
                    current.progress().forgotten());
        }
        Instant now = room.clock().instant();
        lastSuccess = now;
        refusals = 0;
        round = null;
        nextRound = parts.increment().isBehind(current.progress().window(), now) ? now : later(began);
        return told;
    }

    private Instant later(Instant since) {
        Instant next = settings.schedule().after(since);
        Instant now = room.clock().instant();
        return next.isBefore(now) ? settings.schedule().first(now) : next;
    }

    private void forgetAhead() {
        CompletableFuture<Page> there = underWay;
        underWay = null;
        arrived = null;
        if (there != null) {
            there.cancel(true);
        }
    }

    private long cursorAge(Increment increment) {
        return increment
                .age(reached, room.clock().instant())
                .map(Duration::toMillis)
                .orElse(-1L);
    }
}
