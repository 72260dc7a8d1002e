package dev.millrace.rest;

import dev.millrace.kit.ConnectorFailure;
import dev.millrace.kit.FailureKind;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.connect.sink.SinkRecord;

/** One refused record on its way to a dead letter queue that takes its time. */
final class SetAsideProbe {

    private final PartitionFrontier partition = new PartitionFrontier();
    private final Outcomes outcomes = new Outcomes(new Backlog(), Reports.NONE, new StopReason());
    private final CompletableFuture<Void> written = new CompletableFuture<>();
    private final SetAside setAside =
            new SetAside(Optional.of((record, failure) -> written), new SetAsideNotice("X-Request-Id"), outcomes);

    void refuse() {
        SinkRecord record = new SinkRecord("orders", 0, null, null, null, "x", 0);
        Accepted accepted =
                new Accepted(record, partition, partition.handOver(0, 0).orElseThrow(), 0);
        outcomes.refused(
                Refusal.unsent(accepted, new ConnectorFailure(FailureKind.REJECTED, "http-400", "refused with 400")));
        setAside.report();
    }

    void queueHasIt() {
        written.complete(null);
        setAside.report();
    }

    long frontier() {
        return partition.frontier(1);
    }
}
