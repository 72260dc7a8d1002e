package dev.millrace.database.reading;

import dev.millrace.kit.OptionGroup;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;

/**
 * How much a task does at a time.
 *
 * @param records how many records one poll hands over at most
 * @param unconfirmedRecords from how many records that Kafka has not confirmed on no more are handed over
 * @param threads how many readings may have their turn at a time
 */
public record BatchSettings(int records, int unconfirmedRecords, int threads) {

    public static final String RECORDS = "batch.max.records";
    public static final String UNCONFIRMED = "unconfirmed.max.records";
    public static final String THREADS = "read.threads";

    public static void define(ConfigDef definition) {
        new OptionGroup(definition, "Batches")
                .number(
                        RECORDS,
                        1000,
                        1,
                        100_000,
                        "How many records one poll hands to the worker at most. Raise it for very short records.")
                .number(
                        UNCONFIRMED,
                        20_000,
                        1,
                        10_000_000,
                        "How many records of a task may wait for Kafka's confirmation before it hands over no more; as many"
                                + " as a batch has wait in front of them, read and not handed over. Raise it for brokers"
                                + " that are far away, lower it on a small heap or for long rows.")
                .number(
                        THREADS,
                        2,
                        1,
                        64,
                        "How many tables, or queries, a task reads at a time, each over a connection of its own. Raise it,"
                                + " and connection.max with it, when a table that takes long must not hold up others.");
    }

    public static BatchSettings from(AbstractConfig config) {
        return new BatchSettings(config.getInt(RECORDS), config.getInt(UNCONFIRMED), config.getInt(THREADS));
    }
}
