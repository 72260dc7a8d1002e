package dev.millrace.ops.cluster;

import picocli.CommandLine.Command;

/** What connectors remember. */
@Command(
        name = "offsets",
        description = "What connectors remember of what they have read.",
        subcommands = {OffsetsPruneCommand.class},
        synopsisSubcommandLabel = "COMMAND",
        sortOptions = false)
public final class OffsetsCommand {}
