package dev.millrace.ops.alerts;

import dev.millrace.ops.cluster.Flow;
import dev.millrace.ops.watch.FlowView;
import dev.millrace.ops.watch.FlowView.Readings;
import dev.millrace.ops.watch.FlowView.TaskView;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/** Connectors as a view has them, made by hand. */
final class Flows {

    private static final long NOTHING = -1;

    private Flows() {}

    static FlowView running(String name) {
        return flow(name, "RUNNING", "", Readings.NONE, Map.of(), Optional.empty());
    }

    static FlowView failed(String name, String fault) {
        return flow(name, "FAILED", fault, Readings.NONE, Map.of(), Optional.empty());
    }

    /** A negative number is not measured. */
    static FlowView measured(String name, long oldestMs, long setAside, long breaker, long freshnessMs) {
        return flow(
                name, "RUNNING", "", readings(oldestMs, setAside, breaker, freshnessMs), Map.of(), Optional.empty());
    }

    static FlowView fresh(String name, long freshnessMs) {
        return measured(name, NOTHING, NOTHING, NOTHING, freshnessMs);
    }

    static FlowView aside(String name, long setAside) {
        return measured(name, NOTHING, setAside, NOTHING, NOTHING);
    }

    static FlowView breaker(String name, long breaker) {
        return measured(name, NOTHING, NOTHING, breaker, NOTHING);
    }

    static FlowView promising(FlowView flow, Map<String, String> promises, String runbook) {
        Flow entry = new Flow(
                "orders.yaml",
                "orders",
                "Orders",
                "active",
                "sales",
                "",
                "",
                "team",
                "",
                promises,
                List.of(flow.name()),
                List.of(),
                List.of(),
                List.of(),
                runbook);
        return flow(flow.name(), "RUNNING", "", flow.readings(), flow.config(), Optional.of(entry));
    }

    static FlowView configured(String name, Map<String, String> config) {
        return flow(name, "RUNNING", "", Readings.NONE, config, Optional.empty());
    }

    private static FlowView flow(
            String name,
            String taskState,
            String fault,
            Readings readings,
            Map<String, String> config,
            Optional<Flow> registered) {
        return new FlowView(
                name,
                true,
                "dev.millrace.rest.RestSinkConnector",
                "partner",
                List.of("orders"),
                List.of("orders-dlq"),
                "RUNNING",
                List.of(new TaskView(0, taskState, "worker:8083", fault)),
                config,
                registered,
                readings);
    }

    private static Readings readings(long oldestMs, long setAside, long breaker, long freshnessMs) {
        return new Readings(
                OptionalDouble.empty(),
                OptionalLong.empty(),
                optional(oldestMs),
                optional(setAside),
                optional(breaker),
                optional(freshnessMs));
    }

    private static OptionalLong optional(long value) {
        return value < 0 ? OptionalLong.empty() : OptionalLong.of(value);
    }
}
