package dev.millrace.ops.dlq;

import picocli.CommandLine.Command;

/** What sources set aside. The records differ from those of a dead letter queue in their headers, and in where they belong. */
@Command(
        name = "quarantine",
        description =
                "Says why sources set records aside (malformed.topic, rejected.topic, quarantine.topic), and sends"
                        + " them again.",
        sortOptions = false,
        subcommands = {
            ListCommand.class,
            StatsCommand.class,
            ShowCommand.class,
            ExportCommand.class,
            RawCommand.class,
            ReplayCommand.class,
            ParkCommand.class
        })
public final class QuarantineCommand {}
