package dev.millrace.transforms.limits;

import dev.millrace.kit.OptionGroup;
import dev.millrace.kit.Problems;
import dev.millrace.kit.path.FieldPath;
import dev.millrace.kit.path.PathRoot;
import dev.millrace.kit.path.RecordPath;
import dev.millrace.transforms.rewrite.CrossCheck;
import dev.millrace.transforms.rewrite.Policies;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.jspecify.annotations.Nullable;

/**
 * How big a record may be, and what is done with one that is bigger.
 *
 * @param path what is measured; empty for key and value together
 * @param most in bytes
 * @param marker what stands at the end of a text that was cut
 */
record LimitSettings(Optional<FieldPath> path, long most, OnOversize onOversize, String marker) {

    static final String PATH = "path";
    static final String MOST = "max.bytes";
    static final String ON_OVERSIZE = "on.oversize";
    static final String MARKER = "marker";

    /** What Kafka takes by default, less what keys, headers and batches add: message.max.bytes is 1,048,588. */
    private static final long STANDARD_MOST = 1_000_000;

    /** What is done with a record that is too big. */
    enum OnOversize {
        /** It fails, with the code {@code oversize}. */
        FAIL,
        /** It goes to {@code quarantine.topic}; of sources only. */
        ROUTE,
        /** The text that the path leads to is cut. */
        TRUNCATE,
        /** It is left out. */
        DROP
    }

    static void define(ConfigDef definition) {
        new OptionGroup(definition, "Size")
                .number(
                        MOST,
                        STANDARD_MOST,
                        1L,
                        Long.MAX_VALUE,
                        "How many bytes a record may have, counted as JSON text in UTF-8 whatever the converter. Lower it"
                                + " to what the receiver takes, and leave room for headers.")
                .add(
                        PATH,
                        ConfigDef.Type.STRING,
                        null,
                        ConfigDef.LambdaValidator.with(LimitSettings::checkPath, () -> "a path"),
                        ConfigDef.Importance.MEDIUM,
                        "What is measured, such as note, items[*].text or $key; without it, key and value together. Set"
                                + " it when one field alone grows.")
                .choice(
                        ON_OVERSIZE,
                        OnOversize.FAIL,
                        "What is done with a record that is too big: fail it, route it to quarantine.topic, truncate the"
                                + " text at path, or drop it. Choose truncate for texts that people read; their end is"
                                + " lost.")
                .text(
                        MARKER,
                        " [truncated]",
                        "What stands at the end of a text that was cut; it counts. Set it when receivers look for"
                                + " something else.");
        Policies.defineQuarantine(definition, ON_OVERSIZE + "=route");
        CrossCheck.on(
                definition,
                Policies.QUARANTINE_TOPIC,
                (parsed, problems) -> Policies.needTopic(parsed, ON_OVERSIZE, "route", problems));
        CrossCheck.on(definition, PATH, LimitSettings::checkTruncation);
        CrossCheck.on(definition, MARKER, LimitSettings::checkMarker);
    }

    static LimitSettings from(AbstractConfig config) {
        return new LimitSettings(
                Optional.ofNullable(config.getString(PATH)).map(FieldPath::parse),
                config.getLong(MOST),
                OptionGroup.choiceOf(OnOversize.class, config.getString(ON_OVERSIZE)),
                Optional.ofNullable(config.getString(MARKER)).orElse(""));
    }

    private static void checkPath(String key, @Nullable Object value) {
        if (value == null) {
            return;
        }
        try {
            if (RecordPath.of(FieldPath.parse(value.toString())) == null) {
                throw new IllegalStateException("a path is never null");
            }
        } catch (IllegalArgumentException wrong) {
            throw new ConfigException(key + " is no path: " + wrong.getMessage());
        }
    }

    private static void checkTruncation(Map<String, Object> parsed, Problems problems) {
        if (!truncates(parsed)) {
            return;
        }
        if (!(parsed.get(PATH) instanceof String path)) {
            problems.report(PATH, "is missing, and " + ON_OVERSIZE + "=truncate needs it; name the text to be cut");
        } else if (!isInPayload(path)) {
            problems.report(PATH, "is not in key or value, and nothing else can be cut; name a text in them");
        }
    }

    /** What is no path at all is told elsewhere. */
    private static boolean isInPayload(String path) {
        try {
            PathRoot root = FieldPath.parse(path).root();
            return root == PathRoot.HERE || root == PathRoot.VALUE || root == PathRoot.KEY;
        } catch (IllegalArgumentException none) {
            return true;
        }
    }

    private static void checkMarker(Map<String, Object> parsed, Problems problems) {
        if (truncates(parsed)
                && parsed.get(MARKER) instanceof String marker
                && parsed.get(MOST) instanceof Long most
                && JsonSize.of(null, marker) > most) {
            problems.report(MARKER, "alone has more bytes than " + MOST + " allows; shorten it");
        }
    }

    private static boolean truncates(Map<String, Object> parsed) {
        return "truncate"
                .equalsIgnoreCase(String.valueOf(parsed.get(ON_OVERSIZE)).trim());
    }
}
