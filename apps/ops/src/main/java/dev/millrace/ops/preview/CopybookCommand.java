package dev.millrace.ops.preview;

import picocli.CommandLine.Command;

/** {@code millrace copybook}: what there is to know about COBOL copybooks. */
@Command(
        name = "copybook",
        description = "Shows what a COBOL copybook says, and what it says of a file.",
        subcommands = {CopybookShowCommand.class, CopybookDetectCommand.class, CopybookDecodeCommand.class})
public final class CopybookCommand {}
