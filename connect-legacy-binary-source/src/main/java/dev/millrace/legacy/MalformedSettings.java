package dev.millrace.legacy;

import dev.millrace.kit.OptionGroup;
import dev.millrace.kit.Problems;
import dev.millrace.legacy.session.Protocol;
import java.util.Locale;
import java.util.Optional;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;

/**
 * What becomes of messages that can't be read.
 *
 * @param topic where they go; present with QUARANTINE
 * @param mostBytes how many of their raw bytes are sent
 */
record MalformedSettings(Mode mode, Optional<String> topic, int mostBytes) {

    static final String MODE = "malformed.mode";
    static final String TOPIC = "malformed.topic";
    static final String MOST_BYTES = "malformed.max.bytes";

    /** What a message that can't be read leads to. */
    enum Mode {
        /** It goes to a topic, and reading goes on. */
        QUARANTINE,
        /** The other side is told, and nothing else. */
        REFUSE,
        /** The task stops in front of it. */
        FAIL
    }

    static void define(ConfigDef definition) {
        new OptionGroup(definition, "Malformed messages")
                .text(
                        MODE,
                        null,
                        "What a message that can't be read leads to: quarantine sends it to malformed.topic with its"
                                + " coordinates and goes on, refuse tells the sender alone, where the session can, fail"
                                + " stops the task in front of it. By default quarantine when malformed.topic is set, else"
                                + " fail.")
                .text(
                        TOPIC,
                        null,
                        "The topic that gets messages that can't be read: the raw bytes, with session, sequence and reason"
                                + " code in headers. Set it so that one bad message does not stop a feed.")
                .number(
                        MOST_BYTES,
                        900_000,
                        1,
                        1 << 30,
                        "How many raw bytes of a malformed message are sent; what is longer is cut and says so in a"
                                + " header. Keep it below the topic's max.message.bytes.");
    }

    static MalformedSettings from(AbstractConfig config) {
        Optional<String> topic = text(config, TOPIC);
        return new MalformedSettings(
                text(config, MODE)
                        .map(mode -> OptionGroup.choiceOf(Mode.class, mode))
                        .orElse(topic.isPresent() ? Mode.QUARANTINE : Mode.FAIL),
                topic,
                config.getInt(MOST_BYTES));
    }

    static void validate(AbstractConfig config, Optional<Protocol> protocol, Problems problems) {
        String mode =
                text(config, MODE).map(name -> name.toLowerCase(Locale.ROOT)).orElse("");
        boolean hasTopic = text(config, TOPIC).isPresent();
        switch (mode) {
            case "" -> {}
            case "quarantine" -> {
                if (!hasTopic) {
                    problems.report(TOPIC, "is needed by malformed.mode=quarantine: name a topic, or choose fail");
                }
            }
            case "refuse", "fail" -> {
                if (hasTopic) {
                    problems.report(
                            TOPIC, "gets nothing with malformed.mode=" + mode + ": remove it, or choose quarantine");
                }
                if (mode.equals("refuse")
                        && protocol.filter(spoken -> !spoken.refusesMalformed()).isPresent()) {
                    problems.report(
                            MODE,
                            "is refuse, and the session does not say how: add acknowledge.refuse.malformed to it, or"
                                    + " choose quarantine");
                }
            }
            default -> problems.report(MODE, "must be quarantine, refuse or fail");
        }
        text(config, TOPIC)
                .filter(topic -> !RecordSettings.isTopic(topic))
                .ifPresent(topic -> problems.report(TOPIC, "is no topic's name"));
    }

    private static Optional<String> text(AbstractConfig config, String key) {
        return Optional.ofNullable(config.getString(key)).map(String::trim).filter(value -> !value.isEmpty());
    }
}
