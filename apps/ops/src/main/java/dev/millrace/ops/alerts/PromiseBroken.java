package dev.millrace.ops.alerts;

import dev.millrace.ops.watch.FlowView;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A time is longer than the registry promises, or than the rule allows.
 *
 * @param limit instead of the registry's promise; empty: what each flow promises
 */
record PromiseBroken(Names connectors, Property property, Optional<Duration> limit) implements FlowCondition {

    /** A promise of the registry (slaProperties of an Open Data Contract), and what is held against it. */
    enum Property {
        /** The age of the newest record in the flow's topics. */
        FRESHNESS("freshness", "The newest record is %s old"),
        /** How long the oldest record waits that is not delivered, or not confirmed. */
        LATENCY("latency", "The oldest record has waited for %s");

        private final String promise;
        private final String finding;

        Property(String promise, String finding) {
            this.promise = promise;
            this.finding = finding;
        }

        OptionalLong measured(FlowView flow) {
            return switch (this) {
                case FRESHNESS -> flow.readings().freshnessMs();
                case LATENCY -> flow.readings().oldestMs();
            };
        }
    }

    @Override
    public Verdict judge(FlowView flow, Sight sight) {
        Optional<String> promised =
                flow.registered().map(entry -> entry.promises().getOrDefault(property.promise, ""));
        Optional<Duration> most = limit.or(() -> promised.flatMap(Durations::parse));
        if (most.isEmpty()) {
            return promised.orElse("").isEmpty()
                    ? Verdict.kept(flow.name())
                    : Verdict.unknown(
                            flow.name(), "The registry's " + property.promise + " is no time such as 60 s or 1 h.");
        }
        OptionalLong measured = property.measured(flow);
        if (measured.isEmpty()) {
            return Verdict.unknown(flow.name(), "Nobody measures its " + property.promise + ".");
        }
        Duration age = Duration.ofMillis(measured.getAsLong());
        return Verdict.of(
                flow.name(),
                age.compareTo(most.get()) > 0,
                String.format(property.finding, Durations.words(age)) + ", which is more than the "
                        + Durations.words(most.get()) + (limit.isEmpty() ? " promised." : " allowed."));
    }
}
