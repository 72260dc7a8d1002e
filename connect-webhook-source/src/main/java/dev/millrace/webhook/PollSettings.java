package dev.millrace.webhook;

import dev.millrace.kit.OptionGroup;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;

/**
 * How much one poll hands to the worker.
 *
 * @param records at most, unless one request alone has more
 * @param bytes of bodies at most, unless one request alone has more
 * @param lingerMillis how long a poll waits for more once it has something
 */
record PollSettings(int records, int bytes, int lingerMillis) {

    static final String RECORDS = "batch.max.records";
    static final String BYTES = "batch.max.bytes";
    static final String LINGER = "batch.linger.ms";

    static void define(ConfigDef definition) {
        new OptionGroup(definition, "Batches")
                .number(
                        RECORDS,
                        500,
                        1,
                        100_000,
                        "How many records one poll hands to the worker at most; a request of several records is never cut."
                                + " With exactly-once a batch is a transaction: raise it when transactions are slow.")
                .number(
                        BYTES,
                        4 << 20,
                        1 << 10,
                        1 << 30,
                        "How many bytes of bodies one poll hands to the worker at most, unless one request alone has more."
                                + " Raise it for bodies of a megabyte and more.")
                .number(
                        LINGER,
                        0,
                        0,
                        1000,
                        "How long a poll waits for more requests once it has one. What comes while the worker is busy"
                                + " with the poll before makes a batch without it, and the producer waits by itself"
                                + " (linger.ms); raise it with exactly-once to have fewer and larger transactions for"
                                + " requests that come far between. Each answer waits that much longer.");
    }

    static PollSettings from(AbstractConfig config) {
        return new PollSettings(config.getInt(RECORDS), config.getInt(BYTES), config.getInt(LINGER));
    }
}
