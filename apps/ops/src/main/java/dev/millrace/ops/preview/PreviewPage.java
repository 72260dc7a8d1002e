package dev.millrace.ops.preview;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A preview as the console's page shows it: long values cut, long lists too.
 *
 * @param outcomes how many records ended so, by the word
 */
record PreviewPage(
        String format, PreviewReport.Sample sample, List<Item> records, long findings, Map<String, Long> outcomes) {

    private static final int LONGEST = 300;
    private static final int MOST = 200;

    /**
     * A record.
     *
     * @param look of the outcome, as the style sheet calls it
     * @param more leaves than are shown
     */
    record Item(RecordReport record, String look, List<Leaf> fields, int more, List<Step> steps) {}

    /**
     * A transform.
     *
     * @param type without its package
     * @param more changes than are shown
     */
    record Step(StepReport step, String type, String look, List<Row> changes, int more) {}

    /** One change; before and after have type and value. */
    record Row(String sign, String word, String path, String before, String after) {}

    static PreviewPage of(PreviewReport report) {
        return new PreviewPage(
                report.format(),
                report.samples().get(0),
                report.records().stream().map(PreviewPage::item).toList(),
                report.findings(),
                report.records().stream()
                        .collect(Collectors.groupingBy(RecordReport::outcome, TreeMap::new, Collectors.counting())));
    }

    private static Item item(RecordReport record) {
        return new Item(
                record,
                look(record.outcome()),
                record.fields().stream()
                        .limit(MOST)
                        .map(leaf -> new Leaf(leaf.path(), leaf.type(), cut(leaf.value())))
                        .toList(),
                Math.max(0, record.fields().size() - MOST),
                record.steps().stream().map(PreviewPage::step).toList());
    }

    private static Step step(StepReport step) {
        return new Step(
                step,
                step.type().substring(step.type().lastIndexOf('.') + 1),
                step.isFailure() ? "bad" : step.outcome().equals("changed") ? "good" : "idle",
                step.changes().stream().limit(MOST).map(PreviewPage::row).toList(),
                Math.max(0, step.changes().size() - MOST));
    }

    private static Row row(Difference change) {
        String before = side(change.before(), change.from());
        String after = side(change.after(), change.to());
        return switch (change.kind()) {
            case ADDED -> new Row("+", "added", change.path(), before, after);
            case REMOVED -> new Row("−", "removed", change.path(), before, after);
            case CHANGED -> new Row("~", "changed", change.path(), before, after);
            case RETYPED -> new Row("≈", "another type", change.path(), before, after);
        };
    }

    private static String side(@Nullable String type, @Nullable String value) {
        return Stream.of(type == null ? "" : type, type == null || value == null ? "" : cut(value))
                .filter(part -> part != null && !part.isEmpty())
                .collect(Collectors.joining("  "));
    }

    private static @Nullable String cut(@Nullable String value) {
        return value == null || value.length() <= LONGEST ? value : value.substring(0, LONGEST) + " …";
    }

    /** By a word of {@link RecordReport}. */
    private static String look(String outcome) {
        return switch (outcome) {
            case "delivered" -> "good";
            case "set-aside", "skipped" -> "warn";
            case "stops", "lost" -> "bad";
            default -> "idle";
        };
    }
}
