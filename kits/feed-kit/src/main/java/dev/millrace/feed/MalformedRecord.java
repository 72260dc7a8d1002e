package dev.millrace.feed;

import dev.millrace.feed.format.Read;
import dev.millrace.kit.SideForm;
import dev.millrace.kit.SideRecord;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.header.Headers;

/**
 * What is sent of a record that could not be read: its raw bytes, maybe cut, with all that is needed to find it again. The
 * same from every source.
 */
public final class MalformedRecord {

    public static final String CODE_HEADER = "millrace.code";
    public static final String SOURCE_HEADER = "millrace.source";
    public static final String RECORD_HEADER = "millrace.record";
    public static final String OFFSET_HEADER = "millrace.offset";
    public static final String LINE_HEADER = "millrace.line";
    public static final String LENGTH_HEADER = "millrace.length";
    public static final String CUT_HEADER = "millrace.cut";

    private static final Schema SCHEMA = SchemaBuilder.struct()
            .name("millrace.MalformedRecord")
            .version(1)
            .field("code", Schema.STRING_SCHEMA)
            .field("source", Schema.STRING_SCHEMA)
            .field("record", Schema.INT64_SCHEMA)
            .field("offset", Schema.INT64_SCHEMA)
            .field("line", Schema.INT64_SCHEMA)
            .field("length", Schema.INT64_SCHEMA)
            .field("raw", Schema.BYTES_SCHEMA)
            .build();

    private MalformedRecord() {}

    /**
     * The headers.
     *
     * @param source a path, or an address without its query
     * @param raw how many bytes are sent
     */
    public static Headers headers(String code, String source, Read read, int raw) {
        return SideRecord.headers(SideRecord.Kind.MALFORMED)
                .addString(CODE_HEADER, code)
                .addString(SOURCE_HEADER, source)
                .addLong(RECORD_HEADER, read.start().record())
                .addLong(OFFSET_HEADER, read.start().offset())
                .addLong(LINE_HEADER, read.start().line())
                .addLong(LENGTH_HEADER, length(read))
                .addBoolean(CUT_HEADER, raw < length(read));
    }

    /** The value in the form that fits the converter; as bytes, the raw bytes alone. */
    public static SchemaAndValue value(SideForm form, String code, String source, Read read, byte[] raw) {
        if (form == SideForm.BYTES) {
            return new SchemaAndValue(Schema.BYTES_SCHEMA, raw);
        }
        return SideRecord.value(
                form,
                new Struct(SCHEMA)
                        .put("code", code)
                        .put("source", source)
                        .put("record", read.start().record())
                        .put("offset", read.start().offset())
                        .put("line", read.start().line())
                        .put("length", length(read))
                        .put("raw", raw));
    }

    private static long length(Read read) {
        return read.end().offset() - read.start().offset();
    }
}
