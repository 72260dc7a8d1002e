package dev.millrace.rest;

import dev.millrace.kit.OptionGroup;
import dev.millrace.kit.Problems;
import java.time.Duration;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;

/**
 * How much a task holds, and how often that is committed.
 *
 * @param queueRecords incomplete records from which no more are read
 * @param queueBytes incomplete bytes of bodies from which no more are read
 * @param commitDrain how long a commit before which partitions may leave waits for what is on the wire or was overtaken
 */
record FlowSettings(
        long queueRecords, long queueBytes, Duration commitDrain, long commitRecords, Duration commitInterval) {

    static final String QUEUE_RECORDS = "queue.max.records";
    static final String QUEUE_BYTES = "queue.max.bytes";
    static final String COMMIT_DRAIN = "commit.drain.ms";
    static final String COMMIT_RECORDS = "commit.after.records";
    static final String COMMIT_INTERVAL = "commit.after.ms";

    static void define(ConfigDef definition) {
        new OptionGroup(definition, "Flow")
                .number(
                        QUEUE_RECORDS,
                        5_000L,
                        1L,
                        10_000_000L,
                        "From so many incomplete records on, no more are read until half of them are complete. What one poll"
                                + " brings (max.poll.records) comes on top. Lower it to use less memory.")
                .number(
                        QUEUE_BYTES,
                        67_108_864L,
                        1L,
                        Long.MAX_VALUE,
                        "The same in bytes of request bodies; the records themselves take about as much again. Lower it to"
                                + " use less memory, raise it for large bodies.")
                .number(
                        COMMIT_DRAIN,
                        2_000L,
                        0L,
                        4_000L,
                        "How long a rebalance or a stop waits for the requests on the wire, and for records that others of"
                                + " their partition overtook, in milliseconds, so that fewer are repeated; 0 does not wait."
                                + " Raise it for a slow receiver; it stays below the worker's"
                                + " task.shutdown.graceful.timeout.ms.")
                .number(
                        COMMIT_RECORDS,
                        10_000L,
                        1L,
                        Long.MAX_VALUE,
                        "After so many completed records a commit is asked for, for they are sent again after a crash. Lower"
                                + " it when repetitions are dear.")
                .number(
                        COMMIT_INTERVAL,
                        5_000L,
                        1L,
                        Long.MAX_VALUE,
                        "A commit is asked for this often, in milliseconds, while records are completed. Lower it when"
                                + " repetitions are dear.");
    }

    static FlowSettings from(AbstractConfig config) {
        return new FlowSettings(
                config.getLong(QUEUE_RECORDS),
                config.getLong(QUEUE_BYTES),
                Duration.ofMillis(config.getLong(COMMIT_DRAIN)),
                config.getLong(COMMIT_RECORDS),
                Duration.ofMillis(config.getLong(COMMIT_INTERVAL)));
    }

    static void validate(AbstractConfig config, Problems problems) {
        if (config.getLong(QUEUE_RECORDS) < config.getInt(LoadSettings.MAX_IN_FLIGHT)) {
            problems.report(
                    QUEUE_RECORDS,
                    "is less than " + LoadSettings.MAX_IN_FLIGHT + ", which could never be reached: raise it or lower "
                            + LoadSettings.MAX_IN_FLIGHT);
        }
    }
}
