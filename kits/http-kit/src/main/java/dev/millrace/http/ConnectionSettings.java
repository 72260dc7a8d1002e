package dev.millrace.http;

import dev.millrace.kit.OptionGroup;
import dev.millrace.kit.Problems;
import java.time.Duration;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;

/**
 * How long connections are kept.
 *
 * @param maxAge after which a connection is not used again, so that a change of the receiver's addresses is noticed
 * @param idle after which an unused one is closed
 */
public record ConnectionSettings(Duration maxAge, Duration idle) {

    public static final String MAX_AGE = "http.connection.max.age.ms";
    public static final String IDLE = "http.connection.idle.ms";

    private static final Duration MAX_AGE_DEFAULT = Duration.ofMinutes(5);
    private static final Duration IDLE_DEFAULT = Duration.ofSeconds(50);

    public static void define(ConfigDef definition) {
        new OptionGroup(definition, "Connections")
                .number(
                        MAX_AGE,
                        MAX_AGE_DEFAULT.toMillis(),
                        1L,
                        Duration.ofDays(1).toMillis(),
                        "The age, in milliseconds, from which a connection is replaced by a new one, for which the name of"
                                + " the receiver is resolved again. Lower it for a receiver that moves by DNS.")
                .number(
                        IDLE,
                        IDLE_DEFAULT.toMillis(),
                        1L,
                        Duration.ofHours(1).toMillis(),
                        "How long an unused connection is kept, in milliseconds. Keep it below the time after which the"
                                + " receiver, or a load balancer before it, closes idle connections.");
    }

    /** Five minutes, and 50 seconds unused. */
    public static ConnectionSettings standard() {
        return new ConnectionSettings(MAX_AGE_DEFAULT, IDLE_DEFAULT);
    }

    public static ConnectionSettings from(AbstractConfig config) {
        return new ConnectionSettings(
                Duration.ofMillis(config.getLong(MAX_AGE)), Duration.ofMillis(config.getLong(IDLE)));
    }

    public static void validate(AbstractConfig config, Problems problems) {
        if (config.getLong(IDLE) > config.getLong(MAX_AGE)) {
            problems.report(IDLE, "is longer than " + MAX_AGE + ", so it never counts: lower it or raise " + MAX_AGE);
        }
    }
}
