package dev.millrace.ops.figures;

import dev.millrace.ops.watch.Figure;
import dev.millrace.ops.watch.Figures;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How long the requests of one sink took, over all tasks and routes: how many took up to so many milliseconds.
 *
 * @param upTo requests by the limit of their bucket, in milliseconds; each bucket holds those of the smaller ones
 * @param count all requests
 */
record Latencies(TreeMap<Long, Double> upTo, double count) {

    private static final Pattern BUCKET = Pattern.compile("rest_sink_route_latency_le_(\\d+)_ms");
    private static final String COUNT = "rest_sink_route_latency_count";

    /** Empty when there are none, and when a worker does not tell: what it counted would seem to be gone, and then to come. */
    static Optional<Latencies> of(Figures figures, String connector) {
        OptionalDouble count = figures.sum(connector, COUNT);
        if (count.isEmpty() || !figures.troubles().isEmpty()) {
            return Optional.empty();
        }
        TreeMap<Long, Double> upTo = new TreeMap<>();
        for (Figure figure : figures.of(connector)) {
            Matcher bucket = BUCKET.matcher(figure.name());
            if (bucket.matches()) {
                upTo.merge(Long.parseLong(bucket.group(1)), figure.value(), Double::sum);
            }
        }
        return Optional.of(new Latencies(upTo, count.getAsDouble()));
    }

    /**
     * The time within which a share of the requests since then ended, in milliseconds; within a bucket they are taken as evenly
     * spread, and what took longer than the last bucket's limit as having taken that.
     *
     * @param share above 0 and up to 1
     * @return empty when none ended, and when a task has begun to count anew
     */
    OptionalDouble quantile(double share, Latencies since) {
        double ended = count - since.count;
        if (ended <= 0 || !upTo.keySet().equals(since.upTo.keySet()) || upTo.isEmpty()) {
            return OptionalDouble.empty();
        }
        double rank = share * ended;
        double below = 0;
        double begin = 0;
        for (Map.Entry<Long, Double> bucket : upTo.entrySet()) {
            double here = bucket.getValue() - since.upTo.getOrDefault(bucket.getKey(), 0.0);
            if (here < below) {
                return OptionalDouble.empty();
            }
            if (here >= rank) {
                return OptionalDouble.of(begin + (bucket.getKey() - begin) * (rank - below) / (here - below));
            }
            below = here;
            begin = bucket.getKey();
        }
        return OptionalDouble.of(upTo.lastKey());
    }
}
