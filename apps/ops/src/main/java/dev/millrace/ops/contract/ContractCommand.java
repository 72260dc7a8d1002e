package dev.millrace.ops.contract;

import picocli.CommandLine.Command;

/** {@code millrace contract}. */
@Command(
        name = "contract",
        description = "Compares versions of a contract.",
        subcommands = {ContractCheckCommand.class})
public final class ContractCommand {}
