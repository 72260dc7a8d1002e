package dev.millrace.ops.alerts;

import dev.millrace.ops.watch.ClusterView;
import java.time.Instant;

/**
 * All that conditions judge by.
 *
 * @param counters what grew since when
 * @param arrivals when files came
 * @param events when files came, by name
 * @param certificates when they end
 */
record Sight(
        ClusterView view,
        Instant now,
        Counters counters,
        Arrivals arrivals,
        FileEvents events,
        Certificates certificates) {}
