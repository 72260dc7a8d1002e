package dev.millrace.ops.dlq;

import dev.millrace.kit.ConnectorFailure;
import dev.millrace.kit.expression.Expression;
import dev.millrace.ops.CommandFailure;
import dev.millrace.ops.kafka.TopicSpan;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which of the records that are set aside a command is about: a mixin. */
final class Selection {

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
            defaultValue = "auto",
            description = "Whose headers tell the cause: auto (the default), connect, spring, confluent (rules),"
                    + " millrace, or a properties file with the names.")
    @SuppressWarnings("NullAway.Init")
    private String headers;

    private @Nullable Expression condition;
    private long begin = Long.MIN_VALUE;
    private long end = Long.MAX_VALUE;

    String topic() {
        return topic;
    }

    List<HeaderNames> headerNames() {
        return HeaderNames.of(headers);
    }

    long limit() {
        return limit == null ? Long.MAX_VALUE : limit;
    }

    /** What is asked for, in one line; the same for the same question. */
    String text() {
        return "topic=" + topic + " where=" + where + " time=" + fromTime + ".." + toTime + " partition=" + partition
                + " offset=" + fromOffset + ".." + toOffset + " limit=" + limit + " headers=" + headers;
    }

    /** The part of the topic that can hold some. */
    TopicSpan within(TopicSpan all) {
        TreeMap<Integer, Long> begins = new TreeMap<>();
        TreeMap<Integer, Long> ends = new TreeMap<>();
        all.from().forEach((number, begin) -> {
            boolean asked = partition == null || partition.equals(number);
            begins.put(number, fromOffset == null ? begin : Math.max(begin, fromOffset));
            ends.put(number, asked ? (toOffset == null ? Long.MAX_VALUE : toOffset) : begin);
        });
        return all.after(begins).before(ends);
    }

    /**
     * Whether a record is one of them, the limit left aside.
     *
     * @throws CommandFailure when the condition can't be asked
     */
    boolean has(SetAside aside) {
        long time = aside.raw().timestamp();
        if (time < begin || time >= end) {
            return false;
        }
        if (where == null) {
            return true;
        }
        try {
            return condition(where).test(aside.question());
        } catch (ConnectorFailure tooLong) {
            throw CommandFailure.usage(
                    "--where can't be asked of " + aside.place() + ": " + tooLong.getMessage(), tooLong);
        }
    }

    private Expression condition(String text) {
        Expression parsed = condition;
        if (parsed == null) {
            try {
                parsed = Expression.parse(text);
            } catch (IllegalArgumentException wrong) {
                throw CommandFailure.usage("--where: " + wrong.getMessage(), wrong);
            }
            condition = parsed;
        }
        return parsed;
    }

    /** Refuses what can't be asked before anything is read. */
    void check() {
        if (where != null) {
            condition(where);
        }
        if (limit != null && limit < 1) {
            throw CommandFailure.usage("--limit takes a number from 1");
        }
        Instant now = Instant.now();
        begin = fromTime == null ? Long.MIN_VALUE : time(fromTime, now);
        end = toTime == null ? Long.MAX_VALUE : time(toTime, now);
        List<HeaderNames> unused = headerNames();
    }

    /** Refuses what would be another question when it is asked again. */
    void checkRepeatable() {
        for (String time : Stream.of(Optional.ofNullable(fromTime), Optional.ofNullable(toTime))
                .flatMap(Optional::stream)
                .toList()) {
            try {
                Instant unused = Instant.parse(time);
            } catch (DateTimeParseException relative) {
                throw CommandFailure.usage(
                        "what is sent again is chosen by points in time, so that a replay that was cut off can go on:"
                                + " write 2026-05-01T06:00:00Z instead of " + time,
                        relative);
            }
        }
    }

    private static long time(String text, Instant now) {
        try {
            return Instant.parse(text).toEpochMilli();
        } catch (DateTimeParseException notAPoint) {
            try {
                String upper = text.toUpperCase(Locale.ROOT);
                return now.minus(Duration.parse((upper.endsWith("D") ? "P" : "PT") + upper))
                        .toEpochMilli();
            } catch (DateTimeParseException neither) {
                throw CommandFailure.usage(
                        text + " is no time: write 2026-05-01T06:00:00Z, or 6h for six hours ago", neither);
            }
        }
    }

    /** Hands out each of them, in the order of the topic. */
    void read(org.apache.kafka.clients.consumer.Consumer<byte[], byte[]> consumer, Consumer<SetAside> to) {
        check();
        List<HeaderNames> names = headerNames();
        AtomicLong found = new AtomicLong();
        within(TopicSpan.all(consumer, topic)).read(consumer, record -> {
            SetAside aside = new SetAside(record, Cause.of(record, names));
            if (has(aside)) {
                to.accept(aside);
                found.incrementAndGet();
            }
            return found.get() < limit();
        });
    }
}
