package dev.millrace.ops.dlq;

import dev.millrace.kit.ConnectorFailure;
import dev.millrace.kit.expression.Expression;
import dev.millrace.ops.CommandFailure;
import dev.millrace.ops.Output;
import dev.millrace.ops.ProgressBar;
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
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** Which of the records that are set aside are meant: {@link Criteria}, read and checked. Immutable. */
public final class Selection {

    private final Criteria criteria;
    private final Optional<Expression> condition;
    private final long begin;
    private final long end;
    private final List<HeaderNames> headerNames;

    private Selection(Criteria criteria, Optional<Expression> condition, Instant now) {
        this.criteria = criteria;
        this.condition = condition;
        this.begin = criteria.fromTime() == null ? Long.MIN_VALUE : time(criteria.fromTime(), now);
        this.end = criteria.toTime() == null ? Long.MAX_VALUE : time(criteria.toTime(), now);
        this.headerNames = HeaderNames.of(criteria.headers());
    }

    /**
     * Reads criteria.
     *
     * @throws CommandFailure naming what can't be asked so
     */
    public static Selection of(Criteria criteria) {
        Long limit = criteria.limit();
        if (limit != null && limit < 1) {
            throw CommandFailure.usage("--limit takes a number from 1");
        }
        return new Selection(criteria, Optional.ofNullable(criteria.where()).map(Selection::condition), Instant.now());
    }

    private static Expression condition(String text) {
        try {
            return Expression.parse(text);
        } catch (IllegalArgumentException wrong) {
            throw CommandFailure.usage("--where: " + wrong.getMessage(), wrong);
        }
    }

    public Criteria criteria() {
        return criteria;
    }

    /** The same question with points in time, so that it is the same whenever it is asked again. */
    public Criteria repeatable() {
        return new Criteria(
                criteria.topic(),
                criteria.where(),
                begin == Long.MIN_VALUE ? null : Instant.ofEpochMilli(begin).toString(),
                end == Long.MAX_VALUE ? null : Instant.ofEpochMilli(end).toString(),
                criteria.partition(),
                criteria.fromOffset(),
                criteria.toOffset(),
                criteria.limit(),
                criteria.headers());
    }

    public String topic() {
        return criteria.topic();
    }

    List<HeaderNames> headerNames() {
        return headerNames;
    }

    long limit() {
        return criteria.limit() == null ? Long.MAX_VALUE : criteria.limit();
    }

    /** The part of the topic that can hold some. */
    public TopicSpan within(TopicSpan all) {
        Integer partition = criteria.partition();
        TreeMap<Integer, Long> begins = new TreeMap<>();
        TreeMap<Integer, Long> ends = new TreeMap<>();
        all.from().forEach((number, first) -> {
            boolean asked = partition == null || partition.equals(number);
            begins.put(number, atLeast(first, criteria.fromOffset()));
            ends.put(number, asked ? (criteria.toOffset() == null ? Long.MAX_VALUE : criteria.toOffset()) : first);
        });
        return all.after(begins).before(ends);
    }

    private static long atLeast(long offset, @Nullable Long other) {
        return other == null ? offset : Math.max(offset, other);
    }

    /**
     * Whether a record is one of them, offsets and limit left aside.
     *
     * @throws CommandFailure when the condition can't be asked
     */
    public boolean has(SetAside aside) {
        long time = aside.raw().timestamp();
        if (time < begin || time >= end) {
            return false;
        }
        try {
            return condition.isEmpty() || condition.get().test(aside.question());
        } catch (ConnectorFailure tooLong) {
            throw CommandFailure.usage(
                    "--where can't be asked of " + aside.place() + ": " + tooLong.getMessage(), tooLong);
        }
    }

    /** Refuses what would be another question when it is asked again. */
    void checkRepeatable() {
        for (String time : Stream.of(Optional.ofNullable(criteria.fromTime()), Optional.ofNullable(criteria.toTime()))
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

    /** A record with what its headers tell. */
    public SetAside read(ConsumerRecord<byte[], byte[]> record) {
        return new SetAside(record, Cause.of(record, headerNames));
    }

    /** Hands out each of them, in the order of the topic. */
    void read(
            org.apache.kafka.clients.consumer.Consumer<byte[], byte[]> consumer, Output output, Consumer<SetAside> to) {
        try (ProgressBar bar = output.progress("records read")) {
            read(consumer, bar, to);
        }
    }

    private void read(
            org.apache.kafka.clients.consumer.Consumer<byte[], byte[]> consumer,
            ProgressBar bar,
            Consumer<SetAside> to) {
        AtomicLong found = new AtomicLong();
        AtomicLong looked = new AtomicLong();
        TopicSpan span = within(TopicSpan.all(consumer, topic()));
        boolean unused = span.read(consumer, record -> {
            bar.show(looked.incrementAndGet(), looked.get(), span.size());
            SetAside aside = read(record);
            if (has(aside)) {
                to.accept(aside);
                found.incrementAndGet();
            }
            return found.get() < limit();
        });
    }
}
