package dev.millrace.webhook;

import dev.millrace.kit.OptionGroup;
import dev.millrace.kit.Problems;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;

/**
 * When a request is answered, and what becomes of one that can't be served now.
 *
 * @param timeout from the first byte of a request to its answer; empty for the provider's own
 * @param onDropped never {@link OnDropped#AUTO}
 * @param pauseDetect after how long without a poll a task takes no more
 */
record AckSettings(
        Mode mode,
        Optional<Duration> timeout,
        OnDropped onDropped,
        Duration pauseDetect,
        int retryAfterLeastSeconds,
        int retryAfterMostSeconds) {

    static final String MODE = "ack.mode";
    static final String TIMEOUT = "ack.timeout.ms";
    static final String ON_DROPPED = "ack.on.dropped";
    static final String PAUSE_DETECT = "pause.detect.ms";
    static final String RETRY_AFTER_LEAST = "retry.after.min.seconds";
    static final String RETRY_AFTER_MOST = "retry.after.max.seconds";

    private static final String TOLERANCE = "errors.tolerance";
    private static final int SHORTEST_MILLIS = 100;
    private static final int LONGEST_MILLIS = 120_000;

    /** What a 2xx says. */
    enum Mode {
        /** Kafka has the event. */
        COMMITTED,
        /** The event is in this worker's memory. */
        ENQUEUED
    }

    /** What is answered when a transform, or {@code errors.tolerance=all}, dropped the record. */
    enum OnDropped {
        /** RETRY with errors.tolerance=all, ACCEPT otherwise. */
        AUTO,
        /** As if Kafka had it. */
        ACCEPT,
        /** 422: it will not be taken. */
        REJECT,
        /** 503: it should come again. */
        RETRY
    }

    static void define(ConfigDef definition) {
        new OptionGroup(definition, "Acknowledgement")
                .choice(
                        MODE,
                        Mode.COMMITTED,
                        "What a 2xx says: committed, that Kafka has the event; enqueued, that it is in this worker's memory,"
                                + " so that it is lost when the worker dies. Choose enqueued only for senders that can't"
                                + " wait and events that may be lost.")
                .add(
                        TIMEOUT,
                        ConfigDef.Type.INT,
                        null,
                        new WithinOrAbsent(SHORTEST_MILLIS, LONGEST_MILLIS),
                        ConfigDef.Importance.MEDIUM,
                        "How long a sender waits for its answer at most, from the first byte of its request; then it gets a"
                                + " 503 and comes again. Without it the provider's own limit decides, less a margin;"
                                + " set it below the time-out of a generic sender.")
                .choice(
                        ON_DROPPED,
                        OnDropped.AUTO,
                        "What the sender of an event is told that a transform dropped: accept (2xx), reject (422) or retry"
                                + " (503). auto accepts, but has it come again with errors.tolerance=all, where a record"
                                + " that failed looks the same; choose reject for senders that should notice.")
                .number(
                        PAUSE_DETECT,
                        2000,
                        500,
                        60_000,
                        "After how long without being asked for records a task counts as paused, and requests get a 503 at"
                                + " once. Raise it when transactions or transforms take longer than that.")
                .number(
                        RETRY_AFTER_LEAST,
                        5,
                        0,
                        3600,
                        "The shortest time that a 503 asks its sender to wait. Raise it where senders come back too soon.")
                .number(
                        RETRY_AFTER_MOST,
                        30,
                        0,
                        3600,
                        "The longest time that a 503 asks its sender to wait; each gets a random one in between, so that"
                                + " they do not come back together. Lower it where events must not be late.");
    }

    static AckSettings from(AbstractConfig config, Map<String, String> configuration) {
        OnDropped onDropped = OptionGroup.choiceOf(OnDropped.class, config.getString(ON_DROPPED));
        return new AckSettings(
                OptionGroup.choiceOf(Mode.class, config.getString(MODE)),
                Optional.ofNullable(config.getInt(TIMEOUT)).map(Duration::ofMillis),
                onDropped == OnDropped.AUTO
                        ? (toleratesAll(configuration) ? OnDropped.RETRY : OnDropped.ACCEPT)
                        : onDropped,
                Duration.ofMillis(config.getInt(PAUSE_DETECT)),
                config.getInt(RETRY_AFTER_LEAST),
                config.getInt(RETRY_AFTER_MOST));
    }

    static void validate(AbstractConfig config, Map<String, String> configuration, Problems problems) {
        AckSettings settings = from(config, configuration);
        if (settings.retryAfterMostSeconds < settings.retryAfterLeastSeconds) {
            problems.report(RETRY_AFTER_MOST, "must not be less than " + RETRY_AFTER_LEAST);
        }
        if (settings.onDropped == OnDropped.ACCEPT && toleratesAll(configuration)) {
            problems.report(
                    ON_DROPPED,
                    "can't be accept with errors.tolerance=all: a record that a converter failed on would be answered with"
                            + " 2xx and lost. Choose retry or reject");
        }
    }

    private static boolean toleratesAll(Map<String, String> configuration) {
        return "all"
                .equalsIgnoreCase(configuration.getOrDefault(TOLERANCE, "none").trim());
    }
}
