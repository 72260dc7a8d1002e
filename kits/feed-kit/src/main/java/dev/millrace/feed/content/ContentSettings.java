package dev.millrace.feed.content;

import dev.millrace.kit.OptionGroup;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;

/**
 * How files are unpacked, and what a file may unpack to.
 *
 * @param maxRatio how many times its own size a file may unpack to
 * @param maxBytes how many bytes a file may unpack to; 0 for any number
 * @param maxMemory how many bytes of memory a decoder may take
 */
public record ContentSettings(Compression compression, int maxRatio, long maxBytes, long maxMemory) {

    public static final String COMPRESSION = "content.compression";
    public static final String MAX_RATIO = "content.max.ratio";
    public static final String MAX_BYTES = "content.max.bytes";
    public static final String MAX_MEMORY = "content.max.memory";

    public static void define(ConfigDef definition) {
        new OptionGroup(definition, "Content")
                .choice(
                        COMPRESSION,
                        Compression.AUTO,
                        "How files are packed: gzip, zip (every entry is read), zstd, bzip2 or xz; auto tells it from the"
                                + " first bytes of each file, whatever its name. Choose none to hand packed files on as"
                                + " they are, office documents among them; name a packing to have all others refused.")
                .number(
                        MAX_RATIO,
                        200,
                        1,
                        1_000_000,
                        "How many times its own size a file may unpack to, from a megabyte on; one beyond that is set"
                                + " aside with the code compression-ratio. Raise it for files that repeat themselves"
                                + " much.")
                .number(
                        MAX_BYTES,
                        64L << 30,
                        0,
                        Long.MAX_VALUE,
                        "How many bytes a packed or encrypted file may unpack to; one beyond that is set aside with the"
                                + " code content-too-large. Raise it for larger files; 0 lifts the limit.")
                .number(
                        MAX_MEMORY,
                        128L << 20,
                        1 << 20,
                        1 << 30,
                        "How many bytes of memory unpacking an xz or zstd file may take; one that needs more is set aside"
                                + " with the code content-memory. Raise it, and the heap, for files packed with a larger"
                                + " window.");
    }

    public static ContentSettings from(AbstractConfig config) {
        return new ContentSettings(
                OptionGroup.choiceOf(Compression.class, config.getString(COMPRESSION)),
                config.getInt(MAX_RATIO),
                config.getLong(MAX_BYTES),
                config.getLong(MAX_MEMORY));
    }
}
