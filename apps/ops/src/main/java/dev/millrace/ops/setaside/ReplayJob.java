package dev.millrace.ops.setaside;

import dev.millrace.ops.CommandFailure;
import dev.millrace.ops.ExitCode;
import dev.millrace.ops.console.Defect;
import dev.millrace.ops.dlq.Criteria;
import dev.millrace.ops.dlq.ReplayListener;
import dev.millrace.ops.dlq.ReplayRequest;
import dev.millrace.ops.dlq.Replayed;
import dev.millrace.ops.dlq.Tally;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A replay that the console runs, or ran. Read by pages while its thread changes it. */
final class ReplayJob implements ReplayListener {

    private static final Logger LOG = LoggerFactory.getLogger(ReplayJob.class);

    /** How it is. */
    enum State {
        RUNNING,
        DONE,
        CANCELLED,
        STOPPED,
        REFUSED
    }

    /**
     * What is known of it at one moment.
     *
     * @param done offsets that are behind it
     * @param total offsets that are asked for; 0 before they are known
     * @param note why it ended, where it did not end by itself; empty else
     */
    record Status(
            State state, Tally tally, long done, long total, String note, Optional<Replayed> result, long tookMs) {}

    private final String id;
    private final ReplayRequest request;
    private final ReplayForm form;
    private final Instant started = Instant.now();
    private volatile Status status = new Status(State.RUNNING, Tally.NONE, 0, 0, "", Optional.empty(), 0);
    private volatile boolean cancelled;
    private volatile boolean removed;

    ReplayJob(String id, ReplayRequest request, ReplayForm form) {
        this.id = id;
        this.request = request;
        this.form = form;
    }

    /** Runs it to its end, whatever that is. */
    void run(Callable<Replayed> replay) {
        try {
            Replayed result = replay.call();
            end(State.DONE, "", Optional.of(result));
        } catch (CommandFailure told) {
            State state =
                    cancelled ? State.CANCELLED : told.exitCode() == ExitCode.USAGE ? State.REFUSED : State.STOPPED;
            end(state, String.valueOf(told.getMessage()), Optional.empty());
        } catch (Exception defect) {
            LOG.error("the replay {} failed: {}", request.name(), Defect.of(defect));
            end(State.STOPPED, "This is a defect of the console; its log says more.", Optional.empty());
        }
    }

    private void end(State state, String note, Optional<Replayed> result) {
        Status last = status;
        status = new Status(
                state,
                last.tally(),
                last.done(),
                last.total(),
                note,
                result,
                Duration.between(started, Instant.now()).toMillis());
    }

    @Override
    public void advanced(Tally tally, long done, long total) {
        status = new Status(
                State.RUNNING,
                tally,
                done,
                total,
                "",
                Optional.empty(),
                Duration.between(started, Instant.now()).toMillis());
    }

    @Override
    public boolean isCancelled() {
        return cancelled;
    }

    /** Ends it before its next transaction. */
    void cancel() {
        cancelled = true;
    }

    /** What it sent was deleted from the topic. */
    void removed() {
        removed = true;
    }

    public String id() {
        return id;
    }

    public ReplayRequest request() {
        return request;
    }

    /** By which it was asked for. */
    public ReplayForm form() {
        return form;
    }

    public Status status() {
        return status;
    }

    public Instant started() {
        return started;
    }

    public boolean isRunning() {
        return status.state() == State.RUNNING;
    }

    public boolean isRemoved() {
        return removed;
    }

    /** Whether every record that stood in the topic then was sent or parked, so that it is of no use there any more. */
    public boolean isOfAll() {
        Criteria asked = request.terms().selection().criteria();
        return status.result()
                .filter(result -> !result.dryRun() && result.dropped() == 0 && asked.isAll())
                .isPresent();
    }
}
