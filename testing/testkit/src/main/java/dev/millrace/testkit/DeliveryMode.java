package dev.millrace.testkit;

/** How the worker delivers a source's records and stores their offsets. */
public enum DeliveryMode {
    /**
     * {@code exactly.once.source.support=disabled}: confirmations come from the producer's thread, offsets are flushed
     * now and then from a third thread.
     */
    AT_LEAST_ONCE,

    /**
     * {@code exactly.once.source.support=enabled} (KIP-618): records and offsets are one transaction, and everything is
     * called on the polling thread.
     */
    EXACTLY_ONCE
}
