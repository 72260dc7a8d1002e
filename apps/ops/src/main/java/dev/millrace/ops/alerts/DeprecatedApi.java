package dev.millrace.ops.alerts;

import dev.millrace.ops.watch.Figures;
import dev.millrace.ops.watch.FlowView;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.OptionalDouble;
import java.util.stream.DoubleStream;

/** An API has answered that it is deprecated (RFC 9745), or when it ends (RFC 8594), since the worker was started. */
record DeprecatedApi(Names connectors) implements FlowCondition {

    @Override
    public Verdict judge(FlowView flow, Sight sight) {
        Figures figures = sight.view().figures();
        String name = flow.name();
        if (!figures.troubles().isEmpty() && figures.of(name).isEmpty()) {
            return Verdict.unknown(name, "No worker has figures of it.");
        }
        double replies = or0(figures.sum(name, "rest_sink_route_deprecated_replies"))
                + or0(figures.sum(name, "rest_source_api_deprecated_replies"));
        OptionalDouble end = DoubleStream.concat(
                        values(figures, name, "rest_sink_route_sunset_epoch_seconds"),
                        values(figures, name, "rest_source_api_sunset_seconds"))
                .filter(seconds -> seconds > 0)
                .min();
        String ends = end.isEmpty()
                ? ""
                : " It ends on "
                        + Instant.ofEpochSecond((long) end.getAsDouble())
                                .atZone(ZoneOffset.UTC)
                                .toLocalDate() + ".";
        return Verdict.of(
                name,
                replies > 0 || end.isPresent(),
                "The API says that it is deprecated, in " + (long) replies + " replies." + ends);
    }

    private static DoubleStream values(Figures figures, String connector, String name) {
        return figures.of(connector).stream()
                .filter(figure -> figure.name().equals(name))
                .mapToDouble(figure -> figure.value());
    }

    private static double or0(OptionalDouble value) {
        return value.orElse(0);
    }
}
