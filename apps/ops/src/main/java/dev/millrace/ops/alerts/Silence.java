package dev.millrace.ops.alerts;

import java.time.Instant;

/**
 * For a while, nobody is told of some alerts.
 *
 * @param rule its name, with {@code *} and {@code ?}
 * @param subject its name, with {@code *} and {@code ?}
 * @param by the operator
 */
public record Silence(String id, String rule, String subject, Instant until, String by, String why) {

    boolean covers(Alert alert, Instant now) {
        return now.isBefore(until) && Names.matches(rule, alert.rule()) && Names.matches(subject, alert.subject());
    }
}
