package dev.millrace.feed;

import dev.millrace.kit.AuditEvent;
import dev.millrace.kit.OptionGroup;
import dev.millrace.kit.Problems;
import dev.millrace.kit.SideSettings;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;

/**
 * What makes a file the same file, and for how long a finished one is known.
 *
 * @param remember zero: not at all
 */
record IdentitySettings(FileIdentity.Kind kind, Duration remember) {

    static final String IDENTITY = "file.identity";
    private static final AuditEvent.Step[] ENDING = {
        AuditEvent.Step.COMPLETED,
        AuditEvent.Step.QUARANTINED,
        AuditEvent.Step.ARCHIVED,
        AuditEvent.Step.CHANGED,
        AuditEvent.Step.VANISHED
    };

    static final String REMEMBER = "file.remember.ms";

    static void define(ConfigDef definition) {
        new OptionGroup(definition, "Identity")
                .choice(
                        IDENTITY,
                        FileIdentity.Kind.ATTRIBUTES,
                        "What makes a file the same file: path, attributes (path, size and modification time) or content"
                                + " (its SHA-256, for which every file is read twice). Choose path where servers change"
                                + " times of files that stay, content where partners send the same file under other"
                                + " names, which needs tasks.max=1; with path a name must not get other bytes while its entry is kept. Change it"
                                + " only when no file is on its way: entries written before are not found.")
                .number(
                        REMEMBER,
                        0L,
                        0L,
                        Duration.ofDays(3_650).toMillis(),
                        "How long, in milliseconds, the entry of a finished file is kept, so that the same file is known"
                                + " for a duplicate when it comes again: it is not read but told to the audit topic and"
                                + " finished like one that was. Set it where partners send twice. A task removes the"
                                + " entries of its own run in time; an older one stays until its file comes again or"
                                + " it is removed by the REST API.");
    }

    static IdentitySettings from(AbstractConfig config) {
        return new IdentitySettings(
                OptionGroup.choiceOf(FileIdentity.Kind.class, config.getString(IDENTITY)),
                Duration.ofMillis(config.getLong(REMEMBER)));
    }

    static void validate(AbstractConfig config, Map<String, String> configuration, Problems problems) {
        IdentitySettings settings = from(config);
        AfterRead afterRead = OptionGroup.choiceOf(AfterRead.class, config.getString(FinishSettings.AFTER_READ));
        boolean stays = afterRead == AfterRead.KEEP || afterRead == AfterRead.TOUCH;
        boolean remembers = !settings.remember().isZero();
        String topic = config.getString(SideSettings.AUDIT_TOPIC);
        boolean audits = topic != null && !topic.isBlank();
        if (remembers && stays) {
            problems.report(
                    REMEMBER,
                    "is never used with after.read=keep or touch: the entries of files that stay are kept. Remove it");
        } else if (remembers && !audits) {
            problems.report(
                    REMEMBER,
                    "needs " + SideSettings.AUDIT_TOPIC
                            + ": the entry of a finished file travels with its audit event");
        } else if (remembers && !tells(config, AuditEvent.Step.ARCHIVED, AuditEvent.Step.FORGOTTEN)) {
            problems.report(
                    SideSettings.AUDIT_EVENTS,
                    "must hold archived and forgotten with " + REMEMBER
                            + ": they keep the entry of a finished file and remove it in time");
        }
        if (settings.kind() == FileIdentity.Kind.CONTENT && !stays && !remembers) {
            problems.report(
                    IDENTITY,
                    "has no effect as content without " + REMEMBER + ": nothing is known of a file that was finished."
                            + " Set " + REMEMBER + ", or choose attributes");
        } else if (settings.kind() == FileIdentity.Kind.CONTENT && !TaskCount.isOne(configuration)) {
            problems.report(
                    IDENTITY,
                    "needs tasks.max=1 as content: files share out among tasks by their paths, and two tasks would read the"
                            + " same content under two names at once. Set tasks.max to 1, or choose attributes");
        }
        if (settings.kind() == FileIdentity.Kind.PATH && !stays && !audits) {
            problems.report(
                    IDENTITY,
                    "needs " + SideSettings.AUDIT_TOPIC + " as path: without it the entry of a finished file is never"
                            + " removed, and a name that is delivered again is not read");
        } else if (settings.kind() == FileIdentity.Kind.PATH && !stays && !tells(config, ENDING)) {
            problems.report(
                    SideSettings.AUDIT_EVENTS,
                    "must hold completed, quarantined, archived, changed and vanished with " + IDENTITY + "=path: they"
                            + " tell how a file ended and remove the entry of one that is gone, and a name whose entry"
                            + " is there is not read from its start when it is delivered again");
        }
    }

    private static boolean tells(AbstractConfig config, AuditEvent.Step... steps) {
        return Stream.of(steps).allMatch(SideSettings.from(config, Map.of())::tells);
    }
}
