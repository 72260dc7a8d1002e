package dev.millrace.database.change;

import dev.millrace.kit.OptionGroup;
import dev.millrace.kit.Problems;
import java.time.Duration;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;

/**
 * What becomes of numbers that are missing because their transaction has not ended.
 *
 * @param skips whether they are passed after a time
 * @param timeout after which time
 * @param alarm how long they may be missing before it is said, and how often it is said again
 */
public record GapSettings(boolean skips, Duration timeout, Duration alarm) {

    public static final String ON_TIMEOUT = "gap.on.timeout";
    public static final String TIMEOUT = "gap.timeout.ms";
    public static final String ALARM = "gap.alarm.ms";

    private static final long MOST = 30L * 24 * 60 * 60 * 1000;

    private enum OnTimeout {
        WAIT,
        SKIP
    }

    public static void define(ConfigDef definition) {
        new OptionGroup(definition, "Gaps")
                .choice(
                        ON_TIMEOUT,
                        OnTimeout.WAIT,
                        "What happens to changes behind the number of a transaction that does not end: they wait for its end"
                                + " (wait), or go on without its changes after " + TIMEOUT + " (skip). Choose skip only"
                                + " where a change too few is better than a late one: what that transaction commits"
                                + " afterwards never becomes a record. A rolled back transaction is recognised as one and"
                                + " needs neither.")
                .number(
                        TIMEOUT,
                        600_000L,
                        1L,
                        MOST,
                        "How long the numbers of a transaction that does not end are waited for with " + ON_TIMEOUT
                                + "=skip. Set it far beyond the longest transaction that writes to the tables.")
                .number(
                        ALARM,
                        60_000L,
                        1L,
                        MOST,
                        "How long changes may wait behind a transaction that does not end before a warning says so, and how"
                                + " often it is said again. Raise it where transactions take that long as a rule.");
    }

    public static GapSettings from(AbstractConfig config) {
        return new GapSettings(
                skips(config), Duration.ofMillis(config.getLong(TIMEOUT)), Duration.ofMillis(config.getLong(ALARM)));
    }

    public static void validate(AbstractConfig config, Problems problems) {
        boolean isSet = config.originals().containsKey(TIMEOUT);
        if (isSet && !skips(config)) {
            problems.report(TIMEOUT, "is only used with " + ON_TIMEOUT + "=skip: set that, or remove it");
        }
    }

    private static boolean skips(AbstractConfig config) {
        return OptionGroup.choiceOf(OnTimeout.class, config.getString(ON_TIMEOUT)) == OnTimeout.SKIP;
    }
}
