package dev.millrace.feed;

import dev.millrace.feed.format.Position;
import dev.millrace.feed.format.Read;
import dev.millrace.feed.format.ReadContext;
import dev.millrace.feed.format.RecordReader;
import dev.millrace.kit.AuditEvent;
import dev.millrace.kit.ConnectorFailure;
import dev.millrace.kit.FailureKind;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.jspecify.annotations.Nullable;

/** One file being read: bytes to batches of records, each with the offset from which the file can be taken up again. */
final class FileReading implements Closeable {

    private final FileDelivery delivery;
    private final FeedSettings settings;
    private final SideRecords side;
    private final FeedMeters meters;
    private final RawWindow window;
    private final Optional<Breakage> broken;
    private final MalformedTally tally;
    private final @Nullable RecordReader reader;
    private List<FeedRecord> records = new ArrayList<>();
    private Position position;
    private long malformed;
    private SkippedRecords skipped;

    /** Opens a file at a stored offset; its bytes begin where {@link #firstByte} says. */
    FileReading(
            FileDelivery delivery,
            FileOffset from,
            FeedSettings settings,
            ResumableInput bytes,
            SideRecords side,
            FeedMeters meters)
            throws IOException {
        this.delivery = delivery;
        this.settings = settings;
        this.side = side;
        this.meters = meters;
        this.position = from.position();
        this.malformed = from.malformed();
        this.skipped = from.skipped();
        this.tally = new MalformedTally(settings.malformed());
        RunningDigest digest = RunningDigest.from(from.digest(), position.offset());
        byte[] known = bytes.readNBytes((int) (position.offset() - RunningDigest.covered(position.offset())));
        digest.update(known, 0, known.length);
        this.window = new RawWindow(
                bytes, position.offset(), digest, settings.malformed().maxBytes());
        this.broken = from.state() == FileOffset.State.BROKEN ? Optional.of(Breakage.of(from)) : Optional.empty();
        this.reader = broken.isPresent()
                ? null
                : settings.format()
                        .open(
                                window,
                                new ReadContext(
                                        settings.config(), delivery.file().subject(), position, from.reader()));
    }

    /** The first byte that is needed to go on at an offset: a few before it are read for the digest alone. */
    static long firstByte(FileOffset from) {
        return RunningDigest.covered(from.position().offset());
    }

    FileDelivery delivery() {
        return delivery;
    }

    /** Reads on until a batch is full or the file ends. */
    Batch next() throws IOException {
        RecordReader reading = reader;
        if (reading == null) {
            return new Batch(delivery, List.of(), Optional.of(quarantined(broken.orElseThrow())));
        }
        records = new ArrayList<>(Math.min(settings.target().batchRecords(), 1024));
        long full = position.offset() + settings.target().batchBytes();
        while (records.size() < settings.target().batchRecords() && position.offset() < full) {
            if (tally.isTooMany(position.record(), malformed)) {
                return new Batch(delivery, records, Optional.of(quarantined(tooMany())));
            }
            Read read = reading.next();
            if (read instanceof Read.Value value) {
                Map<String, Object> offset = advance(value);
                records.add(new FeedRecord(
                        delivery,
                        offset,
                        settings.target().topic(),
                        side.key(delivery),
                        new SchemaAndValue(value.schema(), value.value()),
                        null));
            } else if (read instanceof Read.Malformed wrong) {
                if (settings.malformed().mode() == MalformedMode.FAIL) {
                    return new Batch(delivery, records, Optional.of(new Batch.Stopped(failure(wrong))));
                }
                if (settings.malformed().mode() == MalformedMode.SKIP) {
                    skip(wrong);
                } else {
                    records.add(setAside(wrong));
                }
                if (!wrong.recoverable()) {
                    return new Batch(delivery, records, Optional.of(quarantined(breakage(wrong))));
                }
            } else if (read instanceof Read.End) {
                boolean tooMany = tally.isTooManyInAll(position.record(), malformed);
                return new Batch(delivery, records, Optional.of(tooMany ? quarantined(tooMany()) : completed()));
            } else {
                throw new IllegalStateException(
                        "no format makes a " + read.getClass().getSimpleName() + " yet");
            }
        }
        return new Batch(delivery, records, Optional.empty());
    }

    /** What was read for the batch that {@link #next} could not make whole; its offsets are as good as any. */
    List<FeedRecord> unfinished() {
        return records;
    }

    @Override
    public void close() throws IOException {
        if (reader == null) {
            window.close();
        } else {
            reader.close();
        }
    }

    private Map<String, Object> advance(Read read) {
        position = read.end();
        window.release(position.offset());
        return new RecordOffset(
                position, reader == null ? "" : reader.state(), window.digest().encodedState(), malformed, skipped);
    }

    /** Remembered with the next record, and told when the file ends. */
    private void skip(Read.Malformed wrong) {
        malformed++;
        meters.malformed.increment();
        Position at = wrong.start();
        skipped = skipped.and(new AuditEvent.Skipped(at.record(), at.offset(), at.line(), wrong.code()));
        Map<String, Object> unused = advance(wrong);
    }

    private Breakage tooMany() {
        return new Breakage(Breakage.TOO_MANY, position, Optional.empty());
    }

    private static Breakage breakage(Read.Malformed wrong) {
        return new Breakage(wrong.code(), wrong.start(), Optional.empty());
    }

    private FeedRecord setAside(Read.Malformed wrong) {
        byte[] raw = window.slice(
                wrong.start().offset(),
                wrong.end().offset(),
                settings.malformed().maxBytes());
        malformed++;
        meters.malformed.increment();
        Map<String, Object> offset = wrong.recoverable() ? advance(wrong) : broken(wrong);
        return side.malformed(delivery, offset, wrong, raw);
    }

    /** Remembers in the place of the reader's state why nothing can be read behind the record. */
    private Map<String, Object> broken(Read.Malformed wrong) {
        advance(wrong);
        return new FileOffset(
                        position,
                        FileOffset.State.BROKEN,
                        breakage(wrong).text(),
                        window.digest().state(),
                        malformed)
                .toMap();
    }

    private ConnectorFailure failure(Read.Malformed wrong) {
        return new ConnectorFailure(
                FailureKind.MALFORMED,
                wrong.code(),
                wrong.message() + ". Mend the file, or set " + MalformedSettings.TOPIC + " to set such records aside.");
    }

    private Batch.Ending completed() throws IOException {
        drain();
        return new Batch.Completed(totals(), offset(FileOffset.State.COMPLETED, reader == null ? "" : reader.state()));
    }

    private Batch.Ending quarantined(Breakage why) throws IOException {
        drain();
        Breakage known = why.withSha256(window.digest().hex());
        return new Batch.Quarantined(totals(), offset(FileOffset.State.QUARANTINED, known.text()), why.code());
    }

    /** The hash is one of the whole file, whatever lies behind its last record. */
    private void drain() throws IOException {
        byte[] block = new byte[1 << 15];
        do {
            window.release(window.end());
        } while (window.read(block, 0, block.length) >= 0);
    }

    private FileTotals totals() {
        return new FileTotals(
                position.record() - malformed, malformed, window.digest().hex());
    }

    private FileOffset offset(FileOffset.State state, String readerState) {
        return new FileOffset(position, state, readerState, window.digest().state(), malformed, skipped);
    }
}
