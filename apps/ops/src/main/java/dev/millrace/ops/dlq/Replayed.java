package dev.millrace.ops.dlq;

import java.io.PrintWriter;
import java.util.Map;
import java.util.SortedMap;

/**
 * What a replay did, as JSON.
 *
 * @param name by which it goes on
 * @param id of this replay, in its records and in the ledger
 * @param resumed whether an earlier call had begun it
 * @param byTopic records that this call sent
 * @param until where it ended, by partition: the offset behind the last record that was looked at
 */
public record Replayed(
        String topic,
        String name,
        String id,
        boolean dryRun,
        boolean resumed,
        long selected,
        long sent,
        long parked,
        long dropped,
        Map<String, Long> byTopic,
        SortedMap<Integer, Long> until) {

    static Replayed of(ReplayRequest request, Sending sending, boolean resumed) {
        Tally tally = sending.progress().tally();
        return new Replayed(
                request.selection().topic(),
                request.name(),
                sending.progress().id(),
                request.terms().dryRun(),
                resumed,
                tally.selected(),
                tally.sent(),
                tally.parked(),
                tally.dropped(),
                sending.byTopic(),
                sending.progress().end());
    }

    /** In lines for a person. */
    void tell(PrintWriter out) {
        out.println((dryRun ? "would send " : "sent ") + sent + " of " + selected + " records of " + topic
                + (parked > 0 ? ", parked " + parked : "") + (dropped > 0 ? ", left out " + dropped : "")
                + (resumed ? " (went on)" : "") + "; replay " + name);
        byTopic.forEach((to, count) -> out.printf("%8d  %s%n", count, to));
    }
}
