package dev.millrace.ops.preview;

import java.io.PrintWriter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A preview as lines for a person. */
final class PreviewText {

    private final PrintWriter out;

    PreviewText(PrintWriter out) {
        this.out = out;
    }

    void print(PreviewReport report) {
        for (PreviewReport.Sample sample : report.samples()) {
            out.printf(
                    Locale.ROOT,
                    "%s: read as %s, %,d of %,d bytes%s%n",
                    sample.file(),
                    report.format(),
                    sample.bytesRead(),
                    sample.bytes(),
                    sample.failure() == null ? "" : "; " + sample.failure());
        }
        report.records().forEach(this::print);
        out.printf(Locale.ROOT, "%n%d records, %d findings%n", report.records().size(), report.findings());
    }

    private void print(RecordReport record) {
        out.printf(Locale.ROOT, "%n%s record %d", record.source(), record.number());
        out.println(record.offset() == null ? "" : " (byte " + record.offset() + ", line " + record.line() + ")");
        record.fields().forEach(leaf -> line("  ", leaf.path(), leaf.type(), leaf.value()));
        record.steps().forEach(this::print);
        out.println("  -> " + record.outcome() + text(" to ", record.topic()) + text(": ", record.code())
                + text(", ", record.message()));
    }

    private void print(StepReport step) {
        String type = step.type().substring(step.type().lastIndexOf('.') + 1);
        out.println("  " + step.transform() + " (" + type + text(", if ", step.predicate()) + "): " + step.outcome()
                + text(", ", step.code()));
        for (Difference change : step.changes()) {
            switch (change.kind()) {
                case ADDED -> line("    + ", change.path(), String.valueOf(change.after()), change.to());
                case REMOVED -> line("    - ", change.path(), String.valueOf(change.before()), change.from());
                case CHANGED, RETYPED ->
                    line(
                            "    ~ ",
                            change.path(),
                            change.kind() == Difference.Kind.CHANGED
                                    ? "another " + change.after()
                                    : change.before() + " -> " + change.after(),
                            change.from() == null && change.to() == null ? null : change.from() + " -> " + change.to());
            }
        }
    }

    private void line(String lead, String path, String type, @Nullable String value) {
        out.println(lead + path + "  " + type + text("  ", value));
    }

    private static String text(String lead, @Nullable String text) {
        return text == null || text.isEmpty() ? "" : lead + text;
    }
}
