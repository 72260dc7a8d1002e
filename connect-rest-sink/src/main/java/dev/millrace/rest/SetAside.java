package dev.millrace.rest;

import dev.millrace.kit.ConnectorFailure;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.connect.sink.ErrantRecordReporter;

/**
 * Hands refused records to the framework's dead letter queue (KIP-610). For the task's thread only, for the reporter is
 * not thread-safe. A record is complete when the queue has it, not when it was reported.
 */
final class SetAside {

    private record Reported(Refusal refusal, Future<Void> written) {}

    private final Optional<ErrantRecordReporter> reporter;
    private final Outcomes outcomes;
    private final SetAsideNotice notice;
    private final Deque<Reported> underWay = new ArrayDeque<>();

    /** @param reporter empty where nothing is set aside: then the first refusal stops the task */
    SetAside(Optional<ErrantRecordReporter> reporter, SetAsideNotice notice, Outcomes outcomes) {
        this.reporter = reporter;
        this.notice = notice;
        this.outcomes = outcomes;
    }

    /** Reports what was refused since the last call and completes what the queue has by now; never waits, never throws. */
    void report() {
        for (Optional<Refusal> next = outcomes.nextRefusal(); next.isPresent(); next = outcomes.nextRefusal()) {
            report(next.get());
        }
        complete();
    }

    /**
     * The same, and waits for the queue to have all.
     *
     * @param deadline until when, by {@link System#nanoTime()}
     */
    void reportAndWait(long deadline) throws InterruptedException {
        report();
        for (Reported reported : underWay) {
            try {
                reported.written.get(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
            } catch (ExecutionException | TimeoutException seenBelow) {
                break;
            }
        }
        complete();
    }

    private void report(Refusal refusal) {
        if (!refusal.accepted().isWanted()) {
            outcomes.dropped(refusal.accepted(), refusal.bytes());
        } else if (reporter.isEmpty()) {
            outcomes.fatal(stop(refusal.failure()));
        } else {
            try {
                refusal.accepted().reached();
                underWay.add(new Reported(
                        refusal, reporter.get().report(refusal.accepted().record(), notice.of(refusal))));
            } catch (RuntimeException notTolerated) {
                outcomes.fatal(notTolerated);
            }
        }
    }

    private void complete() {
        for (Iterator<Reported> all = underWay.iterator(); all.hasNext(); ) {
            Reported reported = all.next();
            if (reported.written.isDone()) {
                all.remove();
                complete(reported);
            }
        }
    }

    private void complete(Reported reported) {
        try {
            reported.written.get(0, TimeUnit.NANOSECONDS);
            outcomes.setAside(reported.refusal);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            outcomes.fatal(interrupted);
        } catch (ExecutionException | TimeoutException | RuntimeException lost) {
            ConnectorFailure refused = reported.refusal.failure();
            outcomes.fatal(new ConnectorFailure(
                    refused.kind(),
                    "dead-letter-queue",
                    refused.getMessage() + "; and the dead letter queue did not take the record",
                    lost));
        }
    }

    private static ConnectorFailure stop(ConnectorFailure refused) {
        return new ConnectorFailure(
                refused.kind(),
                refused.code(),
                refused.getMessage() + ". Nothing is set aside here: correct the cause and restart the task, or set"
                        + " errors.tolerance=all with errors.deadletterqueue.topic.name to go on without such records",
                refused);
    }
}
