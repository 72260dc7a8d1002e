package dev.millrace.ops.preview;

import dev.millrace.kit.ConnectorFailure;
import dev.millrace.ops.CommandFailure;
import dev.millrace.ops.ExitCode;
import dev.millrace.ops.Output;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.kafka.common.config.ConfigException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code millrace infer}. */
@Command(
        name = "infer",
        sortOptions = false,
        description = {
            "Proposes the options of a format for a sample.",
            "Tells csv with its separator, header and charset, json, xml, lines, and the standard of edi; with a copybook,"
                    + " the framing, code page and byte order of its records. Ends with 1 when some of the first 200"
                    + " records do not fit."
        })
public final class InferCommand implements Callable<Integer> {

    @Mixin
    private final Output output = new Output();

    @Parameters(index = "0", paramLabel = "FILE", description = "The sample; it may be packed.")
    @SuppressWarnings("NullAway.Init") // picocli sets it before the command runs
    private Path file;

    @Option(names = "--copybook", paramLabel = "FILE", description = "The COBOL copybook that describes its records.")
    private @Nullable Path copybook;

    @Override
    public Integer call() {
        FormatProposal proposal = proposal();
        output.report(proposal, out -> print(proposal, out));
        return proposal.malformed() == 0 && proposal.records() > 0 ? ExitCode.OK : ExitCode.FINDINGS;
    }

    private FormatProposal proposal() {
        try {
            return new FormatInference(new FormatTrial(file), Optional.ofNullable(copybook)).proposal();
        } catch (ConnectorFailure | ConfigException unfit) {
            throw CommandFailure.usage(String.valueOf(unfit.getMessage()), unfit);
        } catch (IOException missing) {
            throw CommandFailure.usage(file + " can't be read; name a file that can", missing);
        }
    }

    private static void print(FormatProposal proposal, PrintWriter out) {
        proposal.config().forEach((key, value) -> out.println(key + "=" + value));
        out.println();
        out.println("because: " + proposal.reason());
        out.println(
                "of its first records, " + proposal.records() + " can be read and " + proposal.malformed() + " can't");
        proposal.fields().forEach(leaf -> out.println("  " + leaf.path() + "  " + leaf.type()));
        if (proposal.remark() != null) {
            out.println(proposal.remark());
        }
    }
}
