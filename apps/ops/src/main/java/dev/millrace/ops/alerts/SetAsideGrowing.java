package dev.millrace.ops.alerts;

import dev.millrace.ops.watch.FlowView;
import java.time.Duration;
import java.util.OptionalLong;

/**
 * Records are set aside, in dead letter queues or topics of what could not be read.
 *
 * @param rule by whose name it remembers
 * @param moreThan so many within the time are borne
 */
record SetAsideGrowing(Names connectors, String rule, long moreThan, Duration within) implements FlowCondition {

    @Override
    public Verdict judge(FlowView flow, Sight sight) {
        OptionalLong held = flow.readings().setAside();
        if (held.isEmpty()) {
            return flow.setAsideTopics().isEmpty()
                    ? Verdict.kept(flow.name())
                    : Verdict.unknown(flow.name(), "Nobody counts what it sets aside.");
        }
        double more = sight.counters()
                .held(rule + "/" + flow.name() + "/set-aside", (double) held.getAsLong(), sight.now(), within);
        return Verdict.of(
                flow.name(),
                more > moreThan,
                (long) more + " records were set aside within " + Durations.words(within) + "; " + held.getAsLong()
                        + " are there.");
    }
}
