package dev.millrace.feed;

import dev.millrace.feed.content.Document;
import dev.millrace.feed.format.Position;
import dev.millrace.feed.format.Read;
import dev.millrace.feed.format.RecordReader;
import dev.millrace.kit.AuditEvent;
import dev.millrace.kit.ConnectorFailure;
import dev.millrace.kit.FailureKind;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.header.ConnectHeaders;
import org.apache.kafka.connect.header.Headers;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One file being read: bytes to batches of records, each with the offset from which the file can be taken up again. */
final class FileReading implements Closeable {

    private static final Logger LOG = LoggerFactory.getLogger(FileReading.class);

    private final FileDelivery delivery;
    private final FeedSettings settings;
    private final FileBytes bytes;
    private final SideRecords side;
    private final FeedMeters meters;
    private final Optional<Breakage> broken;
    private final MalformedTally tally;
    private DocumentReading document;
    private List<FeedRecord> records = new ArrayList<>();
    private Position position;
    private Place place;
    private long malformed;
    private SkippedRecords skipped;
    private long notices;
    private long taken;

    /** Takes a file up at a stored offset. */
    FileReading(
            FileDelivery delivery,
            FileOffset from,
            FeedSettings settings,
            FileBytes bytes,
            SideRecords side,
            FeedMeters meters)
            throws IOException {
        this.delivery = delivery;
        this.settings = settings;
        this.bytes = bytes;
        this.side = side;
        this.meters = meters;
        this.position = from.position();
        this.malformed = from.malformed();
        this.skipped = from.skipped();
        this.tally = new MalformedTally(settings.malformed());
        this.broken = from.state() == FileOffset.State.BROKEN ? Optional.of(Breakage.of(from)) : Optional.empty();
        Document first = document(from);
        this.place = new Place(
                bytes.content().packing(), from.place().entry(), from.place().earlier());
        this.document = open(first, bytes.firstByte(), from);
    }

    /** The document in which a stored offset lies. */
    private Document document(FileOffset from) throws IOException {
        Document next = bytes.content().next();
        for (long entry = 0; entry < from.place().entry() && next != null; entry++) {
            next = bytes.content().next();
        }
        boolean samePacking = from.place().packing().equals(bytes.content().packing());
        if (next == null || (!from.equals(FileOffset.START) && from.records() > 0 && !samePacking)) {
            if (next == null && from.records() == 0) {
                return new Document("", InputStream.nullInputStream());
            }
            throw new ConnectorFailure(
                    FailureKind.MISCONFIGURED,
                    "offset-of-other-content",
                    delivery.file().subject()
                            + ": its stored offset was made with other content options; set them back,"
                            + " or remove the offset to read the file from its start");
        }
        return next;
    }

    private DocumentReading open(Document next, long firstByte, FileOffset from) throws IOException {
        return DocumentReading.open(
                next,
                firstByte,
                bytes.isRaw(),
                from,
                broken.isPresent(),
                delivery.file().subject(),
                settings,
                bytes.pass().survey(from.place().entry()));
    }

    FileDelivery delivery() {
        return delivery;
    }

    /** Reads on until a batch is full or the file ends. */
    Batch next() throws IOException {
        records = new ArrayList<>(Math.min(settings.target().batchRecords(), 1024));
        try {
            return broken.isPresent() ? ended(quarantined(broken.get())) : readOn();
        } catch (ConnectorFailure failed) {
            if (failed.kind() != FailureKind.MALFORMED) {
                throw failed;
            }
            return ended(defect(failed));
        }
    }

    private Batch readOn() throws IOException {
        taken = 0;
        while (records.size() < settings.target().batchRecords()
                && taken < settings.target().batchBytes()) {
            if (tally.isTooMany(read(), malformed)) {
                return ended(tooMany());
            }
            Read read = reader().next();
            if (read instanceof Read.Value value) {
                long before = taken;
                Map<String, Object> offset = advance(value);
                FeedRecord record = new FeedRecord(
                        delivery,
                        offset,
                        settings.target().topic(),
                        side.key(delivery),
                        new SchemaAndValue(value.schema(), value.value()),
                        headers(value));
                records.add(record.madeOf(taken - before));
            } else if (read instanceof Read.Malformed wrong) {
                if (settings.malformed().mode() == MalformedMode.FAIL) {
                    return ended(new Batch.Stopped(failure(wrong)));
                }
                if (settings.malformed().mode() == MalformedMode.SKIP) {
                    skip(wrong);
                } else {
                    records.add(setAside(wrong));
                }
                if (!wrong.recoverable()) {
                    return ended(quarantined(breakage(wrong)));
                }
            } else if (read instanceof Read.Notice notice) {
                notice(notice);
            } else if (read instanceof Read.Reply reply) {
                Map<String, Object> offset = advance(reply);
                if (settings.acknowledgements().isWanted()) {
                    Batch.Reply answer = new Batch.Reply(reply.name(), reply.content(), reply.headers(), offset);
                    return new Batch(delivery, records, Optional.of(answer), Optional.empty());
                }
            } else if (read instanceof Read.End && !openNext()) {
                boolean tooMany = tally.isTooManyInAll(read(), malformed);
                return ended(tooMany ? tooMany() : completed());
            }
        }
        return new Batch(delivery, records, Optional.empty());
    }

    private Batch ended(Batch.Ending how) {
        return new Batch(delivery, records, Optional.of(how));
    }

    private RecordReader reader() {
        RecordReader reading = document.reader();
        if (reading == null) {
            throw new IllegalStateException("a broken file has no records");
        }
        return reading;
    }

    /** Goes on to the next document of an archive; false when there is none. */
    private boolean openNext() throws IOException {
        Document next = bytes.isRaw() ? null : bytes.content().next();
        if (next == null) {
            return false;
        }
        place = place.next(position.record());
        position = Position.START;
        FileOffset start = new FileOffset(position, FileOffset.State.READING, "", "", malformed, skipped, place);
        document = open(next, 0, start);
        return true;
    }

    /** Records of an archive tell which entry they come from. */
    private @Nullable Headers headers(Read.Value value) {
        if (document.entry().isEmpty()) {
            return value.headers();
        }
        Headers headers = value.headers() == null ? new ConnectHeaders() : value.headers();
        return headers.addString(SideRecords.ENTRY_HEADER, document.entry());
    }

    /** What was read for the batch that {@link #next} could not make whole; its offsets are as good as any. */
    List<FeedRecord> unfinished() {
        return records;
    }

    @Override
    public void close() throws IOException {
        bytes.close();
    }

    private Map<String, Object> advance(Read read) {
        taken += read.end().offset() - position.offset();
        position = read.end();
        document.window().release(position.offset());
        return new RecordOffset(
                position, document.state(), document.window().digest().encodedState(), malformed, skipped, place);
    }

    /** Remembered with the next record, and told when the file ends. */
    private void skip(Read.Malformed wrong) {
        malformed++;
        meters.malformed.increment();
        Position at = wrong.start();
        skipped = skipped.and(new AuditEvent.Skipped(at.record(), at.offset(), at.line(), wrong.code()));
        Map<String, Object> unused = advance(wrong);
    }

    /** All records read so far, malformed ones included. */
    private long read() {
        return place.earlier() + position.record();
    }

    private Batch.Ending tooMany() throws IOException {
        LOG.warn(
                "{}: {} of {} records are malformed, more than {} allows; the file is set aside",
                delivery.file().subject(),
                malformed,
                read(),
                MalformedSettings.MAX_PERCENT);
        return unreadable(new Breakage(Breakage.TOO_MANY, position, Optional.empty()));
    }

    /** Ends the reading for something that is no record of its own. */
    private Batch.Ending unreadable(Breakage why) throws IOException {
        side.unreadable(delivery, offset(FileOffset.State.BROKEN, why.text()), why)
                .ifPresent(records::add);
        return quarantined(why);
    }

    private static Breakage breakage(Read.Malformed wrong) {
        return new Breakage(wrong.code(), wrong.start(), Optional.empty());
    }

    private void notice(Read.Notice notice) {
        if (notices++ == 0) {
            LOG.warn("{} ({}); more such notices on this file are counted only", notice.message(), notice.code());
        }
        meters.notices.increment();
        side.notice(delivery, advance(notice), notice).map(this::withEntry).ifPresent(records::add);
    }

    private FeedRecord setAside(Read.Malformed wrong) {
        byte[] raw = document.window()
                .slice(
                        wrong.start().offset(),
                        wrong.end().offset(),
                        settings.malformed().maxBytes());
        malformed++;
        meters.malformed.increment();
        Map<String, Object> offset = wrong.recoverable() ? advance(wrong) : broken(wrong);
        return withEntry(side.malformed(delivery, offset, wrong, raw).madeOf(raw.length));
    }

    private FeedRecord withEntry(FeedRecord record) {
        if (!document.entry().isEmpty()) {
            record.headers().addString(SideRecords.ENTRY_HEADER, document.entry());
        }
        return record;
    }

    /** Remembers in the place of the reader's state why nothing can be read behind the record. */
    private Map<String, Object> broken(Read.Malformed wrong) {
        advance(wrong);
        return new FileOffset(
                        position,
                        FileOffset.State.BROKEN,
                        breakage(wrong).text(),
                        document.window().digest().state(),
                        malformed,
                        skipped,
                        place)
                .toMap();
    }

    private ConnectorFailure failure(Read.Malformed wrong) {
        return new ConnectorFailure(
                FailureKind.MALFORMED,
                wrong.code(),
                wrong.message() + ". Mend the file, or set " + MalformedSettings.TOPIC + " to set such records aside.");
    }

    private Batch.Ending completed() throws IOException {
        if (bytes.isRaw()) {
            document.drain();
        }
        bytes.content().finish();
        requireSameAsFirst();
        FileOffset end = offset(FileOffset.State.COMPLETED, document.state());
        boolean goes = settings.finish().takesAway();
        return new Batch.Completed(totals(), end.endOf(delivery.file(), goes));
    }

    /** The hash is one of the whole file, whatever lies behind its last record. */
    private Batch.Ending quarantined(Breakage why) throws IOException {
        if (bytes.isRaw()) {
            document.drain();
        }
        Breakage known = why.withSha256(sha256());
        FileOffset end = offset(FileOffset.State.QUARANTINED, known.text());
        boolean goes = settings.finish().quarantine().isPresent();
        return new Batch.Quarantined(totals(), end.endOf(delivery.file(), goes), why.code());
    }

    /** The file itself can't be read on, whatever its records are. */
    private Batch.Ending defect(ConnectorFailure failed) throws IOException {
        if (!settings.setsFilesAside()) {
            return new Batch.Stopped(failed);
        }
        LOG.warn("{} ({}); the file is set aside", failed.getMessage(), failed.code());
        return unreadable(new Breakage(failed.code(), position, Optional.empty()));
    }

    /** What was looked through and what was handed over must be the same bytes. */
    private void requireSameAsFirst() throws IOException {
        Optional<String> first = bytes.pass().sha256();
        Optional<String> now = sha256();
        if (first.isPresent() && now.isPresent() && !first.equals(now)) {
            throw new ConnectorFailure(
                    FailureKind.REJECTED,
                    ResumableInput.CHANGED,
                    delivery.file().subject() + " changed between its first pass and its reading");
        }
    }

    private Optional<String> sha256() throws IOException {
        if (bytes.isRaw()) {
            return document.window().digest().hex();
        }
        Optional<String> all = bytes.content().sha256();
        return all.isPresent() ? all : bytes.pass().sha256();
    }

    private FileTotals totals() throws IOException {
        return new FileTotals(read() - malformed, malformed, sha256());
    }

    private FileOffset offset(FileOffset.State state, String readerState) {
        return new FileOffset(
                position, state, readerState, document.window().digest().state(), malformed, skipped, place);
    }
}
