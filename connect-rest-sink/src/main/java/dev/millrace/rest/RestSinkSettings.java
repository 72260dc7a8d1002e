package dev.millrace.rest;

import dev.millrace.http.HttpSettings;
import dev.millrace.kit.OptionGroup;
import dev.millrace.kit.Problems;
import dev.millrace.kit.RetrySettings;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;

/**
 * All that a task of the REST sink is told.
 *
 * @param connector the connector's name
 * @param task the task's number within the connector
 * @param setsAside whether a dead letter queue takes what the receiver refuses
 */
record RestSinkSettings(
        String connector,
        String task,
        HttpSettings http,
        Patience patience,
        Ordering ordering,
        IdempotencyKey idempotencyKey,
        Tombstones tombstones,
        FlowSettings flow,
        boolean setsAside) {

    static final String ORDERING = "ordering";
    static final String IDEMPOTENCY_KEY = "idempotency.key";
    static final String TOMBSTONES = "tombstones";
    static final String RETRY_MAX_AGE = "retry.max.age.ms";
    static final String TASK = "millrace.task";

    private static final String NAME = "name";
    private static final String TOLERANCE = "errors.tolerance";
    private static final String DEAD_LETTER_QUEUE = "errors.deadletterqueue.topic.name";
    private static final String IDEMPOTENCY_HEADER = "idempotency-key";

    static ConfigDef definition() {
        ConfigDef definition = new ConfigDef();
        HttpSettings.define(definition);
        new OptionGroup(definition, "Records")
                .choice(
                        ORDERING,
                        Ordering.KEY,
                        "Which records wait for each other: those with the same topic and key (records without a key:"
                                + " those of their partition), those of a partition, or none. Choose none when the receiver"
                                + " does not care, partition when it wants each partition as it was written.")
                .choice(
                        IDEMPOTENCY_KEY,
                        IdempotencyKey.QUOTED,
                        "The form of the header Idempotency-Key, which is the same whenever a record is sent again: quoted"
                                + " as the IETF draft has it, plain for receivers that want no quotes, or none. With none,"
                                + " the receiver can't tell a repetition from a second request.")
                .choice(
                        TOMBSTONES,
                        Tombstones.REJECT,
                        "What becomes of a record without a value: reject sets it aside like one that the receiver refuses,"
                                + " skip counts it as delivered without a request. Choose skip when deletions mean nothing"
                                + " to the receiver.");
        FlowSettings.define(definition);
        RetrySettings.define(definition, 30);
        new OptionGroup(definition, "Retry")
                .number(
                        RETRY_MAX_AGE,
                        0L,
                        0L,
                        Long.MAX_VALUE,
                        "The age, in milliseconds since the task took it, from which a record that fails once more is set"
                                + " aside; 0 for no limit. Set it when a late record is worth nothing.");
        return definition.define(taskNumber());
    }

    /** Reads what {@link #validate} has no problem with. */
    static RestSinkSettings from(AbstractConfig config, Map<String, String> properties) {
        long maxAge = config.getLong(RETRY_MAX_AGE);
        return new RestSinkSettings(
                properties.getOrDefault(NAME, "rest-sink"),
                config.getString(TASK),
                HttpSettings.from(config),
                new Patience(
                        RetrySettings.from(config),
                        maxAge == 0 ? Optional.empty() : Optional.of(Duration.ofMillis(maxAge))),
                OptionGroup.choiceOf(Ordering.class, config.getString(ORDERING)),
                OptionGroup.choiceOf(IdempotencyKey.class, config.getString(IDEMPOTENCY_KEY)),
                OptionGroup.choiceOf(Tombstones.class, config.getString(TOMBSTONES)),
                FlowSettings.from(config),
                hasDeadLetterQueue(properties));
    }

    /** Reports what values can't be together; each value alone is known to be good. */
    static void validate(AbstractConfig config, Map<String, String> properties, Problems problems) {
        HttpSettings.validate(config, problems);
        RetrySettings.validate(config, problems);
        FlowSettings.validate(config, problems);
        boolean sendsKey =
                OptionGroup.choiceOf(IdempotencyKey.class, config.getString(IDEMPOTENCY_KEY)) != IdempotencyKey.NONE;
        if (sendsKey
                && config.getList(HttpSettings.HEADERS).stream()
                        .anyMatch(line -> line.toLowerCase(Locale.ROOT).startsWith(IDEMPOTENCY_HEADER))) {
            problems.report(
                    HttpSettings.HEADERS,
                    "holds an Idempotency-Key, the same for all records, besides the one of each record: remove it, or set "
                            + IDEMPOTENCY_KEY + "=none");
        }
        if ("all".equalsIgnoreCase(properties.get(TOLERANCE)) && !hasDeadLetterQueue(properties)) {
            problems.report(
                    DEAD_LETTER_QUEUE,
                    "is missing, and errors.tolerance=all without it would lose what the receiver refuses: name a topic, or"
                            + " set errors.tolerance=none");
        }
    }

    /** Not for users: the connector tells each task its number. */
    private static ConfigDef.ConfigKey taskNumber() {
        return new ConfigDef.ConfigKey(
                TASK,
                ConfigDef.Type.STRING,
                "0",
                null,
                ConfigDef.Importance.LOW,
                "The number of the task, which the connector sets itself.",
                "Internal",
                1,
                ConfigDef.Width.SHORT,
                "Task number",
                List.of(),
                null,
                true);
    }

    private static boolean hasDeadLetterQueue(Map<String, String> properties) {
        return !properties.getOrDefault(DEAD_LETTER_QUEUE, "").isBlank();
    }
}
