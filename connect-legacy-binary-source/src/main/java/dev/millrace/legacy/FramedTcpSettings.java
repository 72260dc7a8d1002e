package dev.millrace.legacy;

import dev.millrace.kit.OptionGroup;
import dev.millrace.kit.Problems;
import dev.millrace.kit.RetryPolicy;
import dev.millrace.kit.RetrySettings;
import dev.millrace.kit.SideForm;
import dev.millrace.kit.SideSettings;
import dev.millrace.legacy.line.TransportSettings;
import dev.millrace.legacy.session.Protocol;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;

/**
 * The options of a framed TCP source.
 *
 * @param form of side records; never AUTO
 * @param task number of this task, from 0
 */
record FramedTcpSettings(
        String connector,
        TransportSettings transport,
        SessionSettings session,
        RecordSettings records,
        MalformedSettings malformed,
        SideForm form,
        RetryPolicy retry,
        int task) {

    /** What the connector tells its tasks; no option, so not declared as one. */
    static final String TASK = "millrace.task";

    /** A frame's payload is one record, unless somebody says otherwise. */
    private static final Map<String, Object> WHOLE_FRAMES =
            Map.of("copybook.framing", "none", "layout.framing", "none");

    static ConfigDef definition() {
        ConfigDef definition = new ConfigDef();
        SessionSettings.define(definition);
        TransportSettings.define(definition);
        RecordSettings.define(definition);
        MalformedSettings.define(definition);
        new OptionGroup(definition, "Side records")
                .choice(
                        SideSettings.FORM,
                        SideForm.AUTO,
                        "The form of session events and malformed messages: struct, string (JSON text, binary as base64)"
                                + " or bytes. auto takes the one that fits the connector's value.converter; name it when"
                                + " the connector uses the worker's converter.");
        RetrySettings.defineBackoff(definition);
        return OtherDefaults.of(definition, WHOLE_FRAMES);
    }

    static FramedTcpSettings from(Map<String, String> configuration) {
        return from(new AbstractConfig(definition(), configuration, false), configuration);
    }

    static FramedTcpSettings from(AbstractConfig config, Map<String, String> configuration) {
        return new FramedTcpSettings(
                configuration.getOrDefault("name", "framed-tcp-source"),
                TransportSettings.from(config, configuration),
                SessionSettings.from(config),
                RecordSettings.from(config),
                MalformedSettings.from(config),
                OptionGroup.choiceOf(SideForm.class, config.getString(SideSettings.FORM))
                        .resolve(configuration.get("value.converter")),
                RetrySettings.fromBackoff(config),
                Integer.parseInt(configuration.getOrDefault(TASK, "0")));
    }

    /** Reports options that contradict each other; {@code config} has passed the checks of each single option. */
    static void validate(AbstractConfig config, Map<String, String> configuration, Problems problems) {
        Protocol.Role mode = OptionGroup.choiceOf(Protocol.Role.class, config.getString(TransportSettings.MODE));
        TransportSettings.validate(config, configuration, problems);
        Optional<Protocol> protocol = SessionSettings.validate(config, mode, problems);
        RecordSettings.validate(config, protocol, problems);
        MalformedSettings.validate(config, protocol, problems);
        RetrySettings.validate(config, problems);
        boolean hasSides = List.of(SessionSettings.TOPIC, MalformedSettings.TOPIC).stream()
                .anyMatch(key ->
                        config.getString(key) != null && !config.getString(key).isBlank());
        if (hasSides) {
            SideSettings.validate(configuration, problems);
        }
        if ("all".equalsIgnoreCase(configuration.get("errors.tolerance"))) {
            problems.report(
                    "errors.tolerance",
                    "must be none: with all the worker drops a record that a transform or converter fails on without a"
                            + " trace, and the message would be acknowledged without it");
        }
    }

    /** Whether a connection goes on where the stored offset says. */
    boolean resumes() {
        return transport.mode() == Protocol.Role.CLIENT && session.protocol().resumes();
    }
}
