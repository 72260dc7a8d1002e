package dev.millrace.ops.map;

import dev.millrace.ops.watch.FlowView;
import java.util.Locale;

/**
 * A connector in a picture.
 *
 * @param look the class of the style sheet: good, warn, bad, idle, or {@code idle paused}
 * @param word how it is, for people
 */
public record ConnectorNode(FlowView flow, String look, String word) {

    private static final String RUNNING = "RUNNING";

    static ConnectorNode of(FlowView flow) {
        boolean paused = flow.state().equals("PAUSED");
        return new ConnectorNode(
                flow, paused && flow.health().equals("idle") ? "idle paused" : flow.health(), word(flow));
    }

    /** How bad it is: 0 for failed, 3 for good. */
    int rank() {
        return switch (flow.health()) {
            case "bad" -> 0;
            case "warn" -> 1;
            case "idle" -> 2;
            default -> 3;
        };
    }

    /** How many of its tasks run. */
    public long running() {
        return flow.tasks().stream()
                .filter(task -> task.state().equals(RUNNING))
                .count();
    }

    /** Whether records pass now. */
    public boolean live() {
        return flow.readings().recordsPerSecond().orElse(0) > 0;
    }

    /** How thick its lines are: 1 for nothing measured or little, and one more for each power of ten up to 4. */
    int weight() {
        double rate = flow.readings().recordsPerSecond().orElse(0);
        return rate < 1 ? 1 : Math.min(4, 2 + (int) (Math.log10(rate) / 2));
    }

    private static String word(FlowView flow) {
        boolean taskFailed = flow.tasks().stream().anyMatch(task -> task.state().equals("FAILED"));
        long breaker = flow.readings().breaker().orElse(0);
        if (flow.state().equals("FAILED") || taskFailed) {
            return "failed";
        }
        if (breaker == 2) {
            return "receiver down";
        }
        if (!flow.state().equals(RUNNING)) {
            return flow.state().toLowerCase(Locale.ROOT);
        }
        if (flow.tasks().isEmpty()) {
            return "no task";
        }
        if (flow.tasks().stream().anyMatch(task -> !task.state().equals(RUNNING))) {
            return "degraded";
        }
        if (breaker == 1) {
            return "receiver on trial";
        }
        return flow.readings().setAside().orElse(0) > 0 ? "set aside" : "running";
    }
}
