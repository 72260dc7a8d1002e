package dev.millrace.feed.content;

import com.github.luben.zstd.ZstdIOException;
import dev.millrace.kit.ConnectorFailure;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import org.tukaani.xz.MemoryLimitException;

/** What a decoder makes of a file, kept within the limits; whatever the decoder throws becomes a failure with a code. */
final class GuardedInput extends FilterInputStream {

    /** How much a file gives out across all its documents. */
    static final class Meter {
        private final RawBytes raw;
        private final ContentSettings limits;
        private final String source;
        private long decoded;

        Meter(RawBytes raw, ContentSettings limits, String source) {
            this.raw = raw;
            this.limits = limits;
            this.source = source;
        }

        private void add(int count) {
            decoded += count;
            if (limits.maxBytes() > 0 && decoded > limits.maxBytes()) {
                throw ContentFailure.of(
                        ContentFailure.TOO_LARGE,
                        source,
                        "unpacks to more than " + limits.maxBytes() + " bytes; raise " + ContentSettings.MAX_BYTES
                                + " if that is right");
            }
            if (decoded > RATIO_FROM && decoded / limits.maxRatio() > raw.count()) {
                throw ContentFailure.of(
                        ContentFailure.RATIO,
                        source,
                        "unpacks to more than " + limits.maxRatio() + " times its size; raise "
                                + ContentSettings.MAX_RATIO + " if that is right");
            }
        }

        /** What a decoder's exception means; a failure of the file's own stream stays what it is. */
        RuntimeException failure(Exception thrown) {
            RuntimeException cause = raw.failure();
            if (cause != null) {
                return cause;
            }
            if (thrown instanceof ConnectorFailure failure) {
                return failure;
            }
            if (thrown instanceof MemoryLimitException || isWindow(thrown)) {
                return ContentFailure.of(
                        ContentFailure.MEMORY,
                        source,
                        "needs more than " + limits.maxMemory() + " bytes of memory to be unpacked; raise "
                                + ContentSettings.MAX_MEMORY + " if there is more");
            }
            return isEnd(thrown)
                    ? ContentFailure.of(ContentFailure.TRUNCATED, source, "ends too early; have it sent again")
                    : ContentFailure.of(
                            ContentFailure.CORRUPT,
                            source,
                            "can't be unpacked (" + thrown.getClass().getSimpleName() + "); have it sent again");
        }

        private static boolean isWindow(Exception thrown) {
            return thrown instanceof ZstdIOException
                    && String.valueOf(thrown.getMessage()).contains("requires too much memory");
        }

        /** Decoders that know no better say it in words. */
        private boolean isEnd(Exception thrown) {
            String message = String.valueOf(thrown.getMessage()).toLowerCase(Locale.ROOT);
            return thrown instanceof EOFException
                    || (raw.isEnded()
                            && (message.contains("truncated")
                                    || message.contains("unexpected end")
                                    || message.contains("premature end")));
        }
    }

    private static final long RATIO_FROM = 1 << 20;

    private final Meter meter;
    private final boolean counts;

    GuardedInput(InputStream in, Meter meter) {
        this(in, meter, true);
    }

    private GuardedInput(InputStream in, Meter meter, boolean counts) {
        super(in);
        this.meter = meter;
        this.counts = counts;
    }

    /** What lies between two decoders. */
    static GuardedInput uncounted(InputStream in, Meter meter) {
        return new GuardedInput(in, meter, false);
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) {
        if (length == 0) {
            return 0;
        }
        try {
            int got;
            do {
                got = in.read(bytes, offset, length);
            } while (got == 0);
            if (got > 0 && counts) {
                meter.add(got);
            }
            return got;
        } catch (IOException | RuntimeException thrown) {
            throw meter.failure(thrown);
        }
    }

    @Override
    public long skip(long wanted) throws IOException {
        return Skip.byReading(this, wanted);
    }

    @Override
    public int available() {
        return 0;
    }

    @Override
    public boolean markSupported() {
        return false;
    }

    /** The decoders read on in the file, which is closed by itself. */
    @Override
    public void close() {}
}
