package dev.millrace.ops.figures;

import dev.millrace.ops.watch.Figure;
import dev.millrace.ops.watch.Figures;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.DoubleStream;

/** What the figures of one connector say of it as a whole; the names are those of docs/monitoring/metrics.md. */
record WorkerReadings(Figures figures, String connector) {

    /** What each kind of connector counts its records by. */
    static final Set<String> RECORDS = Set.of(
            "rest_sink_delivered",
            "sftp_source_records",
            "record_file_source_records",
            "database_source_reading_records",
            "rest_source_endpoint_rows",
            "framed_tcp_source_messages",
            "webhook_source_requests_accepted");

    /** How long something waits that the other side, or Kafka, does not have yet. */
    static final List<String> WAITS =
            List.of("_oldest_incomplete_ms", "_oldest_unconfirmed_ms", "_oldest_unprocessed_ms");

    static final String BREAKER = "rest_sink_breaker";
    static final String HOSTS_DOWN = "rest_source_hosts_down";

    /** Records since the tasks began; empty when a worker does not tell, for then a part would pass for all. */
    OptionalDouble records() {
        List<Figure> counted = figures.troubles().isEmpty() ? named(RECORDS::contains) : List.of();
        return counted.isEmpty()
                ? OptionalDouble.empty()
                : OptionalDouble.of(values(counted).sum());
    }

    OptionalLong oldestMs() {
        return whole(
                values(named(name -> WAITS.stream().anyMatch(name::endsWith))).max());
    }

    /** As {@code FlowView.Readings} has it: a host that a source polls and that is down counts as a receiver that is. */
    OptionalLong breaker() {
        OptionalDouble receivers = figures.max(connector, BREAKER);
        OptionalDouble hosts = figures.max(connector, HOSTS_DOWN);
        return receivers.isPresent()
                ? whole(receivers)
                : whole(hosts.isPresent() ? OptionalDouble.of(hosts.getAsDouble() > 0 ? 2 : 0) : hosts);
    }

    private List<Figure> named(Predicate<String> which) {
        return figures.of(connector).stream()
                .filter(figure -> which.test(figure.name()))
                .toList();
    }

    private static DoubleStream values(List<Figure> figures) {
        return figures.stream().mapToDouble(Figure::value);
    }

    private static OptionalLong whole(OptionalDouble value) {
        return value.isPresent() ? OptionalLong.of(Math.round(value.getAsDouble())) : OptionalLong.empty();
    }
}
