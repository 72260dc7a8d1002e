package dev.millrace.feed;

import dev.millrace.feed.format.Read;
import dev.millrace.kit.ConnectorFailure;
import dev.millrace.kit.FailureKind;
import java.io.Closeable;
import java.io.IOException;
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
    private final FileCursor cursor;
    private final SideRecords side;
    private final FeedMeters meters;
    private final Optional<Breakage> broken;
    private final MalformedTally tally;
    private List<FeedRecord> records = new ArrayList<>();
    private long notices;
    private long taken;

    /** Takes a file up at a stored offset. */
    FileReading(
            FileDelivery delivery,
            FileOffset from,
            FeedSettings settings,
            FileBytes bytes,
            FileMemory memory,
            SideRecords side,
            FeedMeters meters)
            throws IOException {
        this.delivery = delivery;
        this.settings = settings;
        this.side = side;
        this.meters = meters;
        this.tally = new MalformedTally(settings.malformed());
        this.broken = from.state() == FileOffset.State.BROKEN ? Optional.of(Breakage.of(from)) : Optional.empty();
        this.cursor = new FileCursor(delivery, from, settings, bytes, memory);
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
            if (tally.isTooMany(cursor.read(), cursor.malformed())) {
                return ended(tooMany());
            }
            Read read = cursor.reader().next();
            if (read instanceof Read.Value value) {
                long before = taken;
                Map<String, Object> offset = advance(value);
                FeedRecord record = new FeedRecord(
                        delivery,
                        offset,
                        settings.typeTopics().topic(settings.target().topic(), value.headers()),
                        side.key(delivery),
                        new SchemaAndValue(value.schema(), value.value()),
                        headers(value));
                records.add(record.madeOf(taken - before));
                meters.corruptFields.add(value.corruptFields());
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
            } else if (read instanceof Read.End && !cursor.openNext()) {
                boolean tooMany = tally.isTooManyInAll(cursor.read(), cursor.malformed());
                return ended(tooMany ? tooMany() : completed());
            }
        }
        return new Batch(delivery, records, Optional.empty());
    }

    private Batch ended(Batch.Ending how) {
        return new Batch(delivery, records, Optional.of(how));
    }

    /** Records of an archive tell which entry they come from. */
    private @Nullable Headers headers(Read.Value value) {
        if (cursor.entry().isEmpty()) {
            return value.headers();
        }
        Headers headers = value.headers() == null ? new ConnectHeaders() : value.headers();
        return headers.addString(SideRecords.ENTRY_HEADER, cursor.entry());
    }

    /** What was read for the batch that {@link #next} could not make whole; its offsets are as good as any. */
    List<FeedRecord> unfinished() {
        return records;
    }

    @Override
    public void close() throws IOException {
        cursor.close();
    }

    /** Goes behind what was read; the offset there. */
    private Map<String, Object> advance(Read read) {
        taken += read.end().offset() - cursor.position().offset();
        return cursor.advance(read);
    }

    /** Remembered with the next record, and told when the file ends. */
    private void skip(Read.Malformed wrong) {
        meters.malformed.increment();
        cursor.skip(wrong);
        Map<String, Object> unused = advance(wrong);
    }

    private Batch.Ending tooMany() throws IOException {
        LOG.warn(
                "{}: {} of {} records are malformed, more than {} allows; the file is set aside",
                delivery.file().subject(),
                cursor.malformed(),
                cursor.read(),
                MalformedSettings.MAX_PERCENT);
        return unreadable(new Breakage(Breakage.TOO_MANY, cursor.position(), Optional.empty()));
    }

    /** Ends the reading for something that is no record of its own. */
    private Batch.Ending unreadable(Breakage why) throws IOException {
        side.unreadable(delivery, cursor.offset(FileOffset.State.BROKEN, why.text()), why)
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
        byte[] raw = cursor.raw(wrong);
        cursor.countMalformed();
        meters.malformed.increment();
        Map<String, Object> offset = advance(wrong);
        if (!wrong.recoverable()) {
            // Nothing can be read behind it; why stands in the place of the reader's state.
            offset = cursor.offset(FileOffset.State.BROKEN, breakage(wrong).text())
                    .toMap();
        }
        return withEntry(side.malformed(delivery, offset, wrong, raw).madeOf(raw.length));
    }

    private FeedRecord withEntry(FeedRecord record) {
        if (!cursor.entry().isEmpty()) {
            record.headers().addString(SideRecords.ENTRY_HEADER, cursor.entry());
        }
        return record;
    }

    private ConnectorFailure failure(Read.Malformed wrong) {
        return new ConnectorFailure(
                FailureKind.MALFORMED,
                wrong.code(),
                wrong.message() + ". Mend the file, or set " + MalformedSettings.TOPIC + " to set such records aside.");
    }

    private Batch.Ending completed() throws IOException {
        FileOffset end = cursor.complete();
        boolean goes = settings.finish().takesAway();
        return new Batch.Completed(cursor.totals(), end.endOf(delivery.file(), goes));
    }

    private Batch.Ending quarantined(Breakage why) throws IOException {
        FileOffset end = cursor.quarantine(why);
        boolean goes = settings.finish().quarantine().isPresent();
        return new Batch.Quarantined(cursor.totals(), end.endOf(delivery.file(), goes), why.code());
    }

    /** The file itself can't be read on, whatever its records are. */
    private Batch.Ending defect(ConnectorFailure failed) throws IOException {
        if (!settings.setsFilesAside()) {
            return new Batch.Stopped(failed);
        }
        LOG.warn("{} ({}); the file is set aside", failed.getMessage(), failed.code());
        return unreadable(new Breakage(failed.code(), cursor.position(), Optional.empty()));
    }
}
