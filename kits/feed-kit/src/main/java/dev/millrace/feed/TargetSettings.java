package dev.millrace.feed;

import dev.millrace.kit.OptionGroup;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;

/**
 * Where the records of a feed go.
 *
 * @param batchRecords how many records one poll hands over at most
 * @param batchBytes how many bytes of a file one poll hands over, unless a single record is larger
 * @param unconfirmedRecords from how many records that Kafka has not confirmed on no more are handed over
 * @param unconfirmedBytes the same in bytes of the files that the records were made of
 */
record TargetSettings(
        String topic, RecordKey key, int batchRecords, int batchBytes, int unconfirmedRecords, int unconfirmedBytes) {

    static final String TOPIC = "topic";
    static final String KEY = "record.key";
    static final String BATCH_RECORDS = "batch.max.records";
    static final String BATCH_BYTES = "batch.max.bytes";
    static final String UNCONFIRMED_RECORDS = "unconfirmed.max.records";
    static final String UNCONFIRMED_BYTES = "unconfirmed.max.bytes";

    static void define(ConfigDef definition) {
        new OptionGroup(definition, "Target")
                .required(
                        TOPIC,
                        ConfigDef.Type.STRING,
                        "The topic that gets the records. Change it and files that are not finished go on in the new"
                                + " topic.")
                .choice(
                        KEY,
                        RecordKey.PATH,
                        "What a record has for a key. With path all records of a file share a partition and keep their"
                                + " order; choose none to spread one large file over all partitions, or when a"
                                + " transform sets the key.")
                .number(
                        BATCH_RECORDS,
                        1000,
                        1,
                        100_000,
                        "How many records one poll hands to the worker at most. Raise it for very short records.")
                .number(
                        BATCH_BYTES,
                        1 << 18,
                        1 << 10,
                        1 << 30,
                        "How many bytes of a file one poll hands to the worker, unless a single record is larger. About"
                                + " four such batches wait in memory, where records of many small fields take twenty"
                                + " times their bytes; raise it for records of a hundred kilobytes and more.")
                .number(
                        UNCONFIRMED_RECORDS,
                        20_000,
                        1,
                        10_000_000,
                        "How many records of a task may wait for Kafka's confirmation before it hands over no more; each"
                                + " takes about a kilobyte of heap besides its content. Raise it for brokers that are"
                                + " far away, lower it on a small heap.")
                .number(
                        UNCONFIRMED_BYTES,
                        1 << 21,
                        1 << 10,
                        1 << 30,
                        "How many bytes of files a task may have handed over as records that wait for Kafka's"
                                + " confirmation, before it hands over no more; in memory records of many small fields"
                                + " take twenty times their bytes. Raise it, together with the heap, for large records"
                                + " and brokers that are far away.");
    }

    static TargetSettings from(AbstractConfig config) {
        return new TargetSettings(
                config.getString(TOPIC),
                OptionGroup.choiceOf(RecordKey.class, config.getString(KEY)),
                config.getInt(BATCH_RECORDS),
                config.getInt(BATCH_BYTES),
                config.getInt(UNCONFIRMED_RECORDS),
                config.getInt(UNCONFIRMED_BYTES));
    }
}
