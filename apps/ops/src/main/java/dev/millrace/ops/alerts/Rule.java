package dev.millrace.ops.alerts;

import java.time.Duration;
import java.util.List;

/**
 * What to look for, and whom to tell.
 *
 * @param holds how long it must be broken before the alert fires
 * @param repeat after which time those who were told are told again; zero: never
 * @param channels by name
 * @param runbook a path or an address; empty: the registry's, or that of the kind
 */
record Rule(
        String name,
        Kind kind,
        Condition condition,
        Severity severity,
        Duration holds,
        Duration repeat,
        List<String> channels,
        String runbook) {

    Rule {
        channels = List.copyOf(channels);
    }
}
