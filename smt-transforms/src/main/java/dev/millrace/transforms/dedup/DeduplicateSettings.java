package dev.millrace.transforms.dedup;

import dev.millrace.kit.OptionGroup;
import dev.millrace.kit.path.FieldPath;
import dev.millrace.kit.path.RecordPath;
import dev.millrace.transforms.rewrite.CrossCheck;
import dev.millrace.transforms.rewrite.Policies;
import java.util.List;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;

/**
 * When a record is a duplicate, and what is done with it.
 *
 * @param id the paths whose values tell records apart; empty where key and value as a whole do
 * @param window how long an id is remembered, in milliseconds
 * @param most how many ids are remembered at most
 */
public record DeduplicateSettings(
        List<String> id, long window, int most, Time time, OnDuplicate onDuplicate, Policies.Missing missing) {

    static final String ID = "id";
    static final String WINDOW = "window.ms";
    static final String MOST = "max.entries";
    static final String TIME = "time";
    static final String ON_DUPLICATE = "on.duplicate";
    static final String PAYLOAD_HASH = "payload-hash";

    /** By which clock the window is measured. */
    enum Time {
        /** The records' own timestamps; the worker's clock where they have none. */
        RECORD,
        /** The worker's clock. */
        WALLCLOCK
    }

    /** What is done with a duplicate. */
    enum OnDuplicate {
        /** It is left out. */
        DROP,
        /** It goes on with a header that says so. */
        TAG,
        /** It goes to {@code quarantine.topic}; of sources only. */
        ROUTE
    }

    public DeduplicateSettings {
        id = List.copyOf(id);
    }

    public static void define(ConfigDef definition) {
        new OptionGroup(definition, "Duplicates")
                .add(
                        ID,
                        ConfigDef.Type.LIST,
                        ConfigDef.NO_DEFAULT_VALUE,
                        ConfigDef.LambdaValidator.with(DeduplicateSettings::checkId, () -> "paths, or " + PAYLOAD_HASH),
                        ConfigDef.Importance.HIGH,
                        "What tells records of a topic apart: one path or several, such as order.id, $key, $key.id or"
                                + " $header.event-id, or payload-hash for all of key and value. Name what the sender"
                                + " keeps the same when it sends something twice.")
                .number(
                        WINDOW,
                        600_000L,
                        1L,
                        Long.MAX_VALUE,
                        "How long after a record another one with its id is a duplicate. Raise it when senders repeat"
                                + " themselves later; it is no use beyond what max.entries can hold.")
                .number(
                        MOST,
                        100_000,
                        1,
                        50_000_000,
                        "How many ids are remembered, about 150 bytes for each; beyond them the oldest is forgotten"
                                + " before its time. Raise it above the number of records in window.ms.")
                .choice(
                        TIME,
                        Time.RECORD,
                        "By which clock window.ms is measured: record takes the records' own timestamps, wallclock the"
                                + " worker's. Choose wallclock when timestamps tell of something else than sending.")
                .choice(
                        ON_DUPLICATE,
                        OnDuplicate.DROP,
                        "What is done with a duplicate: drop it, tag it with the header millrace.duplicate, or route it"
                                + " to quarantine.topic. Choose tag or route to see first what would be dropped.");
        Policies.defineMissing(definition, Policies.Missing.IGNORE);
        Policies.defineQuarantine(definition, ON_DUPLICATE + "=route");
        CrossCheck.on(
                definition,
                Policies.QUARANTINE_TOPIC,
                (parsed, problems) -> Policies.needTopic(parsed, ON_DUPLICATE, "route", problems));
    }

    static DeduplicateSettings from(AbstractConfig config) {
        List<String> id = config.getList(ID);
        return new DeduplicateSettings(
                id.contains(PAYLOAD_HASH) ? List.of() : id,
                config.getLong(WINDOW),
                config.getInt(MOST),
                OptionGroup.choiceOf(Time.class, config.getString(TIME)),
                OptionGroup.choiceOf(OnDuplicate.class, config.getString(ON_DUPLICATE)),
                Policies.from(config).missing());
    }

    private static void checkId(String key, Object value) {
        List<?> names = (List<?>) value;
        if (names.isEmpty()) {
            throw new ConfigException(key + " names nothing; name a path such as order.id, or " + PAYLOAD_HASH);
        }
        if (names.contains(PAYLOAD_HASH)) {
            if (names.size() > 1) {
                throw new ConfigException(
                        key + " names " + PAYLOAD_HASH + " beside paths; it already is all of key and value");
            }
            return;
        }
        for (Object name : names) {
            try {
                FieldPath path = FieldPath.parse(String.valueOf(name));
                if (!path.isSingle()) {
                    throw new ConfigException(
                            key + " names " + name + ", which leads to many places; name one, such as [0] for [*]");
                }
                RecordPath.of(path);
            } catch (IllegalArgumentException wrong) {
                throw new ConfigException(key + " holds the path " + name + ": " + wrong.getMessage());
            }
        }
    }
}
