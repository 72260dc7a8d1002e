package dev.millrace.rest;

import dev.millrace.kit.OptionGroup;
import dev.millrace.kit.Problems;
import dev.millrace.kit.path.FieldPath;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Optional;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;

/**
 * How a round asks for what is new only.
 *
 * @param field where a row has its time or id; present for both
 * @param start where the first round begins, as the API wants it
 * @param lag how far behind its cursor a round begins, in time
 * @param idLag the same in ids
 * @param granularity what times are cut to; zero for nothing
 * @param step how long a window is; zero for up to now
 * @param delay how far behind now a window ends
 */
record IncrementSettings(
        Mode mode,
        Optional<FieldPath> field,
        Optional<String> start,
        Duration lag,
        long idLag,
        Duration granularity,
        Duration step,
        Duration delay,
        TimeText time) {

    static final String MODE = "incremental";
    static final String FIELD = "incremental.field";
    static final String START = "incremental.start";
    static final String LAG = "incremental.lag.ms";
    static final String ID_LAG = "incremental.lag.ids";
    static final String GRANULARITY = "incremental.granularity.ms";
    static final String STEP = "window.step.ms";
    static final String DELAY = "window.delay.ms";
    static final String FORM = "time.format";
    static final String ZONE = "time.zone";

    private static final long LONGEST = Duration.ofDays(36_500).toMillis();

    /** What a round has for a beginning. */
    enum Mode {
        /** Every round asks for everything. */
        NONE,
        /** The highest time of a row. */
        TIMESTAMP,
        /** The highest id of a row. */
        ID,
        /** The end of the window before. */
        WINDOW
    }

    static void define(ConfigDef definition) {
        new OptionGroup(definition, "What is new")
                .choice(
                        MODE,
                        Mode.NONE,
                        "How a round asks for what is new only: timestamp and id go on from the highest time or id of the"
                                + " rows so far, window from the end of the time window before, none asks for everything"
                                + " each time. Set it when the API can be asked so, by the places {since} or"
                                + " {window.start} and {window.end} of the request.")
                .text(
                        FIELD,
                        "",
                        "The path of a row's time or id, such as updated_at or meta.id. Set it with incremental=timestamp"
                                + " and id; a row without it is treated as malformed.")
                .text(
                        START,
                        "",
                        "Where the first round begins: a time such as 2026-01-01T00:00:00Z, or an id. Set it to leave out"
                                + " what is older; window needs it.")
                .number(
                        LAG,
                        0L,
                        0L,
                        LONGEST,
                        "How far behind its cursor each round begins, in milliseconds; rows that were seen are known and"
                                + " left out. Set it when rows appear late, or when the API leaves out rows that are as"
                                + " old as asked for.")
                .number(
                        ID_LAG,
                        0L,
                        0L,
                        Long.MAX_VALUE / 2,
                        "How many ids behind its cursor each round begins, where ids are numbers; rows that were seen are"
                                + " known and left out. Set it when ids do not appear in their order, or when the API"
                                + " leaves out the row that is asked for.")
                .number(
                        GRANULARITY,
                        0L,
                        0L,
                        Duration.ofDays(1).toMillis(),
                        "What times in requests are cut to, in milliseconds: 1000 for whole seconds, 86400000 for days (in"
                                + " UTC). Set it when the API takes no finer times; rows between are known and left"
                                + " out.")
                .number(
                        STEP,
                        0L,
                        0L,
                        LONGEST,
                        "How long a time window is at most, in milliseconds; 0 asks for everything up to now at once. Set"
                                + " it when the API limits the time that one request may span; rounds follow each other"
                                + " at once until they have caught up.")
                .number(
                        DELAY,
                        0L,
                        0L,
                        LONGEST,
                        "How far behind now a window ends, in milliseconds. Set it when the API's newest rows are not"
                                + " complete yet.")
                .text(
                        FORM,
                        TimeText.AUTO,
                        "How times are written in requests: iso, epoch-seconds, epoch-ms, date, or a pattern of Java's"
                                + " DateTimeFormatter; auto sends a row's time back as it came, and others in ISO 8601."
                                + " Set it when the API wants another form.")
                .text(
                        ZONE,
                        "UTC",
                        "The zone of times that name none, such as Europe/Berlin. Set it when the API writes local times.");
    }

    static IncrementSettings from(AbstractConfig config) {
        return new IncrementSettings(
                OptionGroup.choiceOf(Mode.class, config.getString(MODE)),
                text(config, FIELD).map(FieldPath::parse),
                text(config, START),
                Duration.ofMillis(config.getLong(LAG)),
                config.getLong(ID_LAG),
                Duration.ofMillis(config.getLong(GRANULARITY)),
                Duration.ofMillis(config.getLong(STEP)),
                Duration.ofMillis(config.getLong(DELAY)),
                new TimeText(config.getString(FORM).trim(), ZoneId.of(config.getString(ZONE))));
    }

    static void validate(AbstractConfig config, Problems problems) {
        Mode mode = OptionGroup.choiceOf(Mode.class, config.getString(MODE));
        boolean hasTimes = validateTimes(config, problems);
        boolean hasField = validateField(config, mode, problems);
        if (mode == Mode.WINDOW && text(config, START).isEmpty()) {
            problems.report(START, "is missing, and incremental=window needs it: name the time of the first row");
        } else if (hasTimes && hasField && (mode == Mode.TIMESTAMP || mode == Mode.WINDOW)) {
            text(config, START).ifPresent(start -> {
                try {
                    Increment unused = new Increment(from(config));
                    unused.check(start);
                } catch (IllegalArgumentException wrong) {
                    problems.report(START, "is no time: write it as 2026-01-01T00:00:00Z, or as time.format says");
                }
            });
        }
        refuse(config.getLong(LAG) > 0, mode, Mode.ID, LAG, "use " + ID_LAG, problems);
        refuse(config.getLong(STEP) > 0, mode, Mode.ID, STEP, "remove it", problems);
        refuse(config.getLong(GRANULARITY) > 0, mode, Mode.ID, GRANULARITY, "remove it", problems);
        if (config.getLong(ID_LAG) > 0 && mode != Mode.ID) {
            problems.report(ID_LAG, "is only used with incremental=id: remove it, or use " + LAG);
        }
    }

    private static void refuse(boolean given, Mode mode, Mode unfit, String key, String instead, Problems problems) {
        if (given && (mode == unfit || mode == Mode.NONE)) {
            problems.report(
                    key,
                    "is not used with incremental=" + mode.name().toLowerCase(Locale.ROOT) + ": " + instead
                            + (mode == Mode.NONE ? ", or set incremental" : ""));
        }
    }

    private static boolean validateField(AbstractConfig config, Mode mode, Problems problems) {
        Optional<String> field = text(config, FIELD);
        boolean wanted = mode == Mode.TIMESTAMP || mode == Mode.ID;
        if (field.isPresent() != wanted) {
            problems.report(
                    FIELD,
                    wanted
                            ? "is missing: name the field of a row that holds its time or id"
                            : "is only used with incremental=timestamp and id: set that, or remove it");
            return false;
        }
        try {
            if (field.isPresent() && !FieldPath.parse(field.get()).isSingle()) {
                problems.report(FIELD, "leads to many places: name one");
                return false;
            }
            return true;
        } catch (IllegalArgumentException wrong) {
            problems.report(FIELD, "is no path: " + wrong.getMessage());
            return false;
        }
    }

    private static boolean validateTimes(AbstractConfig config, Problems problems) {
        ZoneId zone;
        try {
            zone = ZoneId.of(config.getString(ZONE));
        } catch (DateTimeException wrong) {
            problems.report(ZONE, "is no zone: use a name such as UTC or Europe/Berlin");
            return false;
        }
        try {
            TimeText unused = new TimeText(config.getString(FORM).trim(), zone);
            return true;
        } catch (IllegalArgumentException wrong) {
            problems.report(
                    FORM,
                    "is neither auto, iso, epoch-seconds, epoch-ms, date nor a pattern such as yyyy-MM-dd HH:mm:ss");
            return false;
        }
    }

    private static Optional<String> text(AbstractConfig config, String key) {
        return Optional.of(config.getString(key).trim()).filter(text -> !text.isEmpty());
    }
}
