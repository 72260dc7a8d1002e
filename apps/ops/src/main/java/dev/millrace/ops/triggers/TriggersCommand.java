package dev.millrace.ops.triggers;

import picocli.CommandLine.Command;

/** {@code millrace triggers}. */
@Command(
        name = "triggers",
        description = "Change tables for connect-database-source.",
        subcommands = {TriggersDdlCommand.class})
public final class TriggersCommand {}
