package dev.millrace.rest;

import dev.millrace.kit.OptionGroup;
import dev.millrace.kit.Problems;
import java.util.Optional;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;

/**
 * What becomes of rows that can't be read.
 *
 * @param topic where they go; empty when the task stops in front of them
 * @param mostBytes how many of their raw bytes are sent
 */
record MalformedRowSettings(Optional<String> topic, int mostBytes) {

    static final String TOPIC = "malformed.topic";
    static final String MOST_BYTES = "malformed.max.bytes";

    static void define(ConfigDef definition) {
        new OptionGroup(definition, "Malformed rows")
                .text(
                        TOPIC,
                        null,
                        "The topic that gets rows that can't be read, or that lack the field of incremental.field: the raw"
                                + " bytes, with address, place and reason code in headers. Set it so that one bad row does"
                                + " not stop the task in front of it.")
                .number(
                        MOST_BYTES,
                        900_000,
                        1,
                        1 << 30,
                        "How many raw bytes of a malformed row are sent; what is longer is cut and says so in a header."
                                + " Keep it below the topic's max.message.bytes.");
    }

    static MalformedRowSettings from(AbstractConfig config) {
        return new MalformedRowSettings(
                Optional.ofNullable(config.getString(TOPIC)).map(String::trim).filter(topic -> !topic.isEmpty()),
                config.getInt(MOST_BYTES));
    }

    static void validate(AbstractConfig config, Problems problems) {
        from(config)
                .topic()
                .filter(topic -> !RecordMaker.isTopic(topic))
                .ifPresent(topic -> problems.report(
                        TOPIC, "is no topic's name: use letters, digits, dots, dashes and underscores"));
    }
}
