package dev.millrace.ops.audit;

import picocli.CommandLine.Command;

/** What can be done with evidence; docs/guides/audit.md explains it. */
@Command(
        name = "audit",
        description = "Verifies evidence, anchors it by signed checkpoints, and follows a record or a file.",
        subcommands = {VerifyCommand.class, CheckpointCommand.class, TraceCommand.class, ExportCommand.class},
        sortOptions = false)
public final class AuditCommand {}
