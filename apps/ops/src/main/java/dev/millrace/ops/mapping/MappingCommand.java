package dev.millrace.ops.mapping;

import picocli.CommandLine.Command;

/** {@code millrace mapping}. */
@Command(
        name = "mapping",
        description = "Documents what mapping documents of MapFields do.",
        subcommands = {MappingDocCommand.class})
public final class MappingCommand {}
