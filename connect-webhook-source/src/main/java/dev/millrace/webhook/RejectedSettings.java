package dev.millrace.webhook;

import dev.millrace.kit.OptionGroup;
import dev.millrace.kit.Problems;
import dev.millrace.kit.SideForm;
import dev.millrace.kit.SideSettings;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;

/**
 * Where rejected requests are told.
 *
 * @param body whether their bodies are told too
 * @param form already resolved: never {@link SideForm#AUTO}
 */
record RejectedSettings(Optional<String> topic, boolean body, SideForm form) {

    static final String TOPIC = "rejected.topic";
    static final String BODY = "rejected.body";

    static void define(ConfigDef definition) {
        new OptionGroup(definition, "Rejected requests")
                .text(
                        TOPIC,
                        null,
                        "The topic that gets a record for each request that was refused or could not be read: reason,"
                                + " hash, headers. Set it to find out what a sender does wrong; under attack it gets what"
                                + " the queue has room for, and the rest is counted.")
                .flag(
                        BODY,
                        false,
                        "Whether these records hold the body. Turn it on only where anybody may see what anybody sent:"
                                + " nothing proves whose it is.")
                .choice(
                        SideSettings.FORM,
                        SideForm.AUTO,
                        "The form of these records: struct, string (JSON text, binary as base64) or bytes. auto takes the"
                                + " one that fits the connector's value.converter; name it when the connector uses the"
                                + " worker's converter.");
    }

    static RejectedSettings from(AbstractConfig config, Map<String, String> configuration) {
        return new RejectedSettings(
                Optional.ofNullable(config.getString(TOPIC)).filter(topic -> !topic.isBlank()),
                config.getBoolean(BODY),
                OptionGroup.choiceOf(SideForm.class, config.getString(SideSettings.FORM))
                        .resolve(configuration.get("value.converter")));
    }

    static void validate(AbstractConfig config, Map<String, String> configuration, Problems problems) {
        RejectedSettings settings = from(config, configuration);
        if (settings.topic.isPresent()) {
            SideSettings.validate(configuration, problems);
        } else if (settings.body) {
            problems.report(BODY, "is only used with " + TOPIC);
        }
    }
}
