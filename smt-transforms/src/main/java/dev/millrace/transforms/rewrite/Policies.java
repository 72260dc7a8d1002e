package dev.millrace.transforms.rewrite;

import dev.millrace.kit.OptionGroup;
import dev.millrace.kit.Problems;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;

/**
 * What is done where a record is not as a rule expects it; the same keys, values and meanings in every transform.
 *
 * @param missing where a path leads nowhere: for structs what their schema has not, for maps what has no entry
 * @param nulls where a path leads to a null
 * @param errors where a value can't be changed as asked, such as a text that is no number
 * @param tombstones where the side that the transform works on is null as a whole
 * @param quarantine where records go with {@code on.error=route}
 */
public record Policies(
        Missing missing, Nulls nulls, Errors errors, Tombstones tombstones, Optional<String> quarantine) {

    public static final String ON_MISSING = "on.missing";
    public static final String ON_NULL = "on.null";
    public static final String ON_ERROR = "on.error";
    public static final String ON_TOMBSTONE = "on.tombstone";
    public static final String QUARANTINE_TOPIC = "quarantine.topic";

    /** What is done with a path that leads nowhere. */
    public enum Missing {
        /** The record fails, with the code {@code missing}. */
        FAIL,
        /** The rule does nothing. */
        IGNORE,
        /** The rule goes on as if a null were there. */
        NULL
    }

    /** What is done with a null. */
    public enum Nulls {
        /** It stays null. */
        KEEP,
        /** The default of the field's schema is put in its place, where there is one. */
        DEFAULT,
        /** The record is dropped. */
        DROP,
        /** The record fails, with the code {@code null}. */
        FAIL
    }

    /** What is done with a value that can't be changed as asked. */
    public enum Errors {
        /** The record fails: a sink's goes to its dead letter queue, a source's stops the task. */
        FAIL,
        /** Null stands in its place. */
        NULL,
        /** It stays as it is. */
        KEEP,
        /** The record goes to {@code quarantine.topic} as it came, with the reason in its headers; of sources only. */
        ROUTE
    }

    /** What is done with a record whose side is null. */
    public enum Tombstones {
        /** It goes through untouched. */
        PASS,
        /** It is dropped. */
        DROP,
        /** It fails, with the code {@code tombstone}. */
        FAIL
    }

    /** Declares {@code on.missing}. */
    public static void defineMissing(ConfigDef definition, Missing standard) {
        group(definition)
                .choice(
                        ON_MISSING,
                        standard,
                        "What is done where a path leads nowhere: fail the record, ignore the rule for it, or go on as if"
                                + " null were there. Choose fail where a field that is not there means that something is"
                                + " wrong.");
    }

    /** Declares {@code on.null}. */
    public static void defineNulls(ConfigDef definition, Nulls standard) {
        group(definition)
                .choice(
                        ON_NULL,
                        standard,
                        "What is done where a path leads to a null: keep it, put the default of its schema in its place,"
                                + " drop the record, or fail it. Defaults of schemas are never put in unless asked for"
                                + " here.");
    }

    /** Declares {@code on.error} and {@code quarantine.topic}. */
    public static void defineErrors(ConfigDef definition, Errors standard) {
        group(definition)
                .choice(
                        ON_ERROR,
                        standard,
                        "What is done with a value that can't be changed as asked: fail the record, put null in its"
                                + " place, keep the value, or route the record to quarantine.topic. Choose route in"
                                + " sources, where a failed record stops the task; in sinks fail hands it to the dead"
                                + " letter queue.");
        defineQuarantine(definition, ON_ERROR + "=route");
        CrossCheck.on(
                definition, QUARANTINE_TOPIC, (parsed, problems) -> needTopic(parsed, ON_ERROR, "route", problems));
    }

    /** Declares {@code quarantine.topic} alone, for a transform that routes by another key. */
    public static void defineQuarantine(ConfigDef definition, String user) {
        group(definition)
                .text(
                        QUARANTINE_TOPIC,
                        null,
                        "The topic for records that " + user + " sets aside, with key and value as they came and the"
                                + " reason in their headers. Needed there, and only in sources: what a sink renames is"
                                + " written nowhere.");
    }

    /**
     * Reports that {@code quarantine.topic} must be given, or that it is and nothing would ever go there.
     *
     * @param key the option that needs it
     * @param choice the value of that option by which it does
     */
    public static void needTopic(Map<String, Object> parsed, String key, String choice, Problems problems) {
        Object chosen = parsed.get(key);
        boolean routes = choice.equalsIgnoreCase(String.valueOf(chosen).trim());
        Object topic = parsed.get(QUARANTINE_TOPIC);
        boolean isGiven = topic != null && !topic.toString().isBlank();
        if (routes && !isGiven) {
            problems.report(QUARANTINE_TOPIC, "must be given with " + key + "=" + choice + "; name a topic");
        } else if (!routes && isGiven && chosen != null) {
            problems.report(
                    QUARANTINE_TOPIC, "gets nothing with " + key + "=" + chosen + ": remove it, or choose " + choice);
        }
    }

    /** Declares {@code on.tombstone}. */
    public static void defineTombstones(ConfigDef definition, Tombstones standard) {
        group(definition)
                .choice(
                        ON_TOMBSTONE,
                        standard,
                        "What is done with a record whose key or value, whichever the transform works on, is null: pass"
                                + " it through untouched, drop it, or fail it. Keep pass where topics are compacted.");
    }

    /** Reads what was declared; what was not stands at what does least harm. */
    public static Policies from(AbstractConfig config) {
        return new Policies(
                read(config, ON_MISSING, Missing.class, Missing.FAIL),
                read(config, ON_NULL, Nulls.class, Nulls.KEEP),
                read(config, ON_ERROR, Errors.class, Errors.FAIL),
                read(config, ON_TOMBSTONE, Tombstones.class, Tombstones.PASS),
                config.values().containsKey(QUARANTINE_TOPIC)
                        ? Optional.ofNullable(config.getString(QUARANTINE_TOPIC))
                                .map(String::trim)
                                .filter(topic -> !topic.isEmpty())
                        : Optional.empty());
    }

    private static <E extends Enum<E>> E read(AbstractConfig config, String key, Class<E> type, E undeclared) {
        return config.values().containsKey(key) ? OptionGroup.choiceOf(type, config.getString(key)) : undeclared;
    }

    private static OptionGroup group(ConfigDef definition) {
        return new OptionGroup(definition, "Policies");
    }
}
