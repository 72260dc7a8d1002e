package dev.millrace.ops.alerts;

import dev.millrace.ops.watch.FlowView;
import dev.millrace.ops.watch.FlowView.TaskView;
import java.util.List;

/** A connector or one of its tasks has failed. */
record TaskFailed(Names connectors) implements FlowCondition {

    @Override
    public Verdict judge(FlowView flow, Sight sight) {
        if (flow.state().equals("FAILED")) {
            return Verdict.broken(flow.name(), "The connector has failed.");
        }
        List<TaskView> failed = flow.tasks().stream()
                .filter(task -> task.state().equals("FAILED"))
                .toList();
        if (failed.isEmpty()) {
            return Verdict.kept(flow.name());
        }
        TaskView first = failed.get(0);
        String why = first.fault().isEmpty() ? "" : " with " + first.fault();
        String which = failed.size() == 1
                ? "Task " + first.id() + " has failed"
                : failed.size() + " of " + flow.tasks().size() + " tasks have failed, task " + first.id() + " first,";
        return Verdict.broken(flow.name(), which + why + ".");
    }
}
