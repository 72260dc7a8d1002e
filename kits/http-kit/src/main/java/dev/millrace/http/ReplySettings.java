package dev.millrace.http;

import dev.millrace.kit.OptionGroup;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;

/**
 * How much of a reply is read.
 *
 * @param maxBytes of the body, after decompression; the rest is not read
 * @param compression what the receiver is asked to compress with
 */
public record ReplySettings(int maxBytes, Compression compression) {

    /** What a reply may be compressed with. */
    public enum Compression {
        NONE,
        GZIP
    }

    /** What is usual for a purpose. */
    public enum Defaults {
        /** Short answers to records. */
        ANSWERS(64 * 1024, Compression.NONE),
        /** Data that is fetched. */
        DOWNLOADS(64 * 1024 * 1024, Compression.GZIP);

        private final int maxBytes;
        private final Compression compression;

        Defaults(int maxBytes, Compression compression) {
            this.maxBytes = maxBytes;
            this.compression = compression;
        }

        /** The settings without a word of the user. */
        public ReplySettings settings() {
            return new ReplySettings(maxBytes, compression);
        }
    }

    public static final String MAX_BYTES = "http.reply.max.bytes";
    public static final String COMPRESSION = "http.reply.compression";

    private static final int MOST = 1 << 30;

    public static void define(ConfigDef definition, Defaults defaults) {
        new OptionGroup(definition, "Reply")
                .number(
                        MAX_BYTES,
                        defaults.maxBytes,
                        1,
                        MOST,
                        "How many bytes of the body of a reply are read, counted after decompression; what is longer is cut"
                                + " off and its connection closed. Raise it when what is looked for in replies stands"
                                + " further behind; each request under way may take that much memory.")
                .choice(
                        COMPRESSION,
                        defaults.compression,
                        "Whether the receiver is asked to compress its replies (Accept-Encoding). Choose gzip for long"
                                + " replies, none for short ones. A compressed reply is read with either.");
    }

    public static ReplySettings from(AbstractConfig config) {
        return new ReplySettings(
                config.getInt(MAX_BYTES), OptionGroup.choiceOf(Compression.class, config.getString(COMPRESSION)));
    }
}
