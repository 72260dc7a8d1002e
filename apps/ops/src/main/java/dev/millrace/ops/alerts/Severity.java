package dev.millrace.ops.alerts;

import java.util.Locale;

/** How bad it is, the worst first. */
public enum Severity {
    CRITICAL,
    WARNING,
    INFO;

    /** As files and pages write it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
