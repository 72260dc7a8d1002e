package dev.millrace.transforms.protection;

import java.nio.ByteBuffer;
import javax.crypto.Mac;

/** HMAC-SHA-256 with one key (RFC 2104). For any thread: each has a Mac of its own, made once. */
final class KeyedHash {

    private final ThreadLocal<Mac> mac;

    KeyedHash(byte[] key) {
        this.mac = ThreadLocal.withInitial(() -> Hkdf.mac(key));
    }

    /** The hash of parts, each with its length in front, so that no two lists of parts are the same bytes. */
    byte[] of(byte[]... parts) {
        return mac.get().doFinal(message(parts));
    }

    /** In one piece, for each call of a Mac costs more than the bytes of most parts. */
    private static byte[] message(byte[]... parts) {
        int length = 0;
        for (byte[] part : parts) {
            length = Math.addExact(length, Integer.BYTES + part.length);
        }
        ByteBuffer message = ByteBuffer.allocate(length);
        for (byte[] part : parts) {
            message.putInt(part.length).put(part);
        }
        return message.array();
    }
}
