package dev.millrace.webhook;

import java.util.Locale;

/** Why a request was put off: the sender gets a 503 and should try again. */
enum Unavailable {
    /** No task of the connector is here, or the last one leaves. */
    STOPPING,
    /** The worker does not ask the task for records: it is paused, or it waits for Kafka. */
    NOT_POLLED,
    /** As many requests or bytes as allowed are in memory. */
    QUEUE_FULL,
    /** Kafka did not confirm in time; the record may still arrive. */
    TIMED_OUT,
    /** A key or certificate that proves the sender could not be fetched. */
    UNDECIDED,
    /** The keys of past events are not read yet. */
    PAST_UNKNOWN,
    /** A transform, or errors.tolerance=all, dropped the record. */
    DROPPED,
    /** A defect of ours. */
    DEFECT;

    /** As it stands in figures and answers, such as {@code queue-full}. */
    String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
