package dev.millrace.ops.audit;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.ops.CommandFailure;
import dev.millrace.ops.ExitCode;
import dev.millrace.ops.Output;
import dev.millrace.ops.kafka.KafkaOptions;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Follows one business key, file or piece of evidence over topics, from its arrival to its delivery. */
@Command(
        name = "trace",
        description = "Follows one key or file over topics, by their headers, events and coordinates.",
        sortOptions = false)
final class TraceCommand implements Callable<Integer> {

    /** More readings than there are topics in any flow. */
    private static final int READINGS = 10;

    /** What the option json prints; {@code more} counts the steps above the limit. */
    record Trace(List<TraceStep> steps, long more) {}

    /** What is looked for. */
    static final class Asked {
        @Option(names = "--key", paramLabel = "TEXT", description = "A business key: of records, or in any header.")
        private @Nullable String key;

        @Option(names = "--file", paramLabel = "NAME", description = "A file: its name, or its path.")
        private @Nullable String file;

        @Option(
                names = "--id",
                paramLabel = "ID",
                description = "An audit.id, the id of an event, a trace id, a webhook's id.")
        private @Nullable String id;
    }

    @Mixin
    private final KafkaOptions kafka = new KafkaOptions();

    @Mixin
    private final Output output = new Output();

    @Parameters(
            paramLabel = "TOPIC",
            arity = "1..*",
            description = "The topics of the flow: data, audit, malformed, dead letters, replies.")
    private List<String> topics = List.of();

    @ArgGroup(multiplicity = "1")
    private final Asked asked = new Asked();

    @Option(
            names = "--field",
            paramLabel = "NAME",
            description = "With --key: also look in this field of values in JSON; a name, or a JSON Pointer.")
    private @Nullable String field;

    @Option(
            names = "--limit",
            defaultValue = "1000",
            paramLabel = "N",
            description = "The most steps that are shown and followed. Default: ${DEFAULT-VALUE}")
    private int limit;

    @Override
    public Integer call() {
        TraceSubject subject = subject();
        Map<String, TraceStep> steps = new TreeMap<>();
        long more = 0;
        try (EvidenceLog log = new ShownLog(new TopicLog(kafka.client(), topics), output)) {
            int known = -1;
            for (int reading = 0; reading < READINGS && known != subject.names(); reading++) {
                known = subject.names();
                more = read(log, subject, steps);
            }
        }
        if (subject.isFull()) {
            output.remark("millrace: more belongs to it than is followed; raise --limit to follow all");
        }
        Trace trace = new Trace(
                steps.values().stream()
                        .sorted(Comparator.comparing(TraceStep::time).thenComparing(TraceStep::at))
                        .toList(),
                more);
        output.report(trace, out -> {
            trace.steps()
                    .forEach(step -> out.println(String.join(
                                    "  ",
                                    step.time(),
                                    step.at(),
                                    step.kind(),
                                    step.action(),
                                    step.actor(),
                                    step.object(),
                                    step.outcome())
                            .strip()));
            if (trace.more() > 0) {
                out.println("and " + trace.more() + " more; raise --limit to see them");
            }
            if (trace.steps().isEmpty()) {
                out.println("nothing found in " + String.join(", ", topics));
            }
        });
        return trace.steps().isEmpty() ? ExitCode.FINDINGS : ExitCode.OK;
    }

    private TraceSubject subject() {
        if (limit < 1) {
            throw CommandFailure.usage("--limit must be 1 or more");
        }
        if (field != null && asked.key == null) {
            throw CommandFailure.usage("--field belongs to --key");
        }
        TraceSubject.By by;
        String text;
        if (asked.key != null) {
            by = TraceSubject.By.KEY;
            text = asked.key;
        } else if (asked.file != null) {
            by = TraceSubject.By.FILE;
            text = asked.file;
        } else {
            by = TraceSubject.By.ID;
            text = Optional.ofNullable(asked.id).orElse("");
        }
        if (text.isEmpty()) {
            throw CommandFailure.usage("what is looked for must not be empty");
        }
        return new TraceSubject(by, text, Optional.ofNullable(field), 2 * limit);
    }

    /** @return how many steps there are above the limit */
    private long read(EvidenceLog log, TraceSubject subject, Map<String, TraceStep> steps) {
        long[] more = {0};
        log.read(Map.of(), record -> {
            Optional<JsonNode> fields = EventText.fields(record.value());
            Optional<String> why = subject.match(record, fields);
            if (why.isPresent()) {
                String at = EvidenceCheck.place(record).toString();
                if (steps.containsKey(at)) {
                    return;
                }
                if (steps.size() < limit) {
                    steps.put(at, TraceSubject.step(record, fields, why.get()));
                    subject.learn(record);
                } else {
                    more[0]++;
                }
            }
        });
        return more[0];
    }
}
