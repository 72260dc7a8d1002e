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
import java.util.Map;
import java.util.Optional;

/**
 * Where the reading of one file stands: its document, the position behind the last record, what was malformed, and the
 * offsets and hashes that follow from these. Not thread-safe.
 */
final class FileCursor implements Closeable {

    private final FileDelivery delivery;
    private final FeedSettings settings;
    private final FileBytes bytes;
    private final FileMemory memory;
    private final boolean broken;
    private DocumentReading document;
    private Position position;
    private Place place;
    private long malformed;
    private SkippedRecords skipped;

    /** Takes a file up at a stored offset. */
    FileCursor(FileDelivery delivery, FileOffset from, FeedSettings settings, FileBytes bytes, FileMemory memory)
            throws IOException {
        this.delivery = delivery;
        this.settings = settings;
        this.bytes = bytes;
        this.memory = memory;
        this.broken = from.state() == FileOffset.State.BROKEN;
        this.position = from.position();
        this.malformed = from.malformed();
        this.skipped = from.skipped();
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
                broken,
                delivery.file().subject(),
                settings,
                bytes.pass().survey(from.place().entry()),
                memory.of(from.place().entry()));
    }

    /** The reader of the document under way. */
    RecordReader reader() {
        RecordReader reading = document.reader();
        if (reading == null) {
            throw new IllegalStateException("a broken file has no records");
        }
        return reading;
    }

    /** Goes on to the next document of an archive; false when there is none. */
    boolean openNext() throws IOException {
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

    /** The name of the document under way in its archive; empty when the file is none. */
    String entry() {
        return document.entry();
    }

    Position position() {
        return position;
    }

    long malformed() {
        return malformed;
    }

    /** All records read so far, malformed ones included. */
    long read() {
        return place.earlier() + position.record();
    }

    /** The raw bytes of what was read last, as many of them as may be shown. */
    byte[] raw(Read read) {
        return document.window()
                .slice(
                        read.start().offset(),
                        read.end().offset(),
                        settings.malformed().maxBytes());
    }

    /** Counts a record that is set aside. */
    void countMalformed() {
        malformed++;
    }

    /** Counts a record that is left out, to be remembered with the next one and told when the file ends. */
    void skip(Read.Malformed wrong) {
        countMalformed();
        Position at = wrong.start();
        skipped = skipped.and(new AuditEvent.Skipped(at.record(), at.offset(), at.line(), wrong.code()));
    }

    /** Goes behind what was read; the offset there. */
    Map<String, Object> advance(Read read) {
        position = read.end();
        document.window().release(position.offset());
        return new RecordOffset(
                position, document.state(), document.window().digest().encodedState(), malformed, skipped, place);
    }

    /** The offset of a file that is being read no more; {@code remark} stands in the place of the reader's state. */
    FileOffset offset(FileOffset.State state, String remark) {
        return new FileOffset(
                position, state, remark, document.window().digest().state(), malformed, skipped, place);
    }

    /**
     * The offset of a file that was read to its end, all of whose bytes were looked at.
     *
     * @throws ConnectorFailure when they are not those of the first pass
     */
    FileOffset complete() throws IOException {
        drain();
        bytes.content().finish();
        requireSameAsFirst();
        return offset(FileOffset.State.COMPLETED, document.state());
    }

    /** The offset of a file that is set aside, and the hash of all of it, whatever lies behind its last record. */
    FileOffset quarantine(Breakage why) throws IOException {
        drain();
        return offset(FileOffset.State.QUARANTINED, why.withSha256(sha256()).text());
    }

    FileTotals totals() throws IOException {
        return new FileTotals(read() - malformed, malformed, sha256());
    }

    private void drain() throws IOException {
        if (bytes.isRaw()) {
            document.drain();
        }
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

    @Override
    public void close() throws IOException {
        bytes.close();
    }
}
