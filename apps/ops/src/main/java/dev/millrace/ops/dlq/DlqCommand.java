package dev.millrace.ops.dlq;

import picocli.CommandLine.Command;

/** The dead letter queues of sinks. */
@Command(
        name = "dlq",
        description = "Says why records stand in a dead letter queue, and sends them again.",
        sortOptions = false,
        subcommands = {
            ListCommand.class,
            StatsCommand.class,
            ShowCommand.class,
            ExportCommand.class,
            ReplayCommand.class,
            ParkCommand.class
        })
public final class DlqCommand {}
