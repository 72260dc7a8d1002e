package dev.millrace.webhook;

import dev.millrace.kit.OptionGroup;
import dev.millrace.kit.Problems;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;

/**
 * How deliveries of one event are known as the same, for how long, and what becomes of them.
 *
 * @param key empty for the preset's
 * @param maxEntries how many events are known at least, within the window
 * @param topic where {@link Store#TOPIC} keeps them
 */
record DedupSettings(
        Optional<DedupKey> key,
        Store store,
        Action action,
        Duration window,
        int maxEntries,
        Optional<DedupTopicSettings> topic) {

    /** Where events are remembered beyond a restart. */
    enum Store {
        /** Nowhere. */
        MEMORY,
        /** In the offsets of the records themselves. */
        OFFSETS,
        /** In a topic that all workers share. */
        TOPIC
    }

    /** What becomes of an event that Kafka has already. */
    enum Action {
        /** It is answered like the first one, and no record is made. */
        DROP,
        /** A record is made, with the header {@value #DUPLICATE_HEADER}. */
        TAG
    }

    /** The header of a record whose event Kafka had already; true. */
    static final String DUPLICATE_HEADER = "millrace.webhook.duplicate";

    static final String KEY = "dedup.key";
    static final String STORE = "dedup.store";
    static final String ACTION = "dedup.action";
    static final String WINDOW = "dedup.window.ms";
    static final String MAX_ENTRIES = "dedup.max.entries";
    private static final String AUTO = "auto";
    private static final String TASKS_MAX = "tasks.max";
    private static final String TOLERANCE = "errors.tolerance";
    private static final String EXACTLY_ONCE = "exactly.once.support";

    static void define(ConfigDef definition) {
        OptionGroup group = new OptionGroup(definition, "Duplicates")
                .add(
                        KEY,
                        ConfigDef.Type.STRING,
                        AUTO,
                        ConfigDef.LambdaValidator.with(DedupSettings::checkKey, DedupSettings::keyForms),
                        ConfigDef.Importance.MEDIUM,
                        "What makes two requests the same event: header:Name, body:path, several of these joined by +,"
                                + " cloudevents (source and id), body-hash, or none; auto takes what the preset of"
                                + " webhook.verify names, which is none for senders without ids. Name it for a sender"
                                + " with ids of its own, such as header:Idempotency-Key; choose body-hash only where"
                                + " equal bodies never are two events. A request without the id is known by its body"
                                + " and counted.")
                .choice(
                        STORE,
                        Store.MEMORY,
                        "Where events are remembered beyond a restart: memory (nowhere), offsets (in the source offsets"
                                + " of the records: one task, exactly-once where the worker delivers exactly once) or"
                                + " topic (shared by all tasks of all workers). Choose offsets or topic when a"
                                + " duplicate after a restart does harm.")
                .choice(
                        ACTION,
                        Action.DROP,
                        "What becomes of an event that Kafka has already: drop answers it like the first one without a"
                                + " record, tag sends a record with the header " + DUPLICATE_HEADER + ". Choose tag to"
                                + " see duplicates downstream.")
                .number(
                        WINDOW,
                        86_400_000L,
                        1_000L,
                        2_678_400_000L,
                        "How long an event is remembered. Raise it above the time for which the sender retries; lower it"
                                + " to save memory.")
                .number(
                        MAX_ENTRIES,
                        100_000,
                        1,
                        100_000_000,
                        "How many events are remembered at least; beyond it the oldest are forgotten within the window,"
                                + " which dedup.evicted counts. Raise it to the events of one window; each takes 21 to"
                                + " 43 bytes of memory per connector and worker.");
        DedupTopicSettings.define(group);
    }

    static DedupSettings from(AbstractConfig config) {
        String key = config.getString(KEY).trim();
        return new DedupSettings(
                key.equals(AUTO) ? Optional.empty() : Optional.of(DedupKey.parse(key)),
                OptionGroup.choiceOf(Store.class, config.getString(STORE)),
                OptionGroup.choiceOf(Action.class, config.getString(ACTION)),
                Duration.ofMillis(config.getLong(WINDOW)),
                config.getInt(MAX_ENTRIES),
                DedupTopicSettings.from(config));
    }

    /**
     * Reports what does not fit together.
     *
     * @param configuration the connector's whole configuration as given, which holds the number of tasks
     */
    static void validate(AbstractConfig config, Map<String, String> configuration, Problems problems) {
        DedupSettings settings = from(config);
        if (settings.store != Store.MEMORY && settings.key.stream().anyMatch(DedupSettings::knowsNothing)) {
            problems.report(KEY, "none leaves " + STORE + " nothing to keep: name a key, or set " + STORE + "=memory");
        }
        switch (settings.store) {
            case MEMORY -> {}
            case OFFSETS -> settings.validateOffsets(configuration, problems);
            case TOPIC -> DedupTopicSettings.validate(config, problems);
        }
        if (isSet(configuration, EXACTLY_ONCE, "required") && !settings.isExactlyOnce()) {
            problems.report(
                    settings.store == Store.OFFSETS ? ACTION : STORE,
                    settings.whyNotExactlyOnce() + "; or set " + EXACTLY_ONCE + "=requested");
        }
    }

    /** Whether an event is in Kafka once, when the worker delivers exactly once and the connector has one task. */
    boolean isExactlyOnce() {
        return store == Store.OFFSETS && action == Action.DROP && key.stream().noneMatch(DedupSettings::knowsNothing);
    }

    private String whyNotExactlyOnce() {
        return switch (store) {
            case MEMORY ->
                "memory forgets at a restart which events Kafka has: exactly-once needs " + STORE
                        + "=offsets with one task";
            case TOPIC ->
                "an id reaches " + DedupTopicSettings.TOPIC
                        + " after the transaction of its record: a retry between the"
                        + " two is a duplicate; exactly-once needs " + STORE + "=offsets with one task";
            case OFFSETS -> "tag makes a record of every duplicate: exactly-once needs " + ACTION + "=drop";
        };
    }

    private void validateOffsets(Map<String, String> configuration, Problems problems) {
        if (isSet(configuration, TOLERANCE, "all")) {
            // WorkerSourceTask (KIP-779) acknowledges what the producer refused, and stores its offset.
            problems.report(
                    TOLERANCE,
                    "with all the worker stores the offset of a record that Kafka refused, so that its event would count"
                            + " as known: set none, or choose another " + STORE);
        }
        if (!configuration.getOrDefault(TASKS_MAX, "1").trim().equals("1")) {
            problems.report(
                    STORE,
                    "offsets are seen by the task that wrote them alone: set " + TASKS_MAX + "=1, or " + STORE
                            + "=topic");
        }
        if (maxEntries > DedupBuckets.MOST_ENTRIES) {
            problems.report(
                    MAX_ENTRIES,
                    "must be at most " + DedupBuckets.MOST_ENTRIES + " with " + STORE
                            + "=offsets, for every worker keeps" + " all offsets in memory: lower it, or set " + STORE
                            + "=topic");
        }
    }

    private static boolean isSet(Map<String, String> configuration, String key, String value) {
        return configuration.getOrDefault(key, "").trim().equalsIgnoreCase(value);
    }

    private static boolean knowsNothing(DedupKey key) {
        return key.kind() == DedupKey.Kind.NONE;
    }

    private static void checkKey(String key, Object value) {
        if (value instanceof String text && !text.trim().equals(AUTO)) {
            try {
                DedupKey unused = DedupKey.parse(text.trim());
            } catch (IllegalArgumentException wrong) {
                throw new ConfigException(key, value, wrong.getMessage());
            }
        }
    }

    private static String keyForms() {
        return String.join(
                ", ",
                Stream.of(AUTO, "header:Name", "body:path", "cloudevents", "body-hash", "none")
                        .toList());
    }
}
