package dev.millrace.feed;

import dev.millrace.feed.content.Document;
import dev.millrace.feed.format.Position;
import dev.millrace.feed.format.ReadContext;
import dev.millrace.feed.format.RecordReader;
import dev.millrace.feed.format.StreamMemory;
import dev.millrace.feed.format.Survey;
import dev.millrace.kit.ConnectorFailure;
import dev.millrace.kit.FailureKind;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * One document being read: the format's reader on a window of its bytes.
 *
 * @param entry its name in the archive, empty when the file is none
 * @param reader null when nothing is to be read any more but the bytes themselves
 */
record DocumentReading(
        String entry, RawWindow window, @Nullable RecordReader reader) {

    /**
     * Takes a document up.
     *
     * @param firstByte the offset at which its bytes begin
     * @param isRaw whether they are the bytes of the file, whose hash goes along
     * @param broken whether it is read for its hash alone
     */
    static DocumentReading open(
            Document document,
            long firstByte,
            boolean isRaw,
            FileOffset from,
            boolean broken,
            String source,
            FeedSettings settings,
            Survey survey,
            StreamMemory memory)
            throws IOException {
        Position position = from.position();
        InputStream bytes = document.bytes();
        RunningDigest digest = isRaw ? RunningDigest.from(from.digest(), position.offset()) : RunningDigest.unknown();
        long digested = isRaw ? RunningDigest.covered(position.offset()) : position.offset();
        skip(bytes, digested - firstByte, source);
        byte[] known = bytes.readNBytes((int) (position.offset() - digested));
        digest.update(known, 0, known.length);
        RawWindow window = new RawWindow(
                bytes, position.offset(), digest, settings.malformed().maxBytes());
        RecordReader reader = broken
                ? null
                : settings.prepared()
                        .open(
                                window,
                                new ReadContext(settings.config(), source, position, from.reader(), survey, memory));
        return new DocumentReading(document.entry(), window, reader);
    }

    String state() {
        return reader == null ? "" : reader.state();
    }

    /** Reads what is left, for the hash. */
    void drain() throws IOException {
        byte[] block = new byte[1 << 15];
        do {
            window.release(window.end());
        } while (window.read(block, 0, block.length) >= 0);
    }

    private static void skip(InputStream bytes, long count, String source) throws IOException {
        byte[] block = new byte[1 << 15];
        for (long left = count; left > 0; ) {
            int got = bytes.read(block, 0, (int) Math.min(block.length, left));
            if (got < 0) {
                throw new ConnectorFailure(
                        FailureKind.MISCONFIGURED,
                        "offset-beyond-end",
                        source + " ends before its stored offset: remove the offset to read the file from its start");
            }
            left -= got;
        }
    }
}
