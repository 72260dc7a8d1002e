package dev.millrace.rest;

import dev.millrace.kit.OptionGroup;
import dev.millrace.kit.Problems;
import dev.millrace.kit.RetryPolicy;
import dev.millrace.kit.RetrySettings;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;

/**
 * How long one record is tried.
 *
 * @param maxAge since the record was handed over; empty for no limit
 */
record Patience(RetryPolicy policy, Optional<Duration> maxAge) {

    static final String RETRY_MAX_AGE = "retry.max.age.ms";

    static void define(ConfigDef definition) {
        RetrySettings.define(definition, 30);
        new OptionGroup(definition, "Retry")
                .number(
                        RETRY_MAX_AGE,
                        0L,
                        0L,
                        Long.MAX_VALUE,
                        "The age, in milliseconds since the task took it, from which a record that fails once more is set"
                                + " aside; 0 for no limit. Set it when a late record is worth nothing.");
    }

    static Patience from(AbstractConfig config) {
        long maxAge = config.getLong(RETRY_MAX_AGE);
        return new Patience(
                RetrySettings.from(config), maxAge == 0 ? Optional.empty() : Optional.of(Duration.ofMillis(maxAge)));
    }

    static void validate(AbstractConfig config, Problems problems) {
        RetrySettings.validate(config, problems);
    }

    /** Whether a parcel that failed again is given up. */
    boolean isOver(Parcel parcel, Clock clock) {
        long age = clock.millis() - parcel.since();
        return !policy.allows(parcel.charged())
                || maxAge.filter(most -> age >= most.toMillis()).isPresent();
    }

    Duration delay(Parcel parcel, Optional<Duration> retryAfter, RandomGenerator random) {
        return policy.delay(parcel.failures(), retryAfter, random);
    }
}
