package dev.millrace.kit;

import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;

/**
 * Where records that are not data go, and in which form.
 *
 * @param auditTopic where {@link AuditEvent}s go, if anywhere
 * @param events the steps that are told there
 * @param form already resolved: never {@link SideForm#AUTO}
 */
public record SideSettings(Optional<String> auditTopic, Set<AuditEvent.Step> events, SideForm form) {

    public static final String AUDIT_TOPIC = "audit.topic";
    public static final String AUDIT_EVENTS = "audit.events";
    public static final String FORM = "side.value.form";
    private static final String ALL = "all";

    public SideSettings {
        events = Set.copyOf(events);
    }

    public static void define(ConfigDef definition) {
        new OptionGroup(definition, "Audit and side records")
                .text(
                        AUDIT_TOPIC,
                        null,
                        "The topic that gets one event for each step of a unit of work: seen, started, completed,"
                                + " archived, quarantined. Set it to be able to prove what became of every file; without"
                                + " it the stored offset of a finished file stays in the offsets topic.")
                .add(
                        AUDIT_EVENTS,
                        ConfigDef.Type.LIST,
                        ALL,
                        ConfigDef.LambdaValidator.with(SideSettings::checkEvents, SideSettings::eventNames),
                        ConfigDef.Importance.LOW,
                        "The steps that audit.topic gets, or all. Name fewer when very many small files make the events"
                                + " weigh more than the data; without archived the stored offset of a finished file stays"
                                + " in the offsets topic.")
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
                events(config.getList(AUDIT_EVENTS)),
                form.resolve(configuration.get(SideForm.VALUE_CONVERTER)));
    }

    /** Reports a form that would have to be guessed; call it when any side topic is set. */
    public static void validate(Map<String, String> configuration, Problems problems) {
        SideForm.validate(configuration, problems);
    }

    /** Whether a step is told to anybody. */
    public boolean tells(AuditEvent.Step step) {
        return auditTopic.isPresent() && events.contains(step);
    }

    private static Set<AuditEvent.Step> events(List<String> names) {
        if (names.stream().anyMatch(ALL::equalsIgnoreCase)) {
            return EnumSet.allOf(AuditEvent.Step.class);
        }
        return names.stream()
                .map(name -> OptionGroup.choiceOf(AuditEvent.Step.class, name))
                .collect(Collectors.toSet());
    }

    private static void checkEvents(String key, Object value) {
        for (Object name : (List<?>) value) {
            boolean known = ALL.equalsIgnoreCase(String.valueOf(name))
                    || Stream.of(AuditEvent.Step.values())
                            .filter(AuditEvent.Step::isOfSources)
                            .anyMatch(step ->
                                    step.name().equals(String.valueOf(name).toUpperCase(Locale.ROOT)));
            if (!known) {
                throw new ConfigException(key, name, "no step of this name; known are " + eventNames());
            }
        }
    }

    private static String eventNames() {
        return ALL + ", "
                + Stream.of(AuditEvent.Step.values())
                        .filter(AuditEvent.Step::isOfSources)
                        .map(AuditEvent.Step::toString)
                        .collect(Collectors.joining(", "));
    }
}
