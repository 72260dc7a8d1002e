package dev.millrace.ops.cluster;

import picocli.CommandLine.Command;

/** The registry of integrations: who owns each flow, what it promises, and what to do when it stops. */
@Command(
        name = "registry",
        description =
                "The registry of integrations: a folder with an Open Data Contract (ODCS 3.1, YAML) for each flow.",
        subcommands = {RegistryRenderCommand.class, RegistryCheckCommand.class},
        synopsisSubcommandLabel = "COMMAND",
        sortOptions = false)
public final class RegistryCommand {}
