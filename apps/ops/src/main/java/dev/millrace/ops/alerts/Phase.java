package dev.millrace.ops.alerts;

import java.util.Locale;

/** Where an alert is in its life. */
public enum Phase {
    /** The rule is broken, and not for as long as it says. */
    PENDING,
    FIRING,
    RESOLVED;

    /** As pages write it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
