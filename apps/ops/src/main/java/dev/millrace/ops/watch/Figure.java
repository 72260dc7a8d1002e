package dev.millrace.ops.watch;

import java.util.Map;
import java.util.Optional;

/**
 * One figure of one worker at one moment, by the names of docs/monitoring: {@code rest_sink_set_aside}.
 *
 * @param name type and attribute of the MBean, in lower case, with underscores for dots and hyphens, without the
 *     exporter's {@code millrace_}
 * @param labels connector, task, and route, part, transform or instance where there is one; without quotation marks
 */
public record Figure(String name, Map<String, String> labels, double value) {

    public Figure {
        labels = Map.copyOf(labels);
    }

    public Optional<String> label(String label) {
        return Optional.ofNullable(labels.get(label));
    }
}
