package dev.millrace.ops.contract;

import dev.millrace.kit.contract.ContractTree;
import dev.millrace.ops.CommandFailure;
import dev.millrace.ops.ExitCode;
import dev.millrace.ops.Output;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code millrace contract check}. */
@Command(
        name = "check",
        sortOptions = false,
        description = {
            "Finds what a new version of a contract breaks: JSON Schema, or Open Data Contract.",
            "BACKWARD: readers by the new contract take all records by the old one. FORWARD: readers by the old one take"
                    + " all records by the new one. FULL: both. Ends with 1 when a finding breaks that, or can't be"
                    + " decided."
        })
public final class ContractCheckCommand implements Callable<Integer> {

    /** What a program gets. */
    record Report(
            String id,
            String oldVersion,
            String newVersion,
            Compatibility compatibility,
            List<ContractFinding> findings) {

        Report {
            findings = List.copyOf(findings);
        }
    }

    @Mixin
    private final Output output = new Output();

    @Parameters(index = "0", paramLabel = "OLD", description = "The contract that is in force.")
    @SuppressWarnings("NullAway.Init") // picocli sets it before the command runs
    private Path older;

    @Parameters(index = "1", paramLabel = "NEW", description = "The contract that is to come.")
    @SuppressWarnings("NullAway.Init") // picocli sets it before the command runs
    private Path newer;

    @Option(
            names = "--compatibility",
            paramLabel = "MODE",
            defaultValue = "BACKWARD",
            description = "BACKWARD, FORWARD or FULL; BACKWARD by default.")
    @SuppressWarnings("NullAway.Init") // it has a default
    private Compatibility compatibility;

    @Option(
            names = "--schema-name",
            paramLabel = "NAME",
            description = "The schema object of Open Data Contracts that is meant; needed where there are several.")
    private @Nullable String schemaName;

    @Option(
            names = "--strict",
            description = "Count fields too that a contract allows without naming them: such findings are notes else.")
    private boolean strict;

    @Override
    public Integer call() {
        ContractTree before = read(older);
        ContractTree after = read(newer);
        List<ContractFinding> findings = compatibility.directions().stream()
                .flatMap(direction -> findings(before, after, direction).stream())
                .toList();
        if (before.version().equals(after.version()) && !before.root().equals(after.root())) {
            output.remark(
                    "both are version " + after.version() + ", and differ: give the new one a version of its own");
        }
        if (!before.id().equals(after.id())) {
            output.remark("the contracts have different ids, " + before.id() + " and " + after.id());
        }
        Report report = new Report(after.id(), before.version(), after.version(), compatibility, findings);
        output.report(report, out -> print(report, out));
        return findings.stream().anyMatch(finding -> finding.isBreach(strict)) ? ExitCode.FINDINGS : ExitCode.OK;
    }

    private static List<ContractFinding> findings(ContractTree before, ContractTree after, Compatibility direction) {
        Shape older = Shape.of(before);
        Shape newer = Shape.of(after);
        List<Breach> breaches =
                direction == Compatibility.BACKWARD ? Inclusion.of(older, newer) : Inclusion.of(newer, older);
        return breaches.stream()
                .map(breach -> ContractFinding.of(breach, direction))
                .toList();
    }

    private ContractTree read(Path file) {
        try {
            return ContractTree.parse(Files.readString(file), Optional.ofNullable(schemaName));
        } catch (IllegalArgumentException wrong) {
            throw CommandFailure.usage(file + " " + wrong.getMessage(), wrong);
        } catch (IOException missing) {
            throw CommandFailure.usage(file + " can't be read; name a file of text in UTF-8", missing);
        }
    }

    private static void print(Report report, PrintWriter out) {
        out.println(report.id() + ": " + report.oldVersion() + " -> " + report.newVersion() + ", "
                + report.compatibility());
        for (ContractFinding finding : report.findings()) {
            out.println();
            out.println(finding.severity() + ": " + finding.path() + ", " + finding.keyword() + " ("
                    + finding.compatibility() + ", " + finding.breaks() + ")");
            out.println("  " + finding.message() + ".");
            out.println("  Way out: " + finding.wayOut() + ".");
        }
        long notes = report.findings().stream()
                .filter(finding -> !finding.isBreach(false))
                .count();
        out.println();
        out.println((report.findings().size() - notes) + " breaches, " + notes + " notes");
    }
}
