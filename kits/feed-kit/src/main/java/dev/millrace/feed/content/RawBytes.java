package dev.millrace.feed.content;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of a file on their way to the decoders: counted, hashed where that is wanted, with the failure remembered that
 * the file's own stream ended with, so that none of it is taken for bad content.
 */
public final class RawBytes extends FilterInputStream {

    private final byte[] head;
    private int headRead;
    private long count;
    private boolean ended;
    private @Nullable MessageDigest sha256;
    private @Nullable MessageDigest other;
    private @Nullable RuntimeException failure;

    /** Reads the first bytes of the stream, so many at most. */
    RawBytes(InputStream in, int headBytes) throws IOException {
        super(in);
        this.head = in.readNBytes(headBytes);
    }

    /** The whole stream, hashed. */
    public static RawBytes hashed(InputStream in, @Nullable String algorithm) throws IOException {
        RawBytes raw = new RawBytes(in, 0);
        raw.hash(algorithm);
        return raw;
    }

    byte[] head() {
        return head;
    }

    /** Hashes all from the first byte on, by SHA-256 and maybe another algorithm; nothing was read yet. */
    void hash(@Nullable String algorithm) {
        sha256 = digest("SHA-256");
        other = algorithm == null ? null : digest(algorithm);
    }

    long count() {
        return count;
    }

    boolean isEnded() {
        return ended;
    }

    @Nullable
    RuntimeException failure() {
        return failure;
    }

    /** Reads what is left. */
    public void drain() throws IOException {
        Skip.byReading(this, Long.MAX_VALUE);
    }

    /** The SHA-256 of all bytes, to be asked at the end; empty when they were not hashed. */
    public String sha256() {
        return sha256 == null ? "" : hex(sha256);
    }

    /** The other hash of all bytes, to be asked at the end; empty when there is none. */
    public String otherHash() {
        return other == null ? "" : hex(other);
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        int got = headRead < head.length ? fromHead(bytes, offset, length) : fromStream(bytes, offset, length);
        if (got > 0) {
            count += got;
            update(sha256, bytes, offset, got);
            update(other, bytes, offset, got);
        }
        ended = got < 0;
        return got;
    }

    @Override
    public long skip(long wanted) throws IOException {
        return Skip.byReading(this, wanted);
    }

    @Override
    public int available() {
        return head.length - headRead;
    }

    @Override
    public boolean markSupported() {
        return false;
    }

    private int fromHead(byte[] bytes, int offset, int length) {
        int got = Math.min(length, head.length - headRead);
        System.arraycopy(head, headRead, bytes, offset, got);
        headRead += got;
        return got;
    }

    private int fromStream(byte[] bytes, int offset, int length) throws IOException {
        try {
            return in.read(bytes, offset, length);
        } catch (RuntimeException failed) {
            failure = failed;
            throw failed;
        }
    }

    private static void update(@Nullable MessageDigest digest, byte[] bytes, int offset, int length) {
        if (digest != null) {
            digest.update(bytes, offset, length);
        }
    }

    /** Of a copy: asking must not end the digest. */
    private static String hex(MessageDigest digest) {
        try {
            return HexFormat.of().formatHex(((MessageDigest) digest.clone()).digest());
        } catch (CloneNotSupportedException never) {
            throw new IllegalStateException("the digests of the platform can be copied", never);
        }
    }

    private static MessageDigest digest(String algorithm) {
        try {
            return MessageDigest.getInstance(algorithm);
        } catch (NoSuchAlgorithmException unknown) {
            throw new IllegalArgumentException(algorithm, unknown);
        }
    }
}
