package dev.millrace.feed.content;

import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import dev.millrace.kit.ConnectorFailure;
import dev.millrace.kit.FailureKind;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorInputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;
import org.jspecify.annotations.Nullable;
import org.tukaani.xz.XZInputStream;

/**
 * Opens files: finds out how they are encrypted and packed, and undoes it, encryption first and one packing behind it.
 * Immutable; streams throughout, in memory bounded by {@code content.max.memory}.
 */
public final class ContentDecoder {

    private static final int HEAD = 64;
    private static final int BUFFER = 1 << 15;

    private final ContentSettings settings;
    private final Pgp pgp;

    public ContentDecoder(ContentSettings settings, Pgp pgp) {
        this.settings = settings;
        this.pgp = pgp;
    }

    /**
     * Opens a file at its first byte.
     *
     * @param file closed with the content
     * @param source names the file in messages
     */
    public Content open(InputStream file, String source) throws IOException {
        RawBytes raw = new RawBytes(file, HEAD);
        GuardedInput.Meter meter = new GuardedInput.Meter(raw, settings, source);
        try {
            boolean encrypted = pgp.takes(raw.head(), source);
            Compression packing = encrypted ? Compression.AUTO : packing(raw.head());
            if (packing == Compression.NONE) {
                requireExpected(packing, source);
                return new PlainContent(raw);
            }
            raw.hash(null);
            return encrypted ? decrypted(raw, meter, source) : unpacked(raw, raw, packing, null, meter, source);
        } catch (IOException | RuntimeException thrown) {
            if (meter.failure(thrown) instanceof ConnectorFailure failure && failure.kind() == FailureKind.MALFORMED) {
                return new UnreadableContent(raw, failure);
            }
            throw meter.failure(thrown);
        }
    }

    /** A file whose bytes are read as they are, from any byte on. */
    public static Content plain(InputStream file) throws IOException {
        return new PlainContent(new RawBytes(file, 0));
    }

    private Content decrypted(RawBytes raw, GuardedInput.Meter meter, String source) throws IOException {
        PgpMessage message = pgp.open(raw, source);
        RawBytes inner = new RawBytes(GuardedInput.uncounted(message.content(), meter), HEAD);
        return unpacked(raw, inner, packing(inner.head()), message, meter, source);
    }

    private Content unpacked(
            RawBytes raw,
            RawBytes packed,
            Compression packing,
            @Nullable PgpMessage message,
            GuardedInput.Meter meter,
            String source)
            throws IOException {
        requireExpected(packing, source);
        if (packing == Compression.ZIP) {
            return new ZipContent(raw, packed, message, meter, source);
        }
        return new StreamContent(
                raw, packed, packing, new GuardedInput(unpack(packed, packing), meter), message, meter);
    }

    private InputStream unpack(InputStream packed, Compression packing) throws IOException {
        return switch (packing) {
            case GZIP -> gunzip(packed);
            case BZIP2 -> new BZip2CompressorInputStream(new BufferedInputStream(packed, BUFFER), true);
            case XZ ->
                new XZInputStream(new BufferedInputStream(packed, BUFFER), (int)
                        Math.min(Integer.MAX_VALUE, settings.maxMemory() >> 10));
            case ZSTD ->
                new ZstdInputStreamNoFinalizer(packed).setLongMax(63 - Long.numberOfLeadingZeros(settings.maxMemory()));
            case NONE, AUTO, ZIP -> packed;
        };
    }

    /** Its builder would be one of another library's, for us to depend on. */
    @SuppressWarnings("deprecation")
    private static InputStream gunzip(InputStream packed) throws IOException {
        return new GzipCompressorInputStream(new BufferedInputStream(packed, BUFFER), true);
    }

    private Compression packing(byte[] head) {
        return settings.compression() == Compression.NONE ? Compression.NONE : Compression.of(head);
    }

    private void requireExpected(Compression found, String source) {
        Compression expected = settings.compression();
        if (expected != Compression.AUTO && found != expected) {
            throw ContentFailure.of(
                    ContentFailure.UNSUPPORTED,
                    source,
                    "is not packed with " + ContentSettings.COMPRESSION + "="
                            + expected.name().toLowerCase(Locale.ROOT));
        }
    }
}
