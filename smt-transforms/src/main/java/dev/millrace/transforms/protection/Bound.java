package dev.millrace.transforms.protection;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a ciphertext is bound to: it opens nowhere else, so nobody moves one person's value to where another's is looked at. For any
 * thread.
 */
final class Bound {

    private final BoundTo kind;
    private final String topic;
    private final String path;
    private volatile @Nullable Data last;

    /** The associated data of one mode and key, for nearly all values of a place have the same. */
    private static final class Data {

        private final SealMode mode;
        private final String keyId;
        private final byte[] bytes;

        private Data(SealMode mode, String keyId, byte[] bytes) {
            this.mode = mode;
            this.keyId = keyId;
            this.bytes = bytes;
        }
    }

    /**
     * A topic and path.
     *
     * @param kind the value of {@code aad}, so that no two of its forms are the same bytes
     * @param topic empty where it is not bound to one
     * @param path empty where it is not bound to one
     */
    Bound(BoundTo kind, String topic, String path) {
        this.kind = kind;
        this.topic = topic;
        this.path = path;
    }

    boolean is(String itsTopic, String itsPath) {
        return topic.equals(itsTopic) && path.equals(itsPath);
    }

    /** The associated data: prefix, key id, kind, topic and path, each with its length in four bytes in front. Not to be changed. */
    byte[] with(SealMode mode, String keyId) {
        Data known = last;
        if (known == null || known.mode != mode || !known.keyId.equals(keyId)) {
            known = new Data(mode, keyId, bytes(mode, keyId));
            last = known;
        }
        return known.bytes;
    }

    private byte[] bytes(SealMode mode, String keyId) {
        List<byte[]> parts =
                List.of(utf8(mode.prefix()), utf8(keyId), new byte[] {kind.code()}, utf8(topic), utf8(path));
        ByteBuffer bytes = ByteBuffer.allocate(
                parts.stream().mapToInt(part -> Integer.BYTES + part.length).sum());
        parts.forEach(part -> bytes.putInt(part.length).put(part));
        return bytes.array();
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
