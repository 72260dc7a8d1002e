package dev.millrace.feed;

import dev.millrace.kit.OptionGroup;
import java.time.Duration;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;

/**
 * When a file is taken to be complete.
 *
 * @param stableScans in how many listings in a row it must look the same
 * @param minimumAge how long it must have looked the same, by our own clock
 */
record ReadinessSettings(int stableScans, Duration minimumAge) {

    static final String STABLE_SCANS = "readiness.stable.scans";
    static final String MINIMUM_AGE = "readiness.min.age.ms";

    static void define(ConfigDef definition) {
        new OptionGroup(definition, "Readiness")
                .number(
                        STABLE_SCANS,
                        2,
                        1,
                        1_000,
                        "In how many listings in a row a file must have the same size and time before it is read. Raise"
                                + " it for senders that pause while they write; 1 is safe only where files appear"
                                + " whole.")
                .number(
                        MINIMUM_AGE,
                        0L,
                        0L,
                        Duration.ofDays(30).toMillis(),
                        "How long, in milliseconds by the worker's own clock, a file must have looked the same before it"
                                + " is read. Raise it for senders that stop and go on.");
    }

    static ReadinessSettings from(AbstractConfig config) {
        return new ReadinessSettings(config.getInt(STABLE_SCANS), Duration.ofMillis(config.getLong(MINIMUM_AGE)));
    }
}
