package dev.millrace.legacy;

import dev.millrace.feed.MalformedRecord;
import dev.millrace.feed.format.Position;
import dev.millrace.feed.format.PreparedFormat;
import dev.millrace.feed.format.Read;
import dev.millrace.feed.format.ReadContext;
import dev.millrace.feed.format.RecordReader;
import dev.millrace.kit.ConnectorFailure;
import dev.millrace.kit.FailureKind;
import dev.millrace.kit.Meters;
import dev.millrace.kit.SideForm;
import dev.millrace.kit.SideRecord;
import dev.millrace.legacy.frame.Frame;
import dev.millrace.legacy.session.Delivery;
import dev.millrace.legacy.session.Message;
import dev.millrace.legacy.session.Place;
import dev.millrace.legacy.session.Receipt;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.header.ConnectHeaders;
import org.apache.kafka.connect.header.Header;
import org.apache.kafka.connect.header.Headers;

/** Makes records of messages: data, what is malformed, and what happened. Thread-safe. */
final class RecordMaker {

    static final String PROTOCOL_HEADER = "millrace.protocol";
    static final String FEED_HEADER = "millrace.feed";
    static final String SESSION_HEADER = "millrace.session";
    static final String SEQUENCE_HEADER = "millrace.sequence";
    static final String MESSAGE_HEADER = "millrace.message";
    static final String HASH_HEADER = "millrace.sha256";
    static final String CHARSET_HEADER = "millrace.charset";
    static final String EVENT_HEADER = "millrace.event";

    private static final Schema EVENT = SchemaBuilder.struct()
            .name("millrace.SessionEvent")
            .version(1)
            .field("event", Schema.STRING_SCHEMA)
            .field("protocol", Schema.STRING_SCHEMA)
            .field("feed", Schema.STRING_SCHEMA)
            .field("session", Schema.STRING_SCHEMA)
            .field("sequence", Schema.INT64_SCHEMA)
            .field("time", Schema.INT64_SCHEMA)
            .field(
                    "details",
                    SchemaBuilder.map(Schema.STRING_SCHEMA, Schema.STRING_SCHEMA)
                            .build())
            .build();

    private final FramedTcpSettings settings;
    private final RecordSettings records;
    private final PreparedFormat format;
    private final RecordKeys keys;
    private final boolean isOfBytes;
    private final Clock clock;
    private final LongAdder malformed;
    private final LongAdder corruptFields;

    RecordMaker(FramedTcpSettings settings, Meters meters, Clock clock) {
        this.settings = settings;
        this.records = settings.records();
        this.format = records.format().prepare(records.options());
        this.keys = new RecordKeys(records.key(), settings.session().protocol());
        this.isOfBytes = records.format().name().equals("whole-file");
        this.clock = clock;
        this.malformed = meters.counter("records.malformed", "Messages, or records in them, that could not be read");
        this.corruptFields = meters.counter(
                "fields.corrupt", "Fields that could not be decoded, of records that passed all the same");
    }

    /**
     * The records of a message, in their order.
     *
     * @param running gives numbers that tell records without a sequence number apart
     * @throws ConnectorFailure MALFORMED when it can't be read and the task is to stop in front of it
     */
    List<FrameRecord> records(String feed, Delivery delivery, Optional<AtomicLong> running) {
        List<Read> reads = read(feed, delivery);
        List<FrameRecord> made = new ArrayList<>();
        int length = delivery.to() - delivery.from();
        String key = keys.of(feed, delivery);
        for (int index = 0; index < reads.size(); index++) {
            boolean isLast = index == reads.size() - 1;
            long number = running.map(AtomicLong::incrementAndGet).orElse(0L);
            Map<String, ?> offset = isLast
                    ? FeedOffset.of(delivery.after(), 0, number)
                    : FeedOffset.of(delivery.before(), index + 1L, number);
            if (reads.get(index) instanceof Read.Value value) {
                made.add(new FrameRecord(
                        delivery.receipt(),
                        length / reads.size(),
                        FeedOffset.partition(feed),
                        offset,
                        records.types().topic(records.topic(), value.headers()),
                        key,
                        new SchemaAndValue(value.schema(), value.value()),
                        clock.millis(),
                        headers(feed, delivery, value)));
                corruptFields.add(value.corruptFields());
            } else if (reads.get(index) instanceof Read.Malformed wrong) {
                delivery.receipt().isMalformed();
                malformed.increment();
                malformed(feed, delivery, wrong, offset).ifPresent(made::add);
            }
        }
        return made;
    }

    private List<Read> read(String feed, Delivery delivery) {
        List<Read> reads = new ArrayList<>();
        try (RecordReader reader = open(payload(delivery), feed)) {
            for (Read read = reader.next(); !(read instanceof Read.End); read = reader.next()) {
                if (read instanceof Read.Value || read instanceof Read.Malformed) {
                    reads.add(read);
                }
            }
        } catch (IOException impossible) {
            throw new IllegalStateException("bytes in memory can't fail to be read", impossible);
        }
        return reads;
    }

    /** Text goes to a format in UTF-8, whatever its message says that it is in; bytes stay as they are. */
    private ByteArrayInputStream payload(Delivery delivery) {
        byte[] message = delivery.message().frame().message();
        int length = delivery.to() - delivery.from();
        Optional<Charset> told = delivery.message().payloadCharset().filter(charset -> !isOfBytes);
        return told.isPresent() && !told.get().equals(StandardCharsets.UTF_8)
                ? new ByteArrayInputStream(
                        new String(message, delivery.from(), length, told.get()).getBytes(StandardCharsets.UTF_8))
                : new ByteArrayInputStream(message, delivery.from(), length);
    }

    private RecordReader open(ByteArrayInputStream bytes, String source) throws IOException {
        return format.open(bytes, ReadContext.fromStart(records.options(), source));
    }

    /** The first record that the format reads of a whole message; empty where it can't. */
    Optional<SchemaAndValue> decode(Frame frame) {
        try (RecordReader reader = open(new ByteArrayInputStream(frame.message()), "a message")) {
            return reader.next() instanceof Read.Value value
                    ? Optional.of(new SchemaAndValue(value.schema(), value.value()))
                    : Optional.empty();
        } catch (IOException impossible) {
            throw new IllegalStateException("bytes in memory can't fail to be read", impossible);
        }
    }

    private Headers headers(String feed, Delivery delivery, Read.Value value) {
        Headers headers = new ConnectHeaders()
                .addString(PROTOCOL_HEADER, settings.session().protocol().name())
                .addString(FEED_HEADER, feed)
                .addString(MESSAGE_HEADER, delivery.kind())
                .addString(HASH_HEADER, delivery.message().frame().sha256());
        delivery.message().payloadCharset().ifPresent(charset -> headers.addString(CHARSET_HEADER, charset.name()));
        place(headers, delivery.after().session(), delivery.number());
        Headers own = value.headers();
        if (own != null) {
            for (Header header : own) {
                headers.add(header);
            }
        }
        return headers;
    }

    private static void place(Headers headers, String session, long number) {
        if (!session.isEmpty()) {
            headers.addString(SESSION_HEADER, session);
        }
        if (number != Delivery.UNNUMBERED) {
            headers.addLong(SEQUENCE_HEADER, number);
        }
    }

    private Optional<FrameRecord> malformed(
            String feed, Delivery delivery, Read.Malformed read, Map<String, ?> offset) {
        return setAside(
                feed,
                delivery.message(),
                read,
                delivery.number(),
                delivery.after().session(),
                delivery.receipt(),
                offset);
    }

    /** A message that the session does not know. */
    Optional<FrameRecord> setAside(
            String feed, Message message, String code, Place place, Receipt receipt, long running) {
        int length = message.frame().message().length;
        Read.Malformed read = new Read.Malformed(
                code, "no message of the session", Position.START, Position.START.after(length, 0), true);
        return setAside(
                feed, message, read, Delivery.UNNUMBERED, place.session(), receipt, FeedOffset.of(place, 0, running));
    }

    private Optional<FrameRecord> setAside(
            String feed,
            Message message,
            Read.Malformed read,
            long number,
            String session,
            Receipt receipt,
            Map<String, ?> offset) {
        MalformedSettings rules = settings.malformed();
        switch (rules.mode()) {
            case REFUSE -> {
                return Optional.empty();
            }
            case FAIL ->
                throw new ConnectorFailure(
                        FailureKind.MALFORMED,
                        read.code(),
                        feed + (number == Delivery.UNNUMBERED ? "" : ", message " + number) + ", frame at byte "
                                + message.frame().offset() + ": " + read.message()
                                + "; set malformed.topic to set such messages aside and go on");
            case QUARANTINE -> {
                // Below: it goes to its topic.
            }
        }
        byte[] raw = message.frame().message();
        byte[] sent = raw.length > rules.mostBytes() ? Arrays.copyOf(raw, rules.mostBytes()) : raw;
        Headers headers = MalformedRecord.headers(read.code(), feed, read, sent.length)
                .addString(PROTOCOL_HEADER, settings.session().protocol().name())
                .addString(FEED_HEADER, feed)
                .addString(HASH_HEADER, message.frame().sha256());
        place(headers, session, number);
        return Optional.of(new FrameRecord(
                receipt,
                sent.length,
                FeedOffset.partition(feed),
                offset,
                rules.topic().orElse(""),
                feed,
                MalformedRecord.value(settings.form(), read.code(), feed, read, sent),
                clock.millis(),
                headers));
    }

    /** What happened in a session. */
    FrameRecord event(
            String feed, String event, Place place, Map<String, String> details, Receipt receipt, long running) {
        Headers headers = SideRecord.headers(SideRecord.Kind.SESSION)
                .addString(EVENT_HEADER, event)
                .addString(PROTOCOL_HEADER, settings.session().protocol().name())
                .addString(FEED_HEADER, feed);
        place(headers, place.session(), place.next());
        Struct value = new Struct(EVENT)
                .put("event", event)
                .put("protocol", settings.session().protocol().name())
                .put("feed", feed)
                .put("session", place.session())
                .put("sequence", place.next())
                .put("time", clock.millis())
                .put("details", details);
        SideForm form = settings.form();
        return new FrameRecord(
                receipt,
                0,
                FeedOffset.partition(feed),
                FeedOffset.of(place, 0, running),
                settings.session().topic().orElse(""),
                feed,
                SideRecord.value(form, value),
                clock.millis(),
                headers);
    }
}
