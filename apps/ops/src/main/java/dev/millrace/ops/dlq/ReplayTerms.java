package dev.millrace.ops.dlq;

import dev.millrace.ops.CommandFailure;
import java.util.Optional;

/**
 * How records are sent again: what a replay and parking have in common.
 *
 * @param name of the replay; empty: made of what is asked for
 * @param reason such as a ticket
 * @param by who does it
 * @param auditTopic the topic of the ledger
 * @param rate the highest number of records in a second
 * @param inOrderOfOrigin whether they leave in the order of their first places
 * @param dryRun whether nothing is sent
 * @param createTopics whether topics that are missing are made
 * @param keepsTime whether they keep the time of the original
 * @param acceptsExpired whether it goes on though retention took some that were not sent
 */
public record ReplayTerms(
        Selection selection,
        Optional<String> name,
        String reason,
        String by,
        Optional<String> auditTopic,
        Optional<Integer> rate,
        boolean inOrderOfOrigin,
        boolean dryRun,
        boolean createTopics,
        boolean keepsTime,
        boolean acceptsExpired) {

    public ReplayTerms {
        selection.checkRepeatable();
        if (rate.filter(perSecond -> perSecond < 1).isPresent()) {
            throw CommandFailure.usage("--rate takes a number from 1");
        }
    }
}
