package dev.millrace.kit;

import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;

/**
 * Where records that are not data go, and in which form.
 *
 * @param auditTopic where {@link AuditEvent}s go, if anywhere
 * @param form already resolved: never {@link SideForm#AUTO}
 */
public record SideSettings(Optional<String> auditTopic, SideForm form) {

    public static final String AUDIT_TOPIC = "audit.topic";
    public static final String FORM = "side.value.form";

    public static void define(ConfigDef definition) {
        new OptionGroup(definition, "Audit and side records")
                .text(
                        AUDIT_TOPIC,
                        null,
                        "The topic that gets one event for each step of a unit of work: seen, completed, archived,"
                                + " quarantined. Set it to be able to prove what became of every file; without it the"
                                + " stored offset of a finished file stays in the offsets topic.")
                .choice(
                        FORM,
                        SideForm.AUTO,
                        "The form of audit events and malformed records: struct, string (JSON text, binary as base64)"
                                + " or bytes. auto takes the one that fits the connector's value.converter; name it when"
                                + " the connector uses the worker's converter.");
    }

    /**
     * Reads the group.
     *
     * @param configuration the connector's whole configuration as given, which holds the converter
     */
    public static SideSettings from(AbstractConfig config, Map<String, String> configuration) {
        SideForm form = OptionGroup.choiceOf(SideForm.class, config.getString(FORM));
        return new SideSettings(
                Optional.ofNullable(config.getString(AUDIT_TOPIC)).filter(topic -> !topic.isBlank()),
                form.resolve(configuration.get(SideForm.VALUE_CONVERTER)));
    }

    /** Reports a form that would have to be guessed; call it when any side topic is set. */
    public static void validate(Map<String, String> configuration, Problems problems) {
        SideForm.validate(configuration, problems);
    }
}
