package dev.millrace.feed;

import dev.millrace.kit.AuditEvent;
import dev.millrace.kit.OptionGroup;
import dev.millrace.kit.Problems;
import dev.millrace.kit.SideSettings;
import java.util.Locale;
import java.util.Optional;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;

/**
 * What becomes of records that can't be read.
 *
 * @param topic where they go; present in quarantine mode
 * @param maxBytes how many of their raw bytes are sent
 * @param maxPercent above which share of a file's records it is set aside as a whole; 100 for never
 * @param maxPercentAfter how many records are read before the share is looked at
 */
record MalformedSettings(
        MalformedMode mode, Optional<String> topic, int maxBytes, int maxPercent, int maxPercentAfter) {

    static final String MODE = "malformed.mode";
    static final String TOPIC = "malformed.topic";
    static final String MAX_BYTES = "malformed.max.bytes";
    static final String MAX_PERCENT = "malformed.max.percent";
    static final String MAX_PERCENT_AFTER = "malformed.max.percent.after";

    static void define(ConfigDef definition) {
        new OptionGroup(definition, "Malformed records")
                .text(
                        MODE,
                        null,
                        "What a record that can't be read leads to: quarantine sends it to malformed.topic with its"
                                + " coordinates and goes on, skip leaves it out and lists its coordinates in the event"
                                + " that ends its file (the first 1,000 of a file; all are counted), fail stops the task"
                                + " in front of it. By default quarantine when malformed.topic is set, else fail.")
                .text(
                        TOPIC,
                        null,
                        "The topic that gets records that can't be read: the raw bytes, with file, byte offset, line"
                                + " and reason code in headers. Set it so that one bad line does not stop a feed.")
                .number(
                        MAX_BYTES,
                        900_000,
                        1,
                        1 << 30,
                        "How many raw bytes of a malformed record are sent; what is longer is cut and says so in a"
                                + " header. Keep it below the topic's max.message.bytes.")
                .number(
                        MAX_PERCENT,
                        100,
                        0,
                        100,
                        "The share of a file's records, in percent, that may be malformed; above it the reading ends and"
                                + " the file is set aside as a whole, with the code too-many-malformed. Lower it where a"
                                + " file that is mostly wrong is the wrong file; 100 is off. What was handed over before"
                                + " stays in Kafka.")
                .number(
                        MAX_PERCENT_AFTER,
                        100,
                        1,
                        Integer.MAX_VALUE,
                        "How many records of a file are read before malformed.max.percent is looked at; a shorter file is"
                                + " judged at its end. Raise it where files begin with lines that are no records.");
    }

    static MalformedSettings from(AbstractConfig config) {
        Optional<String> topic = text(config, TOPIC);
        return new MalformedSettings(
                text(config, MODE)
                        .map(mode -> OptionGroup.choiceOf(MalformedMode.class, mode))
                        .orElse(topic.isPresent() ? MalformedMode.QUARANTINE : MalformedMode.FAIL),
                topic,
                config.getInt(MAX_BYTES),
                config.getInt(MAX_PERCENT),
                config.getInt(MAX_PERCENT_AFTER));
    }

    static void validate(AbstractConfig config, Problems problems) {
        Optional<String> mode = text(config, MODE);
        boolean hasTopic = hasTopic(config);
        mode.filter(name -> !name.toLowerCase(Locale.ROOT).matches("quarantine|skip|fail"))
                .ifPresent(name -> problems.report(MODE, "must be quarantine, skip or fail"));
        if (mode.filter("quarantine"::equalsIgnoreCase).isPresent() && !hasTopic) {
            problems.report(TOPIC, "is needed by malformed.mode=quarantine: name a topic, or choose skip or fail");
        }
        mode.filter(name -> hasTopic && !"quarantine".equalsIgnoreCase(name))
                .filter(name -> name.toLowerCase(Locale.ROOT).matches("skip|fail"))
                .ifPresent(name -> problems.report(
                        TOPIC, "gets nothing with malformed.mode=" + name + ": remove it, or choose quarantine"));
        boolean stops = mode.map("fail"::equalsIgnoreCase).orElse(!hasTopic);
        if (stops && config.getInt(MAX_PERCENT) < 100) {
            problems.report(
                    MAX_PERCENT,
                    "is never reached when the first malformed record stops the task: choose malformed.mode=quarantine"
                            + " or skip");
        } else if (config.getInt(MAX_PERCENT) == 100 && config.originals().containsKey(MAX_PERCENT_AFTER)) {
            problems.report(
                    MAX_PERCENT_AFTER,
                    "is never looked at with " + MAX_PERCENT + "=100, which is off: lower that, or remove this");
        }
    }

    /** What is left out must be told: reports where nobody would hear of it. */
    static void validateSkip(AbstractConfig config, SideSettings side, Problems problems) {
        if (text(config, MODE).filter("skip"::equalsIgnoreCase).isEmpty()) {
            return;
        }
        if (side.auditTopic().isEmpty()) {
            problems.report(
                    SideSettings.AUDIT_TOPIC,
                    "is needed by malformed.mode=skip, or nobody would hear of the records that were left out: name a"
                            + " topic, or choose quarantine or fail");
        } else if (!side.tells(AuditEvent.Step.COMPLETED) || !side.tells(AuditEvent.Step.QUARANTINED)) {
            problems.report(
                    SideSettings.AUDIT_EVENTS,
                    "must hold completed and quarantined with malformed.mode=skip, for they list the records that were"
                            + " left out");
        }
    }

    static boolean hasTopic(AbstractConfig config) {
        return text(config, TOPIC).isPresent();
    }

    private static Optional<String> text(AbstractConfig config, String key) {
        return Optional.ofNullable(config.getString(key)).map(String::trim).filter(value -> !value.isEmpty());
    }
}
