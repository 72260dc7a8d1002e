package dev.millrace.ops.alerts;

import dev.millrace.ops.watch.ClusterView;
import dev.millrace.ops.watch.FlowView;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;

/**
 * When connectors last finished a file: by their counts of finished files, and where no worker shows them, by the newest
 * record in their topics. Not safe for several threads.
 */
final class Arrivals {

    private static final List<String> FINISHED =
            List.of("sftp_source_files_finished", "record_file_source_files_finished");

    /**
     * What is known of a connector.
     *
     * @param since when it was known first: what came before was not seen
     * @param count of finished files at the last look
     * @param newest when a file was finished last; {@link Instant#EPOCH} for none since then
     */
    record Seen(Instant since, double count, Instant newest) {}

    private final Map<String, Seen> counted = new HashMap<>();
    private final Map<String, Instant> records = new HashMap<>();

    Arrivals(Map<String, Seen> before) {
        counted.putAll(before);
    }

    void look(ClusterView view) {
        Instant now = view.taken();
        for (FlowView flow : view.flows()) {
            String name = flow.name();
            flow.readings().freshnessMs().ifPresent(age -> records.put(name, now.minusMillis(age)));
            OptionalDouble count = FINISHED.stream()
                    .map(figure -> view.figures().sum(name, figure))
                    .filter(OptionalDouble::isPresent)
                    .findFirst()
                    .orElse(OptionalDouble.empty());
            count.ifPresent(value -> counted.merge(
                    name,
                    new Seen(now, value, Instant.EPOCH),
                    (before, first) -> new Seen(
                            before.since(),
                            value,
                            // Less than before: its worker was started again and has counted from 0 since.
                            value > before.count() || (value < before.count() && value > 0) ? now : before.newest())));
        }
        counted.keySet().removeIf(name -> view.flow(name).isEmpty());
        records.keySet().removeIf(name -> view.flow(name).isEmpty());
    }

    /** When a file came last, as far as that is known. */
    Optional<Instant> newest(String connector) {
        Optional<Instant> finished =
                Optional.ofNullable(counted.get(connector)).map(Seen::newest).filter(at -> at.isAfter(Instant.EPOCH));
        return finished.or(() -> Optional.ofNullable(records.get(connector)));
    }

    /** Whether a file that came after this moment would be known. */
    boolean wouldKnow(String connector, Instant since) {
        Seen seen = counted.get(connector);
        return records.containsKey(connector) || (seen != null && !seen.since().isAfter(since));
    }

    Map<String, Seen> kept() {
        return new TreeMap<>(counted);
    }
}
