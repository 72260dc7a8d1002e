package dev.millrace.ops.dlq;

import dev.millrace.ops.CommandFailure;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How records are sent again: what {@code replay} and {@code park} have in common; a mixin that makes {@link ReplayTerms}. */
final class ReplayOptions {

    @Mixin
    private final SelectionOptions selection = new SelectionOptions();

    @Option(
            names = "--name",
            paramLabel = "NAME",
            description = "The name of this replay: the same name goes on where it ended, and sends nothing twice. By"
                    + " default made of what is asked for, so that the same call again goes on.")
    private @Nullable String name;

    @Option(
            names = "--reason",
            paramLabel = "TEXT",
            required = true,
            description = "Why, such as a ticket; it stands in every record and in the ledger.")
    @SuppressWarnings("NullAway.Init")
    private String reason;

    @Option(names = "--by", paramLabel = "WHO", description = "Who does it; by default the user of this process.")
    private @Nullable String by;

    @Option(
            names = "--audit-topic",
            paramLabel = "TOPIC",
            description = "The topic of the ledger: who, why, what, how many; in the same transactions as the records.")
    private @Nullable String auditTopic;

    @Option(names = "--no-ledger", description = "Keep no ledger; without --audit-topic it must be said.")
    private boolean noLedger;

    @Option(names = "--rate", paramLabel = "N", description = "At most so many records in a second.")
    private @Nullable Integer rate;

    @Option(
            names = "--order",
            defaultValue = "origin",
            description = "${COMPLETION-CANDIDATES}: by the partition and offset that records were first read from, as"
                    + " far as 100,000 records or 64 MiB go; or as they stand in the topic.")
    @SuppressWarnings("NullAway.Init")
    private Order order;

    @Option(names = "--dry-run", description = "Only tell what would be sent, and where to.")
    private boolean dryRun;

    @Option(
            names = "--create-topics",
            description = "Create topics that are missing, with the partitions of the origin.")
    private boolean createTopics;

    @Option(
            names = "--timestamp",
            defaultValue = "original",
            description = "${COMPLETION-CANDIDATES}: which time records get; by default that of the original.")
    @SuppressWarnings("NullAway.Init")
    private Time timestamp;

    @Option(
            names = "--accept-expired",
            description = "Go on though retention deleted records of a replay that was cut off before they were sent.")
    private boolean acceptExpired;

    /** Which time records get. */
    enum Time {
        ORIGINAL,
        NOW
    }

    /** In which order records leave. */
    enum Order {
        ORIGIN,
        TOPIC
    }

    /**
     * What is asked for.
     *
     * @throws CommandFailure for what contradicts itself, or can't be asked so
     */
    ReplayTerms terms() {
        Selection selected = selection.selection();
        if (auditTopic == null && !noLedger && !dryRun) {
            throw CommandFailure.usage(
                    "a replay is written into a ledger: name its topic by --audit-topic, or say --no-ledger");
        }
        return new ReplayTerms(
                selected,
                Optional.ofNullable(name),
                reason,
                by == null ? System.getProperty("user.name", "unknown") : by,
                Optional.ofNullable(auditTopic),
                Optional.ofNullable(rate),
                order == Order.ORIGIN,
                dryRun,
                createTopics,
                timestamp == Time.ORIGINAL,
                acceptExpired);
    }
}
