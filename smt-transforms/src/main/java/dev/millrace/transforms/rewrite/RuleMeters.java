package dev.millrace.transforms.rewrite;

import dev.millrace.kit.Meters;
import dev.millrace.kit.path.SchemaPlans;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.WeakHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;

/**
 * The figures of one transform and of each of its rules, by JMX: {@code dev.millrace:type=transform,connector=...,task=...,
 * transform=...,instance=...}. Two transforms of one class in a task count apart; the first that is configured is instance 1.
 * Counting is lock-free, for any thread.
 */
public final class RuleMeters implements AutoCloseable {

    private final Meters meters;
    private final Map<String, Rule> rules;
    private final Rule other;
    private final LongAdder every = new LongAdder();
    private final LongAdder in;
    private final LongAdder dropped;
    private final LongAdder failed;
    private final LongAdder routed;
    /** Held weakly, for a transform may replace its caches while it runs. */
    private final Set<SchemaPlans<?>> plans =
            Collections.synchronizedSet(Collections.newSetFromMap(new WeakHashMap<>()));

    /** The figures of one rule. */
    public static final class Rule {

        private final LongAdder applied = new LongAdder();
        private final LongAdder skipped;
        private final LongAdder failed;

        private Rule(Meters meters, String name, LongAdder every) {
            meters.gauge(
                    "rule." + name + ".applied",
                    "values that the rule was applied to",
                    () -> applied.sum() + every.sum());
            this.skipped =
                    meters.counter("rule." + name + ".skipped", "times that the rule found nothing to be applied to");
            this.failed = meters.counter("rule." + name + ".failed", "values that the rule could not be applied to");
        }

        public void applied() {
            applied.increment();
        }

        public void skipped() {
            skipped.increment();
        }

        public void failed() {
            failed.increment();
        }

        /** It was skipped, though {@link RuleMeters#appliedEvery} counts it for the same record. */
        public void skippedInstead() {
            applied.decrement();
            skipped.increment();
        }

        /** It failed, though {@link RuleMeters#appliedEvery} counts it for the same record. */
        public void failedInstead() {
            applied.decrement();
            failed.increment();
        }
    }

    private RuleMeters(Meters meters, List<String> names) {
        this.meters = meters;
        this.in = meters.counter("records.in", "records that were handed in, without those that are no data");
        this.dropped = meters.counter("records.dropped", "records that ended here as the configuration says");
        this.failed = meters.counter("records.failed", "records that failed here");
        this.routed = meters.counter("records.routed", "records that went to the quarantine topic");
        meters.gauge(
                "plan.cache.misses",
                "times that a plan for a schema had to be made",
                () -> watched().stream().mapToLong(SchemaPlans::misses).sum());
        Map<String, Rule> made = new TreeMap<>();
        for (String name : names) {
            made.computeIfAbsent(name, rule -> new Rule(meters, rule, every));
        }
        this.rules = Map.copyOf(made);
        this.other = made.containsKey("other") ? made.get("other") : new Rule(meters, "other", new LongAdder());
    }

    /** Figures of a transform whose rules have these names; called by {@code configure}, on the thread of the worker. */
    public static RuleMeters register(String transform, List<String> rules) {
        TaskName task = TaskName.current();
        return new RuleMeters(
                Meters.registerNext("transform", task.connector(), task.task(), "transform", transform), rules);
    }

    /** A further figure of the transform, looked up when somebody asks. */
    public void gauge(String figure, String description, LongSupplier value) {
        meters.gauge(figure, description, value);
    }

    /** The figures of a rule; of one that was not named at the beginning, those that all such rules share. */
    public Rule rule(String rule) {
        return rules.getOrDefault(rule, other);
    }

    public void applied(String rule) {
        rule(rule).applied();
    }

    public void skipped(String rule) {
        rule(rule).skipped();
    }

    public void failed(String rule) {
        rule(rule).failed();
    }

    /** Every rule was applied to a record, but for those that are told apart; cheaper than to count each. */
    public void appliedEvery() {
        every.increment();
    }

    /** Shows how often plans of a cache had to be made; several caches are added up. */
    public void watch(SchemaPlans<?> cache) {
        plans.add(cache);
    }

    List<SchemaPlans<?>> watched() {
        synchronized (plans) {
            return new ArrayList<>(plans);
        }
    }

    void recordIn() {
        in.increment();
    }

    void recordDropped() {
        dropped.increment();
    }

    void recordFailed() {
        failed.increment();
    }

    void recordRouted() {
        routed.increment();
    }

    @Override
    public void close() {
        meters.close();
    }
}
