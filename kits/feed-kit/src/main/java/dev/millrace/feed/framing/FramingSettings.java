package dev.millrace.feed.framing;

import dev.millrace.feed.format.Options;
import dev.millrace.kit.OptionGroup;
import dev.millrace.kit.Problems;
import java.nio.charset.Charset;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Width;
import org.apache.kafka.common.config.ConfigException;

/**
 * Where the records of a stream begin and end: the options {@code framing} of a format.
 *
 * @param recordBytes 0 for what the layout says
 * @param blockBytes 0 for none
 * @param before bytes of each record in front of what the layout describes
 * @param after the same behind it
 * @param header bytes in front of a stream's first record
 * @param trailer bytes behind its last one
 * @param lineEnd hexadecimal; empty for the usual ones
 * @param most the bytes a record may have
 */
public record FramingSettings(
        Framing framing,
        int recordBytes,
        int blockBytes,
        int blockRecords,
        int before,
        int after,
        int header,
        int trailer,
        Endian endian,
        Inclusive recordInclusive,
        Inclusive blockInclusive,
        int recordAdjustment,
        int blockAdjustment,
        int prefixBytes,
        int prefixAt,
        int prefixLengthBytes,
        String prefixWhen,
        String lineEnd,
        Remainder remainder,
        int most) {

    private static final String FRAMING = ".framing";
    private static final String RECORD_BYTES = ".framing.record.bytes";
    private static final String BLOCK_BYTES = ".framing.block.bytes";
    private static final String BLOCK_RECORDS = ".framing.block.records";
    private static final String BEFORE = ".framing.skip.before.bytes";
    private static final String AFTER = ".framing.skip.after.bytes";
    private static final String HEADER = ".framing.header.bytes";
    private static final String TRAILER = ".framing.trailer.bytes";
    private static final String ENDIAN = ".framing.endian";
    private static final String RECORD_INCLUSIVE = ".framing.rdw.length.includes.header";
    private static final String BLOCK_INCLUSIVE = ".framing.bdw.length.includes.header";
    private static final String RECORD_ADJUSTMENT = ".framing.rdw.adjustment.bytes";
    private static final String BLOCK_ADJUSTMENT = ".framing.bdw.adjustment.bytes";
    private static final String PREFIX_BYTES = ".framing.prefix.bytes";
    private static final String PREFIX_AT = ".framing.prefix.length.at";
    private static final String PREFIX_LENGTH_BYTES = ".framing.prefix.length.bytes";
    private static final String PREFIX_WHEN = ".framing.prefix.when";
    private static final String LINE_END = ".framing.line.end";
    private static final String REMAINDER = ".framing.remainder";
    private static final String MOST = ".record.max.bytes";
    private static final int LONGEST = 1 << 28;

    /** Declares the options with a format's name in front. */
    public static void define(Options options, String format) {
        options.choice(
                format + FRAMING,
                Framing.F,
                "Framing",
                "How records lie in a stream: f and fb have one length, v, vb, vs and vbs have descriptor words as z/OS writes"
                        + " them, vbfr and u have them in front of blocks only, lines are text lines, length takes"
                        + " framing.length.field, prefix a header of any form, content the layout's own counts and"
                        + " lengths, and none takes the whole stream for one record. Change it to what the file is:"
                        + " ask for its RECFM, and whether the transfer kept the descriptor words.");
        options.number(
                        format + RECORD_BYTES,
                        0,
                        0,
                        LONGEST,
                        "Record length",
                        "The bytes of a record with framing f, fb or vbfr; 0 takes the layout's length. Set it when records"
                                + " are longer than the layout describes.")
                .number(
                        format + BLOCK_BYTES,
                        0,
                        0,
                        LONGEST,
                        "Block length",
                        "The bytes of a block with framing fb, where what is left behind its last record is padding; 0 means"
                                + " no padding. Set it when blocks are padded.")
                .number(
                        format + BLOCK_RECORDS,
                        0,
                        0,
                        1 << 20,
                        "Records per block",
                        "How many records a block has with framing fb; 0 means as many as fit. Set it when blocks hold"
                                + " fewer than would fit.")
                .number(
                        format + BEFORE,
                        0,
                        0,
                        1 << 20,
                        "Bytes before",
                        "How many bytes of each record lie before what the layout describes. Set it when another program has"
                                + " put its own header there.")
                .number(
                        format + AFTER,
                        0,
                        0,
                        1 << 20,
                        "Bytes after",
                        "How many bytes of each record lie behind what the layout describes. Set it when another program has"
                                + " put something there.")
                .number(
                        format + HEADER,
                        0,
                        0,
                        1 << 28,
                        "File header",
                        "How many bytes lie before the first record of a file. Set it when the file has a header of its own.")
                .number(
                        format + TRAILER,
                        0,
                        0,
                        1 << 20,
                        "File trailer",
                        "How many bytes lie behind the last record of a file. Set it when the file has a trailer of its own.");
        words(options, format);
        prefix(options, format);
        options.text(
                format + LINE_END,
                "",
                ConfigDef.LambdaValidator.with(FramingSettings::checkHex, () -> "bytes in hexadecimal"),
                Width.SHORT,
                "Line end",
                "The bytes that end a line with framing lines, in hexadecimal; empty for LF, CR, CR LF and in EBCDIC NEL. Set"
                        + " it, to 15 for NEL alone, when binary fields may hold the others.");
        options.choice(
                format + REMAINDER,
                Remainder.MALFORMED,
                "Bytes left over",
                "What becomes of bytes at the end that are no whole record: they are set aside as malformed, skipped with a"
                        + " notice, or the file fails there. Choose skip for files that are padded, fail when a cut file"
                        + " must not count as read.");
        options.number(
                format + MOST,
                1 << 20,
                64,
                LONGEST,
                "Largest record",
                "The bytes a record may have; a larger one is malformed. Raise it, together with the worker's producer limit"
                        + " max.request.size, when records are that large.");
    }

    private static void words(Options options, String format) {
        options.choice(
                format + ENDIAN,
                Endian.BIG,
                "Byte order of lengths",
                "Which byte of a length comes first, in descriptor words and prefixes: big is what z/OS writes. Choose auto to"
                        + " go by the first records, little for files of other programs.");
        options.choice(
                format + RECORD_INCLUSIVE,
                Inclusive.AUTO,
                "Record lengths count their word",
                "Whether a record's length counts its own descriptor word or prefix, as on z/OS; auto goes by the first"
                        + " records and prefers yes. Set it when files are too short to tell.");
        options.choice(
                format + BLOCK_INCLUSIVE,
                Inclusive.AUTO,
                "Block lengths count their word",
                "Whether a block's length counts its own descriptor word, as on z/OS; auto goes by the first records and"
                        + " prefers yes. Set it when files are too short to tell.");
        options.number(
                        format + RECORD_ADJUSTMENT,
                        0,
                        -(1 << 20),
                        1 << 20,
                        "Added to record lengths",
                        "What is added to each length of a record, in bytes. Set it for programs that count something else.")
                .number(
                        format + BLOCK_ADJUSTMENT,
                        0,
                        -(1 << 20),
                        1 << 20,
                        "Added to block lengths",
                        "What is added to each length of a block, in bytes. Set it for programs that count something else.");
    }

    private static void prefix(Options options, String format) {
        options.number(
                        format + PREFIX_BYTES,
                        2,
                        1,
                        256,
                        "Prefix",
                        "The bytes of the header in front of each record with framing prefix. Change it to what the sending"
                                + " program writes.")
                .number(
                        format + PREFIX_AT,
                        0,
                        0,
                        255,
                        "Length in the prefix",
                        "At which byte of the prefix, from 0, the record's length begins. Change it when something else comes"
                                + " first.")
                .number(
                        format + PREFIX_LENGTH_BYTES,
                        2,
                        1,
                        4,
                        "Bytes of that length",
                        "How many bytes the length in the prefix has. Change it to what the sending program writes.")
                .text(
                        format + PREFIX_WHEN,
                        "",
                        new ConfigDef.NonNullValidator(),
                        Width.SHORT,
                        "Mark in the prefix",
                        "Which byte of the prefix marks a record, such as 0=01: what lies behind other prefixes is read over."
                                + " Set it when not everything in the file is a record.");
    }

    private static void checkHex(String key, Object value) {
        if (!String.valueOf(value).matches("([0-9A-Fa-f]{2}){0,8}")) {
            throw new ConfigException(key, value, "must be one to eight bytes in hexadecimal, such as 15 or 0D25");
        }
    }

    /** The typed view; {@code format} is the name in front of the options. */
    public static FramingSettings from(AbstractConfig config, String format) {
        return new FramingSettings(
                OptionGroup.choiceOf(Framing.class, config.getString(format + FRAMING)),
                config.getInt(format + RECORD_BYTES),
                config.getInt(format + BLOCK_BYTES),
                config.getInt(format + BLOCK_RECORDS),
                config.getInt(format + BEFORE),
                config.getInt(format + AFTER),
                config.getInt(format + HEADER),
                config.getInt(format + TRAILER),
                OptionGroup.choiceOf(Endian.class, config.getString(format + ENDIAN)),
                OptionGroup.choiceOf(Inclusive.class, config.getString(format + RECORD_INCLUSIVE)),
                OptionGroup.choiceOf(Inclusive.class, config.getString(format + BLOCK_INCLUSIVE)),
                config.getInt(format + RECORD_ADJUSTMENT),
                config.getInt(format + BLOCK_ADJUSTMENT),
                config.getInt(format + PREFIX_BYTES),
                config.getInt(format + PREFIX_AT),
                config.getInt(format + PREFIX_LENGTH_BYTES),
                config.getString(format + PREFIX_WHEN),
                config.getString(format + LINE_END),
                OptionGroup.choiceOf(Remainder.class, config.getString(format + REMAINDER)),
                config.getInt(format + MOST));
    }

    /**
     * Reports options that contradict each other or the layout.
     *
     * @param layoutBytes the length of every record of the layout; 0 where they differ
     */
    public void validate(String format, int layoutBytes, Problems problems) {
        if (framing.hasFixedLength() && recordBytes == 0 && layoutBytes == 0) {
            problems.report(
                    format + FRAMING,
                    "the layout's records have no single length: choose the framing that says where they end, or content"
                            + " when they say so themselves, or give " + format + RECORD_BYTES);
        }
        if (framing.hasFixedLength() && recordBytes > 0 && recordBytes < before + after + layoutBytes) {
            problems.report(
                    format + RECORD_BYTES,
                    "must be at least the layout's " + layoutBytes + " bytes and those that are skipped");
        }
        int record = recordLength(layoutBytes);
        if (framing == Framing.FB && blockBytes == 0 && blockRecords == 0) {
            problems.report(format + BLOCK_BYTES, "framing fb needs it, or " + format + BLOCK_RECORDS + "; or take f");
        } else if (framing == Framing.FB && blockBytes > 0 && blockBytes < (long) record * Math.max(1, blockRecords)) {
            problems.report(
                    format + BLOCK_BYTES, "must be at least as long as its records, of " + record + " bytes each");
        }
        try {
            Prefix unused = prefix(true, true);
        } catch (IllegalArgumentException wrong) {
            problems.report(format + PREFIX_WHEN, String.valueOf(wrong.getMessage()));
        }
    }

    /** The same with another framing and another way to read lengths. */
    public FramingSettings with(Framing other, Endian order, Inclusive counting) {
        return new FramingSettings(
                other,
                recordBytes,
                blockBytes,
                blockRecords,
                before,
                after,
                header,
                trailer,
                order,
                counting,
                counting,
                recordAdjustment,
                blockAdjustment,
                prefixBytes,
                prefixAt,
                prefixLengthBytes,
                prefixWhen,
                lineEnd,
                remainder,
                most);
    }

    /** The bytes of a record of one length, all included. */
    int recordLength(int layoutBytes) {
        return recordBytes > 0 ? recordBytes : before + layoutBytes + after;
    }

    Prefix prefix(boolean big, boolean inclusive) {
        return framing == Framing.PREFIX
                ? new Prefix(prefixBytes, prefixAt, prefixLengthBytes, big, inclusive, recordAdjustment)
                        .when(prefixWhen)
                : new Prefix(2, 0, 2, big, inclusive, 0);
    }

    /** Finds records without knowing how their words are read. */
    Cutter cutter(int layoutBytes, RecordMeasure measure, Charset charset, Words words) {
        return switch (framing) {
            case F -> new FixedCutter(recordLength(layoutBytes), 0, 0);
            case FB -> new FixedCutter(recordLength(layoutBytes), block(recordLength(layoutBytes)), blockRecords);
            case V, VB, VS, VBS, U -> new DescriptorCutter(framing, words, 0, most);
            case VBFR -> new DescriptorCutter(framing, words, recordLength(layoutBytes), largest(layoutBytes));
            case LINES -> new LineCutter(lineEnd, charset, most);
            case LENGTH, CONTENT -> new MeasuredCutter(measure, before, after, most);
            case PREFIX -> new PrefixCutter(prefix(words.big(), words.recordInclusive()), most);
            case NONE -> new WholeCutter(most);
        };
    }

    private long block(int record) {
        return blockBytes > 0 ? blockBytes : (long) record * blockRecords;
    }

    private int largest(int layoutBytes) {
        return Math.max(most, recordLength(layoutBytes));
    }
}
