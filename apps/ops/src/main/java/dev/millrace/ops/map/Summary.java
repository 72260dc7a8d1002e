package dev.millrace.ops.map;

import dev.millrace.ops.watch.FlowView;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.function.Function;

/**
 * All connectors in a few numbers.
 *
 * @param recordsPerSecond what sinks and sources together take; empty when nobody measures it
 * @param setAside in the topics of all connectors; one that two connectors share counts for both
 */
public record Summary(
        int connectors,
        long good,
        long warn,
        long bad,
        long idle,
        OptionalDouble recordsPerSecond,
        OptionalLong lag,
        OptionalLong oldestMs,
        OptionalLong setAside) {

    static Summary of(List<FlowView> flows) {
        return new Summary(
                flows.size(),
                count(flows, "good"),
                count(flows, "warn"),
                count(flows, "bad"),
                count(flows, "idle"),
                rate(flows),
                sum(flows, flow -> flow.readings().lag()),
                flows.stream()
                        .flatMapToLong(flow -> flow.readings().oldestMs().stream())
                        .max(),
                sum(flows, flow -> flow.readings().setAside()));
    }

    private static long count(List<FlowView> flows, String health) {
        return flows.stream().filter(flow -> flow.health().equals(health)).count();
    }

    private static OptionalDouble rate(List<FlowView> flows) {
        double[] known = flows.stream()
                .flatMapToDouble(flow -> flow.readings().recordsPerSecond().stream())
                .toArray();
        return known.length == 0
                ? OptionalDouble.empty()
                : OptionalDouble.of(Arrays.stream(known).sum());
    }

    private static OptionalLong sum(List<FlowView> flows, Function<FlowView, OptionalLong> reading) {
        long[] known = flows.stream()
                .flatMapToLong(flow -> reading.apply(flow).stream())
                .toArray();
        return known.length == 0
                ? OptionalLong.empty()
                : OptionalLong.of(Arrays.stream(known).sum());
    }
}
