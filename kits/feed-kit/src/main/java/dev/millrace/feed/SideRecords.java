package dev.millrace.feed;

import dev.millrace.feed.format.Read;
import dev.millrace.kit.AuditChain;
import dev.millrace.kit.AuditEvent;
import dev.millrace.kit.SideForm;
import dev.millrace.kit.SideRecord;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.header.Headers;
import org.jspecify.annotations.Nullable;

/** Makes the records of a file that are not data: audit events and malformed records. */
final class SideRecords {

    static final String CODE_HEADER = MalformedRecord.CODE_HEADER;
    static final String SOURCE_HEADER = MalformedRecord.SOURCE_HEADER;
    static final String RECORD_HEADER = MalformedRecord.RECORD_HEADER;
    static final String OFFSET_HEADER = MalformedRecord.OFFSET_HEADER;
    static final String LINE_HEADER = MalformedRecord.LINE_HEADER;
    static final String ENTRY_HEADER = "millrace.entry";

    private final FeedSettings settings;
    private final Clock clock;
    private final AuditEvent.Actor actor;
    private final AuditChain chain;

    SideRecords(FeedSettings settings, FileFeed.Share share, Clock clock) {
        this.settings = settings;
        this.clock = clock;
        this.actor = AuditEvent.Actor.here(share.connector(), share.task(), settings.config());
        this.chain = new AuditChain(share.connector() + "/" + share.task() + "/" + clock.millis());
    }

    /** Whether a step is told to anybody. */
    boolean tells(AuditEvent.Step step) {
        return settings.side().tells(step);
    }

    /**
     * An event of a file's life; empty when nobody is told of it.
     *
     * @param offset what the file's entry becomes; null removes it
     */
    Optional<FeedRecord> audit(
            FileDelivery delivery,
            AuditEvent.Step step,
            @Nullable Map<String, ?> offset,
            Optional<FileTotals> totals,
            Optional<String> detail) {
        AuditEvent.Outcome outcome = AuditEvent.Outcome.of(step, Optional.empty(), detail);
        return audit(delivery, step, offset, totals, outcome, List.of());
    }

    /**
     * An event of a file's life; empty when nobody is told of it.
     *
     * @param offset what the file's entry becomes; null removes it
     * @param skipped the records that were left out
     */
    Optional<FeedRecord> audit(
            FileDelivery delivery,
            AuditEvent.Step step,
            @Nullable Map<String, ?> offset,
            Optional<FileTotals> totals,
            AuditEvent.Outcome outcome,
            List<AuditEvent.Skipped> skipped) {
        if (!tells(step)) {
            return Optional.empty();
        }
        FileIdentity file = delivery.file();
        AuditEvent event = new AuditEvent(
                step,
                clock.instant(),
                actor,
                new AuditEvent.Subject(
                        file.subject(),
                        identity(file, step, offset, outcome),
                        OptionalLong.of(file.size()),
                        totals.flatMap(FileTotals::sha256)),
                outcome,
                totals.map(found -> counts(delivery, found, skipped)).orElse(AuditEvent.Counts.NONE));
        return settings.side().auditTopic().map(topic -> FeedRecord.of(event, delivery, offset, topic, key(delivery)));
    }

    /** What is told several times of one file is told apart by where it is in the file. */
    private static String identity(
            FileIdentity file, AuditEvent.Step step, @Nullable Map<String, ?> offset, AuditEvent.Outcome outcome) {
        String identity = file.size() + "/" + file.modified();
        return switch (step) {
            case NOTICED, ACKNOWLEDGED ->
                offset == null
                        ? identity
                        : String.join(
                                "/",
                                identity,
                                String.valueOf(offset.get("entry")),
                                String.valueOf(offset.get("position")),
                                outcome.detail().orElse(""));
            case SEEN,
                    STARTED,
                    COMPLETED,
                    ARCHIVED,
                    QUARANTINED,
                    DUPLICATE,
                    CHANGED,
                    VANISHED,
                    FORGOTTEN,
                    SEQUENCE_GAP,
                    DELIVERED,
                    SET_ASIDE -> identity;
        };
    }

    private AuditEvent.Counts counts(FileDelivery delivery, FileTotals found, List<AuditEvent.Skipped> skipped) {
        return new AuditEvent.Counts(
                OptionalLong.of(found.records()),
                OptionalLong.of(found.malformed()),
                OptionalLong.of(Math.max(0, clock.millis() - delivery.began())),
                skipped);
    }

    /**
     * The record as it is handed over: an event gets its place in the task's chain. Call it once for each record, in the
     * polling thread, in the order of handing over.
     */
    FeedRecord sealed(FeedRecord record) {
        AuditEvent event = record.event();
        if (event == null) {
            return record;
        }
        return record.with(SideRecord.value(settings.side().form(), event.toStruct(chain.append(event))));
    }

    /** An event for something that a person should know; its offset lies behind it. Empty without an audit topic. */
    Optional<FeedRecord> notice(FileDelivery delivery, Map<String, ?> offset, Read.Notice notice) {
        Optional<FeedRecord> event =
                audit(delivery, AuditEvent.Step.NOTICED, offset, Optional.empty(), Optional.of(notice.code()));
        event.ifPresent(record -> record.headers()
                .addString(CODE_HEADER, notice.code())
                .addString(SOURCE_HEADER, delivery.file().subject())
                .addLong(RECORD_HEADER, notice.start().record())
                .addLong(OFFSET_HEADER, notice.start().offset())
                .addLong(LINE_HEADER, notice.start().line()));
        return event;
    }

    /** An answer for the sender, as bytes or, where the converter takes text alone, as text; empty without a topic. */
    Optional<FeedRecord> reply(FileDelivery delivery, Batch.Reply reply) {
        return settings.acknowledgements().topic().map(topic -> {
            Headers headers = SideRecord.headers(SideRecord.Kind.ACK)
                    .addString(SOURCE_HEADER, delivery.file().subject());
            if (reply.headers() != null) {
                reply.headers().forEach(headers::add);
            }
            byte[] content = new byte[reply.content().remaining()];
            reply.content().duplicate().get(content);
            SchemaAndValue value = settings.side().form() == SideForm.STRING
                    ? new SchemaAndValue(Schema.STRING_SCHEMA, text(content))
                    : new SchemaAndValue(Schema.BYTES_SCHEMA, content);
            return new FeedRecord(delivery, reply.offset(), topic, reply.name(), value, headers);
        });
    }

    /** UTF-8 where it is that, else a character for each byte. */
    private static String text(byte[] content) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(content))
                    .toString();
        } catch (CharacterCodingException other) {
            return new String(content, StandardCharsets.ISO_8859_1);
        }
    }

    /** A record that could not be read: its raw bytes, cut at the limit, with all that is needed to find it again. */
    FeedRecord malformed(FileDelivery delivery, Map<String, ?> offset, Read.Malformed read, byte[] raw) {
        String source = delivery.file().subject();
        Headers headers = MalformedRecord.headers(read.code(), source, read, raw.length);
        SchemaAndValue value = MalformedRecord.value(settings.side().form(), read.code(), source, read, raw);
        return new FeedRecord(
                delivery, offset, settings.malformed().topic().orElseThrow(), key(delivery), value, headers);
    }

    /**
     * Tells of a file that can't be read further where records go that can't be read, without bytes of it; empty where an
     * event tells so, or there is no such topic.
     */
    Optional<FeedRecord> unreadable(FileDelivery delivery, FileOffset offset, Breakage why) {
        if (settings.malformed().mode() != MalformedMode.QUARANTINE || tells(AuditEvent.Step.QUARANTINED)) {
            return Optional.empty();
        }
        Read.Malformed rest = new Read.Malformed(why.code(), why.message(), why.at(), why.at(), false);
        return Optional.of(malformed(delivery, offset.toMap(), rest, new byte[0]));
    }

    @Nullable
    String key(FileDelivery delivery) {
        return settings.target().key() == RecordKey.PATH ? delivery.file().path() : null;
    }
}
