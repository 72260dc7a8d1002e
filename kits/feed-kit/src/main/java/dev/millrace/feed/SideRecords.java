package dev.millrace.feed;

import dev.millrace.feed.format.Read;
import dev.millrace.kit.AuditEvent;
import dev.millrace.kit.SideForm;
import dev.millrace.kit.SideRecord;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.header.Headers;
import org.jspecify.annotations.Nullable;

/** Makes the records of a file that are not data: audit events and malformed records. */
final class SideRecords {

    static final String CODE_HEADER = "millrace.code";
    static final String SOURCE_HEADER = "millrace.source";
    static final String RECORD_HEADER = "millrace.record";
    static final String OFFSET_HEADER = "millrace.offset";
    static final String LINE_HEADER = "millrace.line";
    static final String LENGTH_HEADER = "millrace.length";

    private static final Schema MALFORMED = SchemaBuilder.struct()
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

    private final FeedSettings settings;
    private final String connector;
    private final Clock clock;

    SideRecords(FeedSettings settings, String connector, Clock clock) {
        this.settings = settings;
        this.connector = connector;
        this.clock = clock;
    }

    boolean audits() {
        return settings.side().auditTopic().isPresent();
    }

    /**
     * An event of a file's life; empty without an audit topic.
     *
     * @param offset what the file's entry becomes; null removes it
     */
    Optional<FeedRecord> audit(
            FileDelivery delivery,
            AuditEvent.Step step,
            @Nullable Map<String, ?> offset,
            Optional<FileTotals> totals,
            Optional<String> detail) {
        return settings.side().auditTopic().map(topic -> {
            AuditEvent event = new AuditEvent(
                    step,
                    clock.instant(),
                    connector,
                    delivery.file().subject(),
                    OptionalLong.of(delivery.file().size()),
                    totals.map(found -> OptionalLong.of(found.records())).orElseGet(OptionalLong::empty),
                    totals.map(found -> OptionalLong.of(found.malformed())).orElseGet(OptionalLong::empty),
                    totals.flatMap(FileTotals::sha256),
                    detail);
            return new FeedRecord(
                    delivery,
                    offset,
                    topic,
                    key(delivery),
                    SideRecord.value(settings.side().form(), event.toStruct()),
                    SideRecord.headers(SideRecord.Kind.AUDIT));
        });
    }

    /** A record that could not be read: its raw bytes, cut at the limit, with all that is needed to find it again. */
    FeedRecord malformed(FileDelivery delivery, Map<String, ?> offset, Read.Malformed read, byte[] raw) {
        String source = delivery.file().subject();
        long length = read.end().offset() - read.start().offset();
        Headers headers = SideRecord.headers(SideRecord.Kind.MALFORMED)
                .addString(CODE_HEADER, read.code())
                .addString(SOURCE_HEADER, source)
                .addLong(RECORD_HEADER, read.start().record())
                .addLong(OFFSET_HEADER, read.start().offset())
                .addLong(LINE_HEADER, read.start().line())
                .addLong(LENGTH_HEADER, length);
        SideForm form = settings.side().form();
        SchemaAndValue value = form == SideForm.BYTES
                ? new SchemaAndValue(Schema.BYTES_SCHEMA, raw)
                : SideRecord.value(
                        form,
                        new Struct(MALFORMED)
                                .put("code", read.code())
                                .put("source", source)
                                .put("record", read.start().record())
                                .put("offset", read.start().offset())
                                .put("line", read.start().line())
                                .put("length", length)
                                .put("raw", raw));
        return new FeedRecord(
                delivery, offset, settings.malformed().topic().orElseThrow(), key(delivery), value, headers);
    }

    @Nullable
    String key(FileDelivery delivery) {
        return settings.target().key() == RecordKey.PATH ? delivery.file().path() : null;
    }
}
