package dev.millrace.ops.dlq;

import dev.millrace.ops.ExitCode;
import dev.millrace.ops.Output;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Says why records are set aside: groups of one cause, the largest first. */
@Command(
        name = "list",
        description = {
            "Groups what is set aside by connector, stage, exception, fingerprint of its message and origin.",
            "Exit code 1 when there is something."
        },
        sortOptions = false)
final class ListCommand implements Callable<Integer> {

    @Mixin
    private final Output output = new Output();

    @Mixin
    private final ReadOptions options = new ReadOptions();

    /** The report as JSON. */
    record Groups(String topic, List<Group> groups) {}

    @Override
    public Integer call() {
        Group.Counter counter = new Group.Counter();
        String topic = options.read(output, counter::count);
        Groups groups = new Groups(topic, counter.groups(Instant.now()));
        output.report(groups, out -> tell(groups, out));
        return groups.groups().isEmpty() ? ExitCode.OK : ExitCode.FINDINGS;
    }

    private static void tell(Groups groups, PrintWriter out) {
        if (groups.groups().isEmpty()) {
            out.println(groups.topic() + ": nothing is set aside");
        }
        for (Group group : groups.groups()) {
            out.printf(
                    "%8d  %s  %s  %s  message %s  from %s%n          since %s (%s), at most %d times sent again, first %s%n",
                    group.records(),
                    known(group.connector()),
                    known(group.stage()),
                    known(group.exception()),
                    group.fingerprint(),
                    known(group.topic()),
                    group.oldest(),
                    Age.of(group.ageSeconds()),
                    group.attempts(),
                    group.example());
        }
    }

    private static String known(String text) {
        return text.isEmpty() ? "-" : text;
    }
}
