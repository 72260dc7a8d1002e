package dev.millrace.feed;

import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.jspecify.annotations.Nullable;

/**
 * SHA-256 (FIPS 180-4) whose running state can be written into an offset and taken up again. The state is that of the last
 * whole block: bytes behind it would stand in it as they are, and offsets are shown to people.
 *
 * <p>Taken up behind the first block without a state it stays unknown, for the hash of a part must not pass for that of
 * the whole.
 */
final class RunningDigest {

    /** The block size of SHA-256 in bytes. */
    private static final int BLOCK = 64;

    private final @Nullable SHA256Digest blocks;
    private final byte[] tail = new byte[BLOCK];
    private int tailLength;
    private byte[] state;
    private boolean stale;

    private RunningDigest(@Nullable SHA256Digest blocks, byte[] state) {
        this.blocks = blocks;
        this.state = state;
    }

    /** Takes up what was stored at a byte. The bytes behind {@link #covered} must be given again. */
    static RunningDigest from(String state, long at) {
        byte[] encoded = Base64.getDecoder().decode(state);
        if (encoded.length == 0) {
            return new RunningDigest(covered(at) == 0 ? new SHA256Digest() : null, encoded);
        }
        return new RunningDigest(new SHA256Digest(encoded), encoded);
    }

    /** Digests nothing: the bytes that pass are not those of the file. */
    static RunningDigest unknown() {
        return new RunningDigest(null, new byte[0]);
    }

    /** Whether a digest can be taken up from a text. */
    static boolean isState(String text) {
        try {
            RunningDigest unused = from(text, 0);
            return true;
        } catch (RuntimeException garbage) {
            return false;
        }
    }

    /** How many of so many digested bytes the state holds. */
    static long covered(long bytes) {
        return bytes - bytes % BLOCK;
    }

    RunningDigest copy() {
        RunningDigest copy = new RunningDigest(blocks == null ? null : new SHA256Digest(blocks), state);
        System.arraycopy(tail, 0, copy.tail, 0, tailLength);
        copy.tailLength = tailLength;
        copy.stale = stale;
        return copy;
    }

    void update(byte[] bytes, int from, int length) {
        if (blocks == null) {
            return;
        }
        int missing = BLOCK - tailLength;
        if (length < missing) {
            System.arraycopy(bytes, from, tail, tailLength, length);
            tailLength += length;
            return;
        }
        blocks.update(tail, 0, tailLength);
        blocks.update(bytes, from, missing);
        int whole = (int) covered(length - missing);
        blocks.update(bytes, from + missing, whole);
        tailLength = length - missing - whole;
        System.arraycopy(bytes, from + missing + whole, tail, 0, tailLength);
        stale = true;
    }

    /** The state of the whole blocks so far; empty while there is none, and when it is unknown. */
    String state() {
        return text(encodedState());
    }

    /** The same as bytes, which nobody may change: they are made once for all who ask between two blocks. */
    byte[] encodedState() {
        if (stale && blocks != null) {
            state = blocks.getEncodedState();
            stale = false;
        }
        return state;
    }

    /** The text of {@link #encodedState}. */
    static String text(byte[] encodedState) {
        return Base64.getEncoder().encodeToString(encodedState);
    }

    /** The hash of all bytes so far, in hexadecimal digits; the running state stays as it is. Empty when unknown. */
    Optional<String> hex() {
        if (blocks == null) {
            return Optional.empty();
        }
        SHA256Digest all = new SHA256Digest(blocks);
        all.update(tail, 0, tailLength);
        byte[] hash = new byte[32];
        all.doFinal(hash, 0);
        return Optional.of(HexFormat.of().formatHex(hash));
    }
}
