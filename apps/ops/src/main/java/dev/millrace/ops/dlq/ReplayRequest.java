package dev.millrace.ops.dlq;

import java.util.Optional;

/**
 * What a replay is asked for, checked.
 *
 * @param name of its group and its transactions
 * @param asked all that decides what is sent, in one line
 * @param stopPercent how much the topic may grow of what was sent
 * @param keepPartition whether records go to the partition they came from
 */
record ReplayRequest(
        ReplayOptions options,
        String name,
        String asked,
        Destination destination,
        double stopPercent,
        boolean keepPartition,
        Optional<Edits> edits,
        Optional<TransformChain> transforms) {

    /** The group in whose offsets the progress stands, and the id of the transactions. */
    String group() {
        return "dlq-replay-" + name;
    }

    /** A hash of what decides what is sent. */
    String plan() {
        return ReplayOptions.hash(asked);
    }

    boolean chooses(SetAside aside) {
        return options.selection().has(aside)
                && edits.map(file -> file.has(aside)).orElse(true);
    }
}
