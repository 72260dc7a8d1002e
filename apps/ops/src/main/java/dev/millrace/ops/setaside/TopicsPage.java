package dev.millrace.ops.setaside;

import dev.millrace.ops.CommandFailure;
import dev.millrace.ops.console.Reply;
import dev.millrace.ops.setaside.Depths.Depth;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** The page of all topics that hold what is set aside. */
final class TopicsPage {

    /**
     * A line of it.
     *
     * @param there whether the topic was made yet
     * @param records that stand in it now
     * @param growth that came lately; -1 where it was counted once only
     * @param sinceMs how long ago the counting began, in milliseconds
     * @param chart of the last hour
     */
    record Line(
            String topic,
            List<String> connectors,
            boolean there,
            long records,
            long growth,
            long sinceMs,
            Bars chart) {}

    private final KnownTopics topics;
    private final Depths depths;
    private final Growth growth;

    TopicsPage(KnownTopics topics, Depths depths, Growth growth) {
        this.topics = topics;
        this.depths = depths;
        this.growth = growth;
    }

    Reply page() {
        Map<String, List<String>> known = topics.all();
        Optional<String> trouble = Optional.empty();
        List<Line> lines = new ArrayList<>();
        try {
            Map<String, Depth> counted = depths.of(known.keySet());
            Instant now = Instant.now();
            known.forEach((topic, connectors) -> lines.add(line(topic, connectors, counted, now)));
        } catch (CommandFailure unanswered) {
            trouble = Optional.ofNullable(unanswered.getMessage());
        }
        lines.sort(Comparator.comparingLong(Line::records).reversed().thenComparing(Line::topic));
        return Reply.page(
                "setaside",
                Map.of(
                        "lines", lines,
                        "records", lines.stream().mapToLong(Line::records).sum(),
                        "trouble", trouble.orElse(""),
                        "look", topics.view().get().trouble().orElse("")));
    }

    private Line line(String topic, List<String> connectors, Map<String, Depth> counted, Instant now) {
        Depth depth = counted.get(topic);
        OptionalLong grown = growth.of(topic);
        Duration since = growth.since(topic, now);
        long[] steps = growth.steps(topic).stream().mapToLong(Long::longValue).toArray();
        return new Line(
                topic,
                List.copyOf(connectors),
                depth != null,
                depth == null ? 0 : depth.records(),
                grown.orElse(-1),
                since.toMillis(),
                Bars.of(steps, "", ""));
    }
}
