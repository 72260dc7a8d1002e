package dev.millrace.ops;

import dev.millrace.ops.audit.AuditCommand;
import dev.millrace.ops.cluster.ApplyCommand;
import dev.millrace.ops.cluster.BackupCommand;
import dev.millrace.ops.cluster.LintCommand;
import dev.millrace.ops.cluster.OffsetsCommand;
import dev.millrace.ops.cluster.RegistryCommand;
import dev.millrace.ops.cluster.RestoreCommand;
import dev.millrace.ops.console.ConsoleCommand;
import dev.millrace.ops.contract.ContractCommand;
import dev.millrace.ops.dlq.DlqCommand;
import dev.millrace.ops.dlq.QuarantineCommand;
import dev.millrace.ops.mapping.MappingCommand;
import dev.millrace.ops.preview.CopybookCommand;
import dev.millrace.ops.preview.InferCommand;
import dev.millrace.ops.preview.PreviewCommand;
import dev.millrace.ops.triggers.TriggersCommand;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;

/**
 * The command {@code millrace}. Each subcommand is a class of its own that returns one of {@link ExitCode}, and writes
 * by {@link Output}.
 */
@Command(
        name = "millrace",
        description = "Operates the flows of a Kafka Connect cluster.",
        mixinStandardHelpOptions = true,
        versionProvider = Millrace.Version.class,
        scope = ScopeType.INHERIT,
        sortOptions = false,
        subcommands = {
            PreviewCommand.class,
            InferCommand.class,
            CopybookCommand.class,
            MappingCommand.class,
            ContractCommand.class,
            TriggersCommand.class,
            LintCommand.class,
            ApplyCommand.class,
            RegistryCommand.class,
            DlqCommand.class,
            QuarantineCommand.class,
            AuditCommand.class,
            OffsetsCommand.class,
            BackupCommand.class,
            RestoreCommand.class,
            ConsoleCommand.class,
            HelpCommand.class
        })
public final class Millrace {

    private final boolean isAtTerminal;

    private Millrace(boolean isAtTerminal) {
        this.isAtTerminal = isAtTerminal;
    }

    public static void main(String[] arguments) {
        System.exit(commandLine().execute(arguments));
    }

    /** The command with all its subcommands; a failure becomes one line on standard error, never a trace. */
    public static CommandLine commandLine() {
        return commandLine(ProgressBar.isTerminal());
    }

    /** The same for a person at a terminal, or for nobody. */
    static CommandLine commandLine(boolean isAtTerminal) {
        return new CommandLine(new Millrace(isAtTerminal))
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setAbbreviatedOptionsAllowed(false)
                .setUsageHelpAutoWidth(true)
                .setParameterExceptionHandler(Millrace::tellMisuse)
                .setExecutionExceptionHandler((failure, command, parsed) -> tell(failure, command));
    }

    /** Whether somebody watches the command, and not only reads its report. */
    boolean isAtTerminal() {
        return isAtTerminal;
    }

    private static int tellMisuse(ParameterException misuse, String[] arguments) {
        CommandLine command = misuse.getCommandLine();
        command.getErr()
                .println("millrace: " + misuse.getMessage() + "; "
                        + command.getCommandSpec().qualifiedName() + " --help lists what there is");
        return ExitCode.USAGE;
    }

    private static int tell(Exception failure, CommandLine command) throws Exception {
        if (failure instanceof CommandFailure told) {
            command.getErr().println("millrace: " + told.getMessage());
            return told.exitCode();
        }
        throw failure;
    }

    /** The version of the jar. */
    static final class Version implements IVersionProvider {

        @Override
        public String[] getVersion() {
            return new String[] {
                "millrace "
                        + Optional.ofNullable(Millrace.class.getPackage().getImplementationVersion())
                                .orElse("(not packaged)")
            };
        }
    }
}
