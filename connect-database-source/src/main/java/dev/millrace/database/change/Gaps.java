package dev.millrace.database.change;

import dev.millrace.database.reading.ReadingMeters;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The numbers of a table that are missing: those of transactions that were rolled back are passed, those of transactions
 * that have not ended are waited for. Belongs to one reading.
 */
final class Gaps {

    private static final Logger LOG = LoggerFactory.getLogger(Gaps.class);

    /** What to do in front of missing numbers. */
    enum Verdict {
        /** More is known now: read again. */
        AGAIN,
        WAIT,
        /** Pass them, although they may come. */
        SKIP
    }

    /** Numbers up to one had been drawn when somebody looked who might own them. */
    private record Mark(long through, GapRule.Sight sight) {}

    /** Missing numbers that hold up what is behind them. */
    private record Hole(long from, long to, Instant since, Instant saidAt) {}

    private final String name;
    private final GapRule rule;
    private final GapSettings settings;
    private final Clock clock;
    private final LongAdder passed;
    private final LongAdder skipped;
    private final LongAdder alarms;

    /** What is missing up to here will stay missing. */
    private long settledThrough;

    private @Nullable Mark mark;
    private volatile @Nullable Hole hole;

    Gaps(String name, GapRule rule, GapSettings settings, Clock clock, ReadingMeters meters) {
        this.name = name;
        this.rule = rule;
        this.settings = settings;
        this.clock = clock;
        this.passed = meters.counter("gaps.passed", "Numbers that were missing because of a rollback");
        this.skipped = meters.counter("gaps.skipped", "Numbers that were skipped although they might have come");
        this.alarms = meters.counter("gaps.alarms", "Warnings about a transaction that does not end");
        meters.gauge("gap.waiting.ms", "For how long changes have been waiting behind missing numbers", this::waited);
    }

    /** Whether numbers that a read from now on lacks may be passed. */
    boolean passes(long from, long to) {
        if (to > settledThrough) {
            return false;
        }
        passed.add(to - from + 1);
        return true;
    }

    /** Nothing is missing in front of what is read next. */
    void closed() {
        hole = null;
    }

    /**
     * Whether there is no use in reading: the numbers that held up the last read are still missing, and who might own
     * them has not ended.
     */
    boolean holdsUp(Connection connection, NumberedTable table) throws SQLException {
        Hole waiting = hole;
        if (waiting == null || (settings.skips() && hasWaited(waiting, settings.timeout()))) {
            return false;
        }
        if (settles(connection, waiting.from(), waiting.to())
                || table.hasAny(connection, waiting.from(), waiting.to())) {
            return false;
        }
        say(waiting);
        return true;
    }

    /**
     * A read lacks numbers, and {@link #passes} said no.
     *
     * @param newest the greatest number that the read has
     */
    Verdict meet(Connection connection, long from, long to, long newest) throws SQLException {
        Mark known = mark;
        if (known == null || known.through() < to) {
            mark = new Mark(newest, rule.sight(connection));
        }
        if (settles(connection, from, to)) {
            return Verdict.AGAIN;
        }
        Hole before = hole;
        Instant now = clock.instant();
        Hole waiting = before != null && before.from() == from
                ? new Hole(from, to, before.since(), before.saidAt())
                : new Hole(from, to, now, now);
        hole = waiting;
        if (settings.skips() && hasWaited(waiting, settings.timeout())) {
            skipped.add(to - from + 1);
            hole = null;
            LOG.warn(
                    "{}: skipped the numbers {} to {} after {} ms: a transaction that owns them has not ended; what it commits"
                            + " from now on will not become records.",
                    name,
                    from,
                    to,
                    Duration.between(waiting.since(), now).toMillis());
            return Verdict.SKIP;
        }
        say(waiting);
        return Verdict.WAIT;
    }

    Duration pause() {
        return rule.pause();
    }

    private boolean settles(Connection connection, long from, long to) throws SQLException {
        Mark known = mark;
        if (known == null || !rule.isOver(connection, known.sight(), from, to)) {
            return false;
        }
        settledThrough = known.through();
        mark = null;
        return true;
    }

    private void say(Hole waiting) {
        Instant now = clock.instant();
        if (Duration.between(waiting.saidAt(), now).compareTo(settings.alarm()) < 0) {
            return;
        }
        alarms.increment();
        hole = new Hole(waiting.from(), waiting.to(), waiting.since(), now);
        LOG.warn(
                "{}: changes wait behind the numbers {} to {} for {} ms: a transaction that wrote to the table has not ended."
                        + " Find it and end it; nothing is lost meanwhile.",
                name,
                waiting.from(),
                waiting.to(),
                Duration.between(waiting.since(), now).toMillis());
    }

    private boolean hasWaited(Hole waiting, Duration time) {
        return Duration.between(waiting.since(), clock.instant()).compareTo(time) >= 0;
    }

    private long waited() {
        Hole waiting = hole;
        return waiting == null
                ? 0
                : Math.max(0, Duration.between(waiting.since(), clock.instant()).toMillis());
    }
}
