package dev.millrace.webhook;

import dev.millrace.http.signature.Habits;
import dev.millrace.http.signature.WebhookProviders;
import dev.millrace.kit.OptionGroup;
import dev.millrace.kit.Problems;
import dev.millrace.webhook.listener.ListenerSettings;
import dev.millrace.webhook.listener.RouteSettings;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;

/**
 * The options of a webhook source.
 *
 * @param given the connector's configuration, without what differs between its tasks: routes of equal ones are shared
 * @param config the same, parsed, for those who read their options when they are opened
 * @param habits what the provider expects
 * @param tellsHandshakes whether handshakes become records
 * @param recordSize what no record may exceed
 * @param task number of this task, from 0
 */
record WebhookSettings(
        String connector,
        Map<String, String> given,
        AbstractConfig config,
        ListenerSettings listener,
        RouteSettings route,
        Habits habits,
        AckSettings acknowledgement,
        AnswerSettings answers,
        QueueSettings queue,
        PollSettings poll,
        BodySettings body,
        RecordSettings records,
        DedupSettings dedup,
        RejectedSettings rejected,
        boolean tellsHandshakes,
        RecordSize recordSize,
        int task) {

    static final String HANDSHAKE_EMIT = "handshake.emit";
    /** What the connector tells its tasks; no option, so not declared as one. */
    static final String TASK = "millrace.task";

    static ConfigDef definition() {
        ConfigDef definition = new ConfigDef();
        ListenerSettings.define(definition);
        RouteSettings.define(definition);
        WebhookProviders.define(definition);
        new OptionGroup(definition, "Handshakes told")
                .flag(
                        HANDSHAKE_EMIT,
                        false,
                        "Whether a handshake becomes a record too, with the header millrace.webhook.handshake, and is"
                                + " answered once Kafka has it. Turn it on to keep track of subscriptions; where"
                                + " handshakes are not signed, anybody can make such records.");
        AckSettings.define(definition);
        AnswerSettings.define(definition);
        QueueSettings.define(definition);
        PollSettings.define(definition);
        BodySettings.define(definition);
        RecordSettings.define(definition);
        DedupSettings.define(definition);
        RejectedSettings.define(definition);
        return definition;
    }

    static WebhookSettings from(Map<String, String> configuration) {
        return from(new AbstractConfig(definition(), configuration, false), configuration);
    }

    static WebhookSettings from(AbstractConfig config, Map<String, String> configuration) {
        Map<String, String> given = new TreeMap<>(configuration);
        given.remove(TASK);
        return new WebhookSettings(
                configuration.getOrDefault("name", "webhook-source"),
                given,
                config,
                ListenerSettings.from(config),
                RouteSettings.from(config, WebhookChecks.usualBodyBytes(config, configuration))
                        .taking(WebhookProviders.handshakeMethods(config)),
                WebhookProviders.habits(config),
                AckSettings.from(config, configuration),
                AnswerSettings.from(config),
                QueueSettings.from(config),
                PollSettings.from(config),
                BodySettings.from(config),
                RecordSettings.from(config),
                DedupSettings.from(config),
                RejectedSettings.from(config, configuration),
                config.getBoolean(HANDSHAKE_EMIT),
                RecordSize.from(configuration),
                Integer.parseInt(configuration.getOrDefault(TASK, "0")));
    }

    /** Reports options that contradict each other. */
    static void validate(AbstractConfig config, Map<String, String> configuration, Problems problems) {
        ListenerSettings.validate(config, problems);
        RouteSettings.validate(config, problems);
        WebhookProviders.validate(config, problems);
        AckSettings.validate(config, configuration, problems);
        AnswerSettings.validate(config, problems);
        RecordSettingsChecks.validate(config, configuration, problems);
        DedupSettings.validate(config, configuration, problems);
        RejectedSettings.validate(config, configuration, problems);
        WebhookChecks.validate(config, configuration, problems);
    }

    Duration ackTimeout() {
        return acknowledgement.timeout().orElse(habits.ackTimeout());
    }

    /** Whether nothing is answered before Kafka has it, and nothing gets there twice. */
    boolean isExactlyOnce() {
        return acknowledgement.mode() == AckSettings.Mode.COMMITTED && dedup.isExactlyOnce();
    }
}
