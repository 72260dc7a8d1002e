package dev.millrace.transforms.origin;

import dev.millrace.kit.CanonicalJson;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.jspecify.annotations.Nullable;

/**
 * What stands for a value of any size in a memory: half of the SHA-256 of its canonical form, which does not tell the value.
 *
 * @param high eight bytes
 * @param low the next eight
 */
public record Fingerprint(long high, long low) {

    /** Makes fingerprints. For any thread. */
    public static final class Maker {

        private final CanonicalJson json = new CanonicalJson();
        private final ThreadLocal<MessageDigest> digests = ThreadLocal.withInitial(Maker::digest);

        /**
         * The fingerprint of a value of Connect.
         *
         * @throws org.apache.kafka.connect.errors.DataException when it has no canonical form
         */
        public Fingerprint of(@Nullable Object value) {
            MessageDigest digest = digests.get();
            digest.reset();
            json.write(null, value, digest::update);
            ByteBuffer bytes = ByteBuffer.wrap(digest.digest());
            return new Fingerprint(bytes.getLong(), bytes.getLong());
        }

        private static MessageDigest digest() {
            try {
                return MessageDigest.getInstance("SHA-256");
            } catch (NoSuchAlgorithmException impossible) {
                throw new IllegalStateException(impossible);
            }
        }
    }
}
