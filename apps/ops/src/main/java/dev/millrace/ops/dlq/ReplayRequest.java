package dev.millrace.ops.dlq;

import dev.millrace.kit.Sha256;
import dev.millrace.ops.CommandFailure;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * What a replay is asked for, checked.
 *
 * @param asked all that decides what is sent, in one line
 * @param stopPercent how much the topic may grow of what was sent
 * @param keepPartition whether records go to the partition they came from
 */
public record ReplayRequest(
        ReplayTerms terms,
        String asked,
        Destination destination,
        double stopPercent,
        boolean keepPartition,
        Optional<Edits> edits,
        Optional<Correction> transforms) {

    /**
     * A replay of records as they stand, or as edits and transforms make them.
     *
     * @throws CommandFailure when the numbers can't be
     */
    public static ReplayRequest replay(
            ReplayTerms terms,
            String to,
            int maxAttempts,
            double stopPercent,
            boolean keepPartition,
            Optional<Edits> edits,
            Optional<Correction> transforms) {
        if (maxAttempts < 1 || stopPercent < 0) {
            throw CommandFailure.usage("--max-attempts takes a number from 1, --stop-growth one from 0");
        }
        return new ReplayRequest(
                terms,
                terms.selection().criteria().text() + " to=" + to + " attempts=" + maxAttempts + " order="
                        + terms.inOrderOfOrigin() + " keep-partition=" + keepPartition
                        + " edited=" + edits.map(Edits::hash).orElse("-")
                        + " transform=" + transforms.map(Correction::hash).orElse("-"),
                new Destination(
                        to, maxAttempts, Destination.parked(terms.selection().topic())),
                stopPercent,
                keepPartition,
                edits,
                transforms);
    }

    /** A copy to the parked topic. */
    static ReplayRequest park(ReplayTerms terms) {
        String parked = Destination.parked(terms.selection().topic());
        return new ReplayRequest(
                terms,
                terms.selection().criteria().text() + " to=" + parked + " order=" + terms.inOrderOfOrigin(),
                new Destination(parked, 0, parked),
                Double.MAX_VALUE,
                false,
                Optional.empty(),
                Optional.empty());
    }

    Selection selection() {
        return terms.selection();
    }

    /** By which it goes on: the one that was given, or one made of what is asked for. */
    public String name() {
        return terms.name().orElseGet(() -> selection().topic() + "-" + plan());
    }

    /** The group in whose offsets the progress stands, and the id of the transactions. */
    String group() {
        return "dlq-replay-" + name();
    }

    /** A short hash of what decides what is sent. */
    String plan() {
        return Sha256.hex(asked.getBytes(StandardCharsets.UTF_8)).substring(0, 12);
    }

    boolean chooses(SetAside aside) {
        return selection().has(aside) && edits.map(file -> file.has(aside)).orElse(true);
    }
}
