package dev.millrace.ops.alerts;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The kinds of rules that a file may name. */
enum Kind {
    TASK_FAILED(Severity.CRITICAL, ""),
    FRESHNESS(Severity.WARNING, ""),
    LATENCY(Severity.WARNING, ""),
    SET_ASIDE_GROWING(Severity.WARNING, ""),
    BREAKER_OPEN(Severity.CRITICAL, "docs/runbooks/flow-delivery.md"),
    CERTIFICATE_EXPIRING(Severity.WARNING, ""),
    CREDENTIAL_EXPIRING(Severity.WARNING, ""),
    FILE_OVERDUE(Severity.CRITICAL, "docs/runbooks/flow-files.md"),
    SEQUENCE_GAP(Severity.CRITICAL, "docs/runbooks/flow-tcp.md"),
    DEPRECATED_API(Severity.INFO, ""),
    FIGURE(Severity.WARNING, ""),
    NOT_WATCHED(Severity.CRITICAL, "docs/runbooks/cluster-lost.md");

    private final Severity severity;
    private final String runbook;

    Kind(Severity severity, String runbook) {
        this.severity = severity;
        this.runbook = runbook;
    }

    /** As files write it. */
    String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static Optional<Kind> of(String word) {
        return Arrays.stream(values()).filter(kind -> kind.word().equals(word)).findFirst();
    }

    /** Where the rule says none. */
    Severity severity() {
        return severity;
    }

    /** Where neither the rule nor the registry names one; may be empty. */
    String runbook() {
        return runbook;
    }
}
