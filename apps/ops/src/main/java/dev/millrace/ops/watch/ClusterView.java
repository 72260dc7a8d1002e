package dev.millrace.ops.watch;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What the console knows of the cluster at one moment; made whole, never changed.
 *
 * @param flows by name
 * @param figures what the workers count
 * @param trouble why Connect or Kafka could not be asked, in a sentence; the flows are those of before then
 */
public record ClusterView(Instant taken, List<FlowView> flows, Figures figures, Optional<String> trouble) {

    /** Before anything was asked. */
    public static final ClusterView EMPTY =
            new ClusterView(Instant.EPOCH, List.of(), Figures.NONE, Optional.of("The cluster was not asked yet."));

    public ClusterView {
        flows = List.copyOf(flows);
    }

    public Optional<FlowView> flow(String name) {
        return flows.stream().filter(flow -> flow.name().equals(name)).findFirst();
    }
}
