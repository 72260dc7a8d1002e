package dev.millrace.kit.change;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** Tells rows apart by the first eight bytes of the SHA-256 of what they are written with. Belongs to one thread. */
public final class RowHasher {

    private final MessageDigest digest;

    public RowHasher() {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** The hash of the bytes from one place up to another. */
    public long hash(byte[] bytes, int from, int to) {
        digest.update(bytes, from, to - from);
        return ByteBuffer.wrap(digest.digest()).getLong();
    }
}
