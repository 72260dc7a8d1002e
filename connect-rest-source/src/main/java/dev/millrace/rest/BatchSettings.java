package dev.millrace.rest;

import dev.millrace.kit.OptionGroup;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;

/**
 * How much a task does at a time.
 *
 * @param records how many records one poll hands over at most
 * @param unconfirmedRecords from how many records that Kafka has not confirmed on no more are handed over
 * @param concurrency how many endpoints of a task may have a round under way
 */
record BatchSettings(int records, int unconfirmedRecords, int concurrency) {

    static final String RECORDS = "batch.max.records";
    static final String UNCONFIRMED = "unconfirmed.max.records";
    static final String CONCURRENCY = "poll.max.concurrent";

    static void define(ConfigDef definition) {
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
                        "How many records of a task may wait for Kafka's confirmation before it hands over no more; each"
                                + " takes about a kilobyte of heap besides its content. Raise it for brokers that are"
                                + " far away, lower it on a small heap.")
                .number(
                        CONCURRENCY,
                        8,
                        1,
                        1000,
                        "How many endpoints of a task may have a round under way at a time, each with one request on the"
                                + " wire and two pages in memory. Lower it on a small heap, or for a server that wants few"
                                + " requests at once.");
    }

    static BatchSettings from(AbstractConfig config) {
        return new BatchSettings(config.getInt(RECORDS), config.getInt(UNCONFIRMED), config.getInt(CONCURRENCY));
    }
}
