package dev.millrace.kit.schedule;

import dev.millrace.kit.OptionGroup;
import dev.millrace.kit.Problems;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;

/** The options that say when rounds begin; the same keys in every connector that polls. */
public final class ScheduleSettings {

    public static final String INTERVAL = "poll.interval.ms";
    public static final String CRON = "poll.cron";
    public static final String ZONE = "poll.zone";
    public static final String HOURS = "poll.hours";

    private ScheduleSettings() {}

    public static void define(ConfigDef definition) {
        new OptionGroup(definition, "Schedule")
                .number(
                        INTERVAL,
                        60_000L,
                        1L,
                        Duration.ofDays(366).toMillis(),
                        "How long after the beginning of a round the next one begins, in milliseconds; one that takes"
                                + " longer is followed at once. Lower it when rows must be there sooner.")
                .text(
                        CRON,
                        "",
                        "When rounds begin, instead of an interval: a cron expression of five fields (minute, hour, day,"
                                + " month, weekday; as in Unix, weekdays from 0 for Sunday) or of six or seven (seconds"
                                + " first; as in Quartz, weekdays from 1 for Sunday). Set it when rounds belong to times of"
                                + " day; a time that passes while the connector is stopped is not made up for.")
                .text(
                        ZONE,
                        "UTC",
                        "The zone of poll.cron and poll.hours, such as Europe/Berlin. Set it when their times are local.")
                .list(
                        HOURS,
                        "",
                        "The hours in which rounds may begin, such as mon-fri 08:00-18:00, sat 22:00-04:00; at any time"
                                + " when it is empty. Set it when the partner has hours of service, or is to be left alone.");
    }

    /** Reads what {@link #validate} has no problem with. */
    public static Schedule from(AbstractConfig config) {
        ZoneId zone = ZoneId.of(config.getString(ZONE));
        String cron = config.getString(CRON).trim();
        Duration interval = Duration.ofMillis(config.getLong(INTERVAL));
        List<String> hours = config.getList(HOURS);
        Schedule times = cron.isEmpty() ? Schedule.every(interval) : CronSchedule.parse(cron, zone);
        return hours.isEmpty() ? times : times.within(Hours.parse(hours, zone));
    }

    /** Reports a zone, a cron expression or hours that can't be read. */
    public static void validate(AbstractConfig config, Problems problems) {
        ZoneId zone;
        try {
            zone = ZoneId.of(config.getString(ZONE));
        } catch (DateTimeException wrong) {
            problems.report(ZONE, "is no zone: use a name such as UTC or Europe/Berlin");
            return;
        }
        try {
            String cron = config.getString(CRON).trim();
            if (!cron.isEmpty()) {
                Schedule unused = CronSchedule.parse(cron, zone);
            }
        } catch (IllegalArgumentException wrong) {
            problems.report(CRON, "is no cron expression: " + wrong.getMessage());
        }
        try {
            Hours unused = Hours.parse(config.getList(HOURS), zone);
        } catch (IllegalArgumentException wrong) {
            problems.report(HOURS, "can't be read: " + wrong.getMessage());
        }
    }
}
