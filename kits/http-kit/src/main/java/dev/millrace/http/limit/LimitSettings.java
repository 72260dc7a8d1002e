package dev.millrace.http.limit;

import dev.millrace.kit.OptionGroup;
import dev.millrace.kit.Problems;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;

/**
 * How fast and how many requests go.
 *
 * @param requests per second; 0 for no limit
 * @param bytes of bodies per second; 0 for no limit
 * @param adaptive whether the number of requests at once follows what the receiver bears
 * @param minConcurrency at least so many at once
 */
public record LimitSettings(
        double requests, long bytes, boolean adaptive, int minConcurrency, RateLimitSettings rateLimit) {

    public static final String REQUESTS = "http.rate.requests";
    public static final String BYTES = "http.rate.bytes";
    public static final String CONCURRENCY = "http.concurrency";
    public static final String MIN_CONCURRENCY = "http.concurrency.min";

    private enum Concurrency {
        FIXED,
        ADAPTIVE
    }

    public static void define(ConfigDef definition) {
        new OptionGroup(definition, "Limits")
                .add(
                        REQUESTS,
                        ConfigDef.Type.DOUBLE,
                        0.0,
                        ConfigDef.Range.between(0, 1_000_000),
                        ConfigDef.Importance.MEDIUM,
                        "How many requests a task sends per second; 0 for no limit, 0.2 for one in five seconds. Set it to"
                                + " what the receiver allows, divided by the number of tasks.")
                .number(
                        BYTES,
                        0L,
                        0L,
                        Long.MAX_VALUE,
                        "How many bytes of request bodies a task sends per second; 0 for no limit. Set it where the line or the"
                                + " receiver bears no more.")
                .choice(
                        CONCURRENCY,
                        Concurrency.FIXED,
                        "Whether the number of unanswered requests is always up to its limit, or adaptive: it grows while all is"
                                + " well and shrinks with 429, 503 and replies that don't come in time. Choose adaptive for a"
                                + " receiver whose capacity changes or is not known.")
                .number(
                        MIN_CONCURRENCY,
                        1,
                        1,
                        10_000,
                        "How many requests may be unanswered at least when the number is adaptive. Raise it when one at a time"
                                + " is of no use.");
        RateLimitSettings.define(definition);
    }

    /** No limits but those that the receiver tells. */
    public static LimitSettings standard() {
        return new LimitSettings(0, 0, false, 1, RateLimitSettings.standard());
    }

    public static LimitSettings from(AbstractConfig config) {
        return new LimitSettings(
                config.getDouble(REQUESTS),
                config.getLong(BYTES),
                OptionGroup.choiceOf(Concurrency.class, config.getString(CONCURRENCY)) == Concurrency.ADAPTIVE,
                config.getInt(MIN_CONCURRENCY),
                RateLimitSettings.from(config));
    }

    /**
     * Reports what does not fit together.
     *
     * @param maxInFlight the key and the value of the limit above, where the caller has one
     */
    public static void validate(
            AbstractConfig config, Optional<Map.Entry<String, Integer>> maxInFlight, Problems problems) {
        boolean adaptive =
                OptionGroup.choiceOf(Concurrency.class, config.getString(CONCURRENCY)) == Concurrency.ADAPTIVE;
        int least = config.getInt(MIN_CONCURRENCY);
        if (!adaptive && least != 1) {
            problems.report(
                    MIN_CONCURRENCY, "is only used with " + CONCURRENCY + "=adaptive: remove it, or choose that");
        }
        if (maxInFlight.isPresent() && least > maxInFlight.get().getValue()) {
            problems.report(
                    MIN_CONCURRENCY,
                    "is above " + maxInFlight.get().getKey() + ": lower it or raise "
                            + maxInFlight.get().getKey());
        }
        RateLimitSettings.validate(config, problems);
    }
}
