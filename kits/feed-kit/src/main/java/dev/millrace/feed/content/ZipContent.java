package dev.millrace.feed.content;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.zip.CRC32;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveInputStream;
import org.jspecify.annotations.Nullable;

/**
 * The entries of a zip archive (APPNOTE 6.3) in their order, folders left out. Read as a stream, so that an archive of any
 * size fits: what an entry's bytes promise is checked behind them, and the directory at the end must know them all.
 */
final class ZipContent implements Content {

    private final RawBytes raw;
    private final TailInput packed;
    private final @Nullable PgpMessage message;
    private final GuardedInput.Meter meter;
    private final String source;
    private final ZipArchiveInputStream zip;
    private @Nullable ZipArchiveEntry current;
    private @Nullable Checked bytes;
    private long entries;

    ZipContent(
            RawBytes raw, InputStream packed, @Nullable PgpMessage message, GuardedInput.Meter meter, String source) {
        this.raw = raw;
        this.packed = new TailInput(packed);
        this.message = message;
        this.meter = meter;
        this.source = source;
        this.zip = new ZipArchiveInputStream(this.packed, "UTF-8", true, false);
    }

    @Override
    public String packing() {
        return StreamContent.name(message, Compression.ZIP);
    }

    @Override
    public boolean isUnproven() {
        return message != null;
    }

    @Override
    public @Nullable Document next() throws IOException {
        try {
            if (bytes != null) {
                Skip.byReading(new GuardedInput(bytes, meter), Long.MAX_VALUE);
            }
            ZipArchiveEntry entry = zip.getNextEntry();
            requireIntact();
            while (entry != null && entry.isDirectory()) {
                entries++;
                entry = zip.getNextEntry();
            }
            current = entry;
            if (entry == null) {
                return null;
            }
            entries++;
            if (!zip.canReadEntryData(entry)) {
                throw ContentFailure.of(
                        ContentFailure.UNSUPPORTED,
                        source,
                        "entry " + entries + " of the archive is encrypted or packed in a way that can't be read");
            }
            Checked opened = new Checked(zip);
            bytes = opened;
            return new Document(entry.getName(), new GuardedInput(opened, meter));
        } catch (IOException | RuntimeException thrown) {
            throw meter.failure(thrown);
        }
    }

    /** The checksum of the entry before, which may stand behind its bytes. */
    private void requireIntact() {
        Checked before = bytes;
        ZipArchiveEntry entry = current;
        bytes = null;
        if (before != null && entry != null && entry.getCrc() >= 0 && entry.getCrc() != before.crc.getValue()) {
            throw ContentFailure.of(
                    ContentFailure.CORRUPT, source, "entry " + entries + " of the archive fails its checksum");
        }
    }

    @Override
    public void finish() {
        try {
            Skip.byReading(packed, Long.MAX_VALUE);
            requireDirectory();
            if (message != null) {
                message.verify();
            }
            raw.drain();
        } catch (IOException | RuntimeException thrown) {
            throw meter.failure(thrown);
        }
    }

    private void requireDirectory() {
        int listed = packed.entriesListed();
        if (listed < 0) {
            throw ContentFailure.of(ContentFailure.TRUNCATED, source, "ends before its directory; have it sent again");
        }
        if (listed != TailInput.SEE_ZIP64 && listed != (entries & 0xffff)) {
            throw ContentFailure.of(
                    ContentFailure.CORRUPT,
                    source,
                    "holds " + entries + " entries, but its directory lists " + listed + "; have it sent again");
        }
    }

    @Override
    public Optional<String> sha256() throws IOException {
        raw.drain();
        return Optional.of(raw.sha256());
    }

    @Override
    public void close() throws IOException {
        raw.close();
    }

    private static final class Checked extends FilterInputStream {
        private final CRC32 crc = new CRC32();

        private Checked(InputStream in) {
            super(in);
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            int got = in.read(into, offset, length);
            if (got > 0) {
                crc.update(into, offset, got);
            }
            return got;
        }
    }
}
