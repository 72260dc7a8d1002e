package dev.millrace.ops.preview;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.millrace.feed.binary.RecordDetector;
import dev.millrace.feed.framing.FramingGuess;
import dev.millrace.ops.CommandFailure;
import dev.millrace.ops.ExitCode;
import dev.millrace.ops.Output;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.apache.kafka.common.config.ConfigException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code millrace copybook detect}. */
@Command(
        name = "detect",
        sortOptions = false,
        description = {
            "Proposes framing, code page and byte order for a file of records, the likeliest first.",
            "With a copybook it counts which packed and zoned fields are numbers; without one it knows no more than"
                    + " descriptor words and whether most of it is EBCDIC. Looks at 64 KiB. Shows no content. Ends with 1"
                    + " when nothing fits."
        })
public final class CopybookDetectCommand implements Callable<Integer> {

    private static final int SHOWN = 5;

    /** What a program gets; fields that only a copybook tells are null without one. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Proposal(
            Map<String, String> config,
            int records,
            @Nullable Integer faults,
            @Nullable Integer numbers,
            @Nullable Integer validNumbers,
            @Nullable Double likelihood) {}

    /** What was found. */
    record Report(boolean ebcdic, List<Proposal> proposals) {
        Report {
            proposals = List.copyOf(proposals);
        }
    }

    @Mixin
    private final Output output = new Output();

    @Parameters(index = "0", paramLabel = "FILE", description = "A file of records, or its beginning.")
    @SuppressWarnings("NullAway.Init") // picocli sets it before the command runs
    private Path file;

    @Option(names = "--copybook", paramLabel = "FILE", description = "The copybook that describes the records.")
    private @Nullable Path copybook;

    @Override
    public Integer call() {
        Report report = report();
        output.report(report, out -> print(report, out));
        return report.proposals().isEmpty() ? ExitCode.FINDINGS : ExitCode.OK;
    }

    private Report report() {
        try {
            SampleHead head = new FormatTrial(file).head();
            Path layout = copybook;
            List<Proposal> all = layout == null ? ofWords(head) : ofCopybook(layout, head);
            return new Report(head.isEbcdic(), all.stream().limit(SHOWN).toList());
        } catch (ConfigException wrong) {
            throw CommandFailure.usage(String.valueOf(wrong.getMessage()), wrong);
        } catch (IOException missing) {
            throw CommandFailure.usage(file + " can't be read; name a file that can", missing);
        }
    }

    private static List<Proposal> ofWords(SampleHead head) {
        return FramingGuess.of(head.bytes(), head.isAll(), "copybook").stream()
                .map(guess -> new Proposal(new TreeMap<>(guess.options()), guess.records(), null, null, null, null))
                .toList();
    }

    private static List<Proposal> ofCopybook(Path layout, SampleHead head) {
        return RecordDetector.proposals(CopybookTrial.of(layout, Map.of()), head.bytes()).stream()
                .map(found -> new Proposal(
                        new TreeMap<>(found.options()),
                        found.records(),
                        found.faults(),
                        found.numbers(),
                        found.validNumbers(),
                        Math.round(found.likelihood() * 1000) / 1000.0))
                .toList();
    }

    private void print(Report report, PrintWriter out) {
        out.println(
                report.ebcdic()
                        ? "most bytes are letters, digits and blanks of EBCDIC"
                        : "most bytes are no text in EBCDIC, as those of packed and binary numbers are none");
        for (Proposal proposal : report.proposals()) {
            out.println();
            out.println(
                    proposal.likelihood() == null
                            ? "descriptor words lead through " + proposal.records() + " records:"
                            : String.format(
                                    Locale.ROOT,
                                    "%.3f: %d records, %d faults, %d of %d packed and zoned fields are numbers:",
                                    proposal.likelihood(),
                                    proposal.records(),
                                    proposal.faults(),
                                    proposal.validNumbers(),
                                    proposal.numbers()));
            proposal.config().forEach((key, value) -> out.println("    " + key + "=" + value));
        }
        if (report.proposals().isEmpty()) {
            out.println(
                    copybook == null
                            ? "no descriptor words lead from record to record: the records may have a fixed length, or be"
                                    + " lines; give the copybook by --copybook FILE"
                            : "nothing fits: is it the copybook of this file, and did the transfer leave its bytes alone?");
        }
    }
}
