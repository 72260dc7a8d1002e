package dev.millrace.kit;

import java.time.Duration;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;

/** How failed work is tried again; the same keys in every connector. */
public final class RetrySettings {

    public static final String BACKOFF = "retry.backoff.ms";
    public static final String BACKOFF_MAX = "retry.backoff.max.ms";
    public static final String MAX_ATTEMPTS = "retry.max.attempts";

    private RetrySettings() {}

    /** Declares how long to wait between attempts, and no limit of attempts: for work that must succeed in the end. */
    public static void defineBackoff(ConfigDef definition) {
        backoff(new OptionGroup(definition, "Retry"));
    }

    /** Declares the back-off and how often one record is tried. */
    public static void define(ConfigDef definition, int defaultAttempts) {
        backoff(new OptionGroup(definition, "Retry"))
                .add(
                        MAX_ATTEMPTS,
                        ConfigDef.Type.INT,
                        defaultAttempts,
                        ConfigDef.LambdaValidator.with(RetrySettings::checkAttempts, () -> "[-1] or [1,...]"),
                        ConfigDef.Importance.LOW,
                        "How often one record is tried in all before it is set aside; -1 tries for ever. Lower it when a"
                                + " late record is worth less than the ones waiting behind it.");
    }

    public static RetryPolicy fromBackoff(AbstractConfig config) {
        return policy(config, RetryPolicy.FOR_EVER);
    }

    public static RetryPolicy from(AbstractConfig config) {
        return policy(config, config.getInt(MAX_ATTEMPTS));
    }

    /** Reports a cap below the base. */
    public static void validate(AbstractConfig config, Problems problems) {
        if (config.getLong(BACKOFF_MAX) < config.getLong(BACKOFF)) {
            problems.report(BACKOFF_MAX, "must not be less than " + BACKOFF + ": raise it or lower " + BACKOFF);
        }
    }

    private static void checkAttempts(String key, Object value) {
        if (value instanceof Integer attempts && attempts < 1 && attempts != RetryPolicy.FOR_EVER) {
            throw new ConfigException(key, value, "must be 1 or more, or -1 to try for ever");
        }
    }

    private static OptionGroup backoff(OptionGroup group) {
        return group.number(
                        BACKOFF,
                        500L,
                        1L,
                        Duration.ofHours(1).toMillis(),
                        "The upper bound, in milliseconds, of the random wait after the first failed attempt; it doubles"
                                + " with each further one. Raise it for a partner that is slow to recover.")
                .number(
                        BACKOFF_MAX,
                        60_000L,
                        1L,
                        Duration.ofDays(1).toMillis(),
                        "The longest wait between two attempts, in milliseconds. Lower it when the partner must be"
                                + " reached soon after it is back.");
    }

    private static RetryPolicy policy(AbstractConfig config, int attempts) {
        return new RetryPolicy(
                Duration.ofMillis(config.getLong(BACKOFF)), Duration.ofMillis(config.getLong(BACKOFF_MAX)), attempts);
    }
}
