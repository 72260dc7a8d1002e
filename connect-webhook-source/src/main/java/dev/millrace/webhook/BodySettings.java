package dev.millrace.webhook;

import dev.millrace.kit.OptionGroup;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;

/**
 * How far a compressed body may grow.
 *
 * @param decodedBytes its length unpacked, at most
 * @param ratio its length unpacked as a multiple of that on the wire, at most
 */
record BodySettings(int decodedBytes, int ratio) {

    static final String DECODED = "body.decoded.max.bytes";
    static final String RATIO = "body.decoded.max.ratio";

    static void define(ConfigDef definition) {
        new OptionGroup(definition, "Compressed bodies")
                .number(
                        DECODED,
                        8 << 20,
                        1 << 10,
                        1 << 30,
                        "How long a body with a Content-Encoding may be unpacked; a longer one is answered 413. Raise it for"
                                + " senders of large batches.")
                .number(
                        RATIO,
                        100,
                        2,
                        10_000,
                        "How many times its length on the wire a body may have unpacked, from 64 KiB on; more is answered"
                                + " 413. Raise it for bodies that repeat themselves very much.");
    }

    static BodySettings from(AbstractConfig config) {
        return new BodySettings(config.getInt(DECODED), config.getInt(RATIO));
    }
}
