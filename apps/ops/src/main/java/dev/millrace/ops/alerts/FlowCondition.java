package dev.millrace.ops.alerts;

import dev.millrace.ops.watch.FlowView;
import java.util.List;

/** A condition on each connector that the rule names. */
interface FlowCondition extends Condition {

    Names connectors();

    Verdict judge(FlowView flow, Sight sight);

    @Override
    default List<Verdict> judge(Sight sight) {
        return sight.view().flows().stream()
                .filter(flow -> connectors().match(flow.name()))
                .map(flow -> judge(flow, sight))
                .toList();
    }
}
