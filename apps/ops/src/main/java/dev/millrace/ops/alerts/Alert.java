package dev.millrace.ops.alerts;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * A rule that is broken for one subject, or was.
 *
 * @param connector that it belongs to; empty for none
 * @param since when it was found broken first
 * @param changed when it got its phase
 * @param noticed when a notice of it was made last; {@link Instant#EPOCH} for never
 * @param sentence what is wrong
 * @param told channels that have got a notice of it
 */
public record Alert(
        String rule,
        String subject,
        String connector,
        Severity severity,
        Phase phase,
        Instant since,
        Instant changed,
        Instant noticed,
        String sentence,
        String runbook,
        List<String> told) {

    public Alert {
        told = List.copyOf(told);
    }

    /** Tells alerts apart: the same rule, subject and beginning are the same alert. */
    public String id() {
        return rule + "/" + subject + "/" + since.toEpochMilli();
    }

    /** Whether anybody was to be told that it fires. */
    boolean wasNoticed() {
        return noticed.isAfter(Instant.EPOCH);
    }

    Alert in(Phase other, Instant now) {
        return new Alert(rule, subject, connector, severity, other, since, now, noticed, sentence, runbook, told);
    }

    Alert with(String freshSentence) {
        return new Alert(
                rule, subject, connector, severity, phase, since, changed, noticed, freshSentence, runbook, told);
    }

    Alert noticed(Instant now) {
        return new Alert(rule, subject, connector, severity, phase, since, changed, now, sentence, runbook, told);
    }

    Alert told(String channel) {
        if (told.contains(channel)) {
            return this;
        }
        List<String> more = new ArrayList<>(told);
        more.add(channel);
        return new Alert(rule, subject, connector, severity, phase, since, changed, noticed, sentence, runbook, more);
    }
}
