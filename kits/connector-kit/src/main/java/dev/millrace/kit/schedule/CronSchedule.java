package dev.millrace.kit.schedule;

import com.cronutils.model.Cron;
import com.cronutils.model.CronType;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.model.time.ExecutionTime;
import com.cronutils.parser.CronParser;
import java.time.Instant;
import java.time.ZoneId;

/** At the times of a cron expression, by the clocks of a zone. */
record CronSchedule(Cron cron, ZoneId zone) implements Schedule {

    private static final int UNIX_FIELDS = 5;

    /**
     * Reads an expression: of five fields as in Unix, of six or seven as in Quartz.
     *
     * @throws IllegalArgumentException when it is none; the message says why
     */
    static CronSchedule parse(String text, ZoneId zone) {
        CronType type = text.split("\\s+").length == UNIX_FIELDS ? CronType.UNIX : CronType.QUARTZ;
        Cron cron = new CronParser(CronDefinitionBuilder.instanceDefinitionFor(type))
                .parse(text)
                .validate();
        return new CronSchedule(cron, zone);
    }

    @Override
    public Instant first(Instant now) {
        return after(now);
    }

    @Override
    public Instant after(Instant began) {
        return ExecutionTime.forCron(cron)
                .nextExecution(began.atZone(zone))
                .map(time -> time.toInstant())
                .orElse(Instant.MAX);
    }
}
