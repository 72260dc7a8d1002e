package dev.millrace.ops.preview;

import dev.millrace.feed.copybook.Copybook;
import dev.millrace.feed.copybook.CopybookOptions;
import dev.millrace.feed.copybook.CopybookProblem;
import dev.millrace.feed.copybook.CopybookProblems;
import dev.millrace.feed.plan.Item;
import dev.millrace.feed.plan.PlanOptions;
import dev.millrace.feed.plan.PlanProblem;
import dev.millrace.feed.plan.RecordPlan;
import dev.millrace.feed.plan.Slot;
import dev.millrace.ops.CommandFailure;
import dev.millrace.ops.ExitCode;
import dev.millrace.ops.Output;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code millrace copybook show}. */
@Command(
        name = "show",
        sortOptions = false,
        description = {
            "Lists where each item of a copybook's records lies: offset from 0, bytes, how often, and its coding.",
            "Offsets are those with all tables full; a ~ marks what lies elsewhere in some records."
        })
public final class CopybookShowCommand implements Callable<Integer> {

    @Mixin
    private final Output output = new Output();

    @Parameters(index = "0", paramLabel = "FILE", description = "The copybook; COPY statements are not followed.")
    @SuppressWarnings("NullAway.Init") // picocli sets it before the command runs
    private Path file;

    @Override
    public Integer call() {
        CopybookReport report = report();
        output.report(report, out -> print(report, out));
        return ExitCode.OK;
    }

    private CopybookReport report() {
        try {
            // Of one byte for each character, so that columns are where they were.
            String text = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
            Copybook copybook = Copybook.parse(text, CopybookOptions.DEFAULT);
            List<CopybookReport.Layout> layouts =
                    copybook.records().stream().map(CopybookShowCommand::layout).toList();
            return new CopybookReport(
                    layouts,
                    copybook.warnings().stream().map(CopybookProblem::toString).toList());
        } catch (CopybookProblems wrong) {
            throw CommandFailure.usage(
                    file + ": " + String.valueOf(wrong.getMessage()).replace("\n", "; "), wrong);
        } catch (PlanProblem wrong) {
            throw CommandFailure.usage(
                    file + ": " + String.valueOf(wrong.getMessage()).replace("\n", "; "), wrong);
        } catch (IOException missing) {
            throw CommandFailure.usage(file + " can't be read; name a file that can", missing);
        }
    }

    private static CopybookReport.Layout layout(Item.Group record) {
        RecordPlan plan = RecordPlan.compile(record, PlanOptions.DEFAULT);
        return new CopybookReport.Layout(record.traits().name(), plan.leastBytes(), plan.mostBytes(), plan.listing());
    }

    private static void print(CopybookReport report, PrintWriter out) {
        for (CopybookReport.Layout record : report.records()) {
            String bytes = record.leastBytes() == record.mostBytes()
                    ? String.valueOf(record.mostBytes())
                    : record.leastBytes() + " to " + record.mostBytes();
            out.println(record.name() + ", " + bytes + " bytes");
            for (Slot item : record.items()) {
                String often = item.times() == 1 ? "" : " x " + item.times();
                out.printf(
                        Locale.ROOT,
                        "%7d%s %6d%-8s %-26s %s%n",
                        item.offset(),
                        item.moves() ? "~" : " ",
                        item.length(),
                        often,
                        item.kind(),
                        item.path());
            }
        }
        report.warnings().forEach(warning -> out.println("warning: " + warning));
    }
}
