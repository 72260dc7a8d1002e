package dev.millrace.ops.dlq;

import dev.millrace.ops.ExitCode;
import dev.millrace.ops.Output;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Says how much is set aside: the depth, the oldest, and counts by each part of the cause and by hour. */
@Command(
        name = "stats",
        description = {
            "Counts what is set aside, by connector, stage, exception, origin and hour, for figures and alerts.",
            "Exit code 1 when there is something."
        },
        sortOptions = false)
final class StatsCommand implements Callable<Integer> {

    @Mixin
    private final Output output = new Output();

    @Mixin
    private final ReadOptions options = new ReadOptions();

    /** The report as JSON. */
    record Stats(
            String topic,
            long records,
            long oldestAgeSeconds,
            Map<String, Long> byConnector,
            Map<String, Long> byStage,
            Map<String, Long> byException,
            Map<String, Long> byOrigin,
            Map<String, Long> byHour) {}

    @Override
    public Integer call() {
        Group.Counter counter = new Group.Counter();
        String topic = options.read(output, counter::count);
        List<Group> groups = counter.groups(Instant.now());
        Stats stats = new Stats(
                topic,
                groups.stream().mapToLong(Group::records).sum(),
                groups.stream().mapToLong(Group::ageSeconds).max().orElse(0),
                by(groups, Group::connector),
                by(groups, Group::stage),
                by(groups, Group::exception),
                by(groups, Group::topic),
                counter.hours());
        output.report(stats, out -> tell(stats, out));
        return groups.isEmpty() ? ExitCode.OK : ExitCode.FINDINGS;
    }

    private static Map<String, Long> by(List<Group> groups, Function<Group, String> part) {
        Map<String, Long> counts = new TreeMap<>();
        groups.forEach(group -> counts.merge(part.apply(group), group.records(), Long::sum));
        return counts;
    }

    private static void tell(Stats stats, PrintWriter out) {
        out.println(stats.topic() + ": " + stats.records() + " records set aside, the oldest "
                + Age.of(stats.oldestAgeSeconds()) + " old");
        tell("connector", stats.byConnector(), out);
        tell("stage", stats.byStage(), out);
        tell("exception", stats.byException(), out);
        tell("origin", stats.byOrigin(), out);
        tell("hour", stats.byHour(), out);
    }

    private static void tell(String name, Map<String, Long> counts, PrintWriter out) {
        counts.forEach((part, count) -> out.printf("%8d  %s %s%n", count, name, part.isEmpty() ? "-" : part));
    }
}
