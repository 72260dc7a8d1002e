package dev.millrace.rest;

import dev.millrace.kit.OptionGroup;
import dev.millrace.kit.Problems;
import dev.millrace.kit.RetryPolicy;
import dev.millrace.kit.RetrySettings;
import dev.millrace.kit.schedule.Schedule;
import dev.millrace.kit.schedule.ScheduleSettings;
import java.util.Optional;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;

/**
 * The options of one endpoint.
 *
 * @param parentEndpoint the endpoint that the parent options name
 * @param refusedAttempts how often a request is tried that the server refuses, or whose answer can't be read
 * @param isConditional whether answers that did not change need not come again
 * @param config holds them all, for those who read their options when they are opened
 */
record EndpointSettings(
        String name,
        Schedule schedule,
        PagingSettings paging,
        IncrementSettings increment,
        ChangeKeySettings changes,
        ParentSettings parent,
        Optional<EndpointSettings> parentEndpoint,
        JobSettings job,
        RowSettings rows,
        MalformedRowSettings malformed,
        RetryPolicy backOff,
        int refusedAttempts,
        boolean isConditional,
        AbstractConfig config) {

    static final String REFUSED_ATTEMPTS = "refused.max.attempts";
    static final String CONDITIONAL = "conditional.requests";

    /** Whether requests are conditional. */
    enum Conditional {
        AUTO,
        ON,
        OFF
    }

    static void define(ConfigDef definition) {
        Wire.define(definition);
        MannerSettings.define(definition);
        ScheduleSettings.define(definition);
        PagingSettings.define(definition);
        IncrementSettings.define(definition);
        ChangeKeySettings.define(definition);
        ParentSettings.define(definition);
        JobSettings.define(definition);
        RowSettings.define(definition);
        MalformedRowSettings.define(definition);
        RetrySettings.defineBackoff(definition);
        new OptionGroup(definition, "Answers")
                .number(
                        REFUSED_ATTEMPTS,
                        5,
                        1,
                        1_000_000,
                        "How often a request is tried that the server refuses with 4xx, or whose answer can't be read as"
                                + " rows, before the task stops. Raise it for an API that is often replaced by error pages;"
                                + " failures of the server (5xx, no answer) are tried for ever.")
                .choice(
                        CONDITIONAL,
                        Conditional.AUTO,
                        "Whether the ETag or Last-Modified of an answer goes with the next request, so that one that did"
                                + " not change is answered 304 without rows: auto does so where rounds have one page. Set"
                                + " on for pages only when a first page without changes means that none changed.");
    }

    static EndpointSettings from(String name, AbstractConfig config) {
        PagingSettings paging = PagingSettings.from(config);
        ParentSettings parent = ParentSettings.from(config);
        JobSettings job = JobSettings.from(config);
        Conditional conditional = OptionGroup.choiceOf(Conditional.class, config.getString(CONDITIONAL));
        return new EndpointSettings(
                name,
                ScheduleSettings.from(config),
                paging,
                IncrementSettings.from(config),
                ChangeKeySettings.from(config),
                parent,
                Optional.empty(),
                job,
                RowSettings.from(config),
                MalformedRowSettings.from(config),
                RetrySettings.fromBackoff(config),
                config.getInt(REFUSED_ATTEMPTS),
                switch (conditional) {
                    case AUTO ->
                        paging.style() == PagingSettings.Style.NONE
                                && parent.endpoint().isEmpty()
                                && !job.isJob();
                    case ON -> true;
                    case OFF -> false;
                },
                config);
    }

    /** The same with the settings of the endpoint whose rows it is asked for. */
    EndpointSettings of(EndpointSettings other) {
        return new EndpointSettings(
                name,
                schedule,
                paging,
                increment,
                changes,
                parent,
                Optional.of(other),
                job,
                rows,
                malformed,
                backOff,
                refusedAttempts,
                isConditional,
                config);
    }

    static void validate(AbstractConfig config, Problems problems) {
        MannerSettings.validate(config, problems);
        ScheduleSettings.validate(config, problems);
        PagingSettings.validate(config, problems);
        IncrementSettings.validate(config, problems);
        ChangeKeySettings.validate(config, problems);
        ParentSettings.validate(config, problems);
        JobSettings.validate(config, problems);
        RowSettings.validate(config, problems);
        MalformedRowSettings.validate(config, problems);
        RetrySettings.validate(config, problems);
    }

    PagePlaces places() {
        return new PagePlaces(paging, increment.time(), parent, job);
    }
}
