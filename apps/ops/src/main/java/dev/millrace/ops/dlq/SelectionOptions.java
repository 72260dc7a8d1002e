package dev.millrace.ops.dlq;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which of the records that are set aside a command is about: a mixin that makes a {@link Selection}. */
final class SelectionOptions {

    @Option(
            names = {"--topic", "--dlq"},
            required = true,
            paramLabel = "TOPIC",
            description = "The topic with the records that are set aside.")
    @SuppressWarnings("NullAway.Init")
    private String topic;

    @Option(
            names = "--where",
            paramLabel = "CONDITION",
            description = {
                "Only records for which this holds, such as \"stage = 'TASK_PUT' and exception contains 'Timeout'\".",
                "Fields: connector, task, stage, class, exception, message, fingerprint, attempt, origin.topic,"
                        + " origin.partition, origin.offset; a header is $header.NAME."
            })
    private @Nullable String where;

    @Option(
            names = "--from-time",
            paramLabel = "TIME",
            description = "Only records of this time or later: 2026-05-01T06:00:00Z, or 6h for six hours ago."
                    + " A dead letter queue keeps the time of the original.")
    private @Nullable String fromTime;

    @Option(names = "--to-time", paramLabel = "TIME", description = "Only records before this time.")
    private @Nullable String toTime;

    @Option(names = "--partition", paramLabel = "N", description = "Only this partition of the topic.")
    private @Nullable Integer partition;

    @Option(
            names = "--from-offset",
            paramLabel = "N",
            description = "Only records at this offset of the topic or behind.")
    private @Nullable Long fromOffset;

    @Option(names = "--to-offset", paramLabel = "N", description = "Only records before this offset of the topic.")
    private @Nullable Long toOffset;

    @Option(names = "--limit", paramLabel = "N", description = "At most so many records, the oldest ones first.")
    private @Nullable Long limit;

    @Option(
            names = "--headers",
            paramLabel = "NAMES",
            defaultValue = Criteria.AUTO,
            description = "Whose headers tell the cause: auto (the default), connect, spring, confluent (rules),"
                    + " millrace, or a properties file with the names.")
    @SuppressWarnings("NullAway.Init")
    private String headers;

    /**
     * What is asked for.
     *
     * @throws dev.millrace.ops.CommandFailure naming what can't be asked so
     */
    Selection selection() {
        return Selection.of(
                new Criteria(topic, where, fromTime, toTime, partition, fromOffset, toOffset, limit, headers));
    }
}
