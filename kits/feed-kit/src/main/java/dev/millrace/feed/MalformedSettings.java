package dev.millrace.feed;

import dev.millrace.kit.OptionGroup;
import dev.millrace.kit.Problems;
import java.util.Locale;
import java.util.Optional;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;

/**
 * What becomes of records that can't be read.
 *
 * @param topic where they go; present in quarantine mode
 * @param maxBytes how many of their raw bytes are sent
 */
record MalformedSettings(MalformedMode mode, Optional<String> topic, int maxBytes) {

    static final String MODE = "malformed.mode";
    static final String TOPIC = "malformed.topic";
    static final String MAX_BYTES = "malformed.max.bytes";

    static void define(ConfigDef definition) {
        new OptionGroup(definition, "Malformed records")
                .text(
                        MODE,
                        null,
                        "What a record that can't be read leads to: quarantine sends it to malformed.topic with its"
                                + " coordinates and goes on, fail stops the task in front of it. By default quarantine"
                                + " when malformed.topic is set, else fail.")
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
                                + " header. Keep it below the topic's max.message.bytes.");
    }

    static MalformedSettings from(AbstractConfig config) {
        Optional<String> topic = text(config, TOPIC);
        return new MalformedSettings(
                text(config, MODE)
                        .map(mode -> OptionGroup.choiceOf(MalformedMode.class, mode))
                        .orElse(topic.isPresent() ? MalformedMode.QUARANTINE : MalformedMode.FAIL),
                topic,
                config.getInt(MAX_BYTES));
    }

    static void validate(AbstractConfig config, Problems problems) {
        Optional<String> mode = text(config, MODE);
        boolean hasTopic = hasTopic(config);
        mode.filter(name -> !name.toLowerCase(Locale.ROOT).matches("quarantine|fail"))
                .ifPresent(name -> problems.report(MODE, "must be quarantine or fail"));
        if (mode.filter("quarantine"::equalsIgnoreCase).isPresent() && !hasTopic) {
            problems.report(TOPIC, "is needed by malformed.mode=quarantine: name a topic, or choose fail");
        }
        if (mode.filter("fail"::equalsIgnoreCase).isPresent() && hasTopic) {
            problems.report(TOPIC, "gets nothing with malformed.mode=fail: remove it, or choose quarantine");
        }
    }

    static boolean hasTopic(AbstractConfig config) {
        return text(config, TOPIC).isPresent();
    }

    private static Optional<String> text(AbstractConfig config, String key) {
        return Optional.ofNullable(config.getString(key)).map(String::trim).filter(value -> !value.isEmpty());
    }
}
