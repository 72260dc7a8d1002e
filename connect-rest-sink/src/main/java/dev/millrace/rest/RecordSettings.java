package dev.millrace.rest;

import dev.millrace.kit.OptionGroup;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;

/** Which records wait for each other, and what becomes of those without a value. */
record RecordSettings(Ordering ordering, Tombstones tombstones) {

    static final String ORDERING = "ordering";
    static final String TOMBSTONES = "tombstones";

    static void define(ConfigDef definition) {
        new OptionGroup(definition, "Records")
                .choice(
                        ORDERING,
                        Ordering.KEY,
                        "Which records wait for each other: those with the same topic and key (records without a key:"
                                + " those of their partition), those of a partition, or none. Choose none when the receiver"
                                + " does not care, partition when it wants each partition as it was written.")
                .choice(
                        TOMBSTONES,
                        Tombstones.REJECT,
                        "What becomes of a record without a value: reject sets it aside like one that the receiver refuses,"
                                + " skip counts it as delivered without a request, fail stops the task, delete sends DELETE to"
                                + " http.url without a body, and template sends what tombstone.* makes of the request: each"
                                + " option of the request may be given once more with that prefix, such as"
                                + " tombstone.http.method. Choose delete when the URL names the record by its key.");
    }

    static RecordSettings from(AbstractConfig config) {
        return new RecordSettings(
                OptionGroup.choiceOf(Ordering.class, config.getString(ORDERING)),
                OptionGroup.choiceOf(Tombstones.class, config.getString(TOMBSTONES)));
    }
}
