package dev.millrace.ops.alerts;

import dev.millrace.ops.watch.FlowView;
import java.util.OptionalLong;

/** A receiver is taken as down: its circuit breaker is open, or lets one request find out. */
record BreakerOpen(Names connectors) implements FlowCondition {

    @Override
    public Verdict judge(FlowView flow, Sight sight) {
        OptionalLong breaker = flow.readings().breaker();
        if (breaker.isEmpty()) {
            // Only sinks have one; whether this one's is not measured, its type tells.
            return flow.type().contains("RestSink")
                    ? Verdict.unknown(flow.name(), "Nobody measures its breaker.")
                    : Verdict.kept(flow.name());
        }
        return Verdict.of(
                flow.name(), breaker.getAsLong() > 0, "A receiver is down; nothing is sent to it until it answers.");
    }
}
