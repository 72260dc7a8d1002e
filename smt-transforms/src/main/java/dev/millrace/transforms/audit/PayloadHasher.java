package dev.millrace.transforms.audit;

import dev.millrace.kit.CanonicalJson;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.function.Consumer;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.apache.kafka.common.config.types.Password;
import org.apache.kafka.connect.connector.ConnectRecord;

/** Hashes payloads, and what else must not be guessed from a hash, in their canonical form. For any thread. */
final class PayloadHasher {

    private static final byte[] KEY = "{\"key\":".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] VALUE = ",\"value\":".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] END = "}".getBytes(StandardCharsets.US_ASCII);

    /** A digest or a HMAC in the making. */
    private interface Hash extends CanonicalJson.Sink {

        byte[] end();
    }

    private record Digest(MessageDigest digest) implements Hash {

        @Override
        public void write(byte[] bytes, int from, int length) {
            digest.update(bytes, from, length);
        }

        @Override
        public byte[] end() {
            return digest.digest();
        }
    }

    private record Keyed(Mac mac) implements Hash {

        @Override
        public void write(byte[] bytes, int from, int length) {
            mac.update(bytes, from, length);
        }

        @Override
        public byte[] end() {
            return mac.doFinal();
        }
    }

    private final CanonicalJson json = new CanonicalJson();
    private final HashSettings settings;
    private final ThreadLocal<Hash> hashes;

    PayloadHasher(HashSettings settings) {
        this.settings = settings;
        this.hashes = ThreadLocal.withInitial(this::make);
    }

    /**
     * The hash of a record's payload.
     *
     * @throws org.apache.kafka.connect.errors.DataException when it has no canonical form
     */
    byte[] payload(ConnectRecord<?> record) {
        return hash(to -> {
            switch (settings.part()) {
                case VALUE -> json.write(record.valueSchema(), record.value(), to);
                case KEY_AND_VALUE -> {
                    to.write(KEY, 0, KEY.length);
                    json.write(record.keySchema(), record.key(), to);
                    to.write(VALUE, 0, VALUE.length);
                    json.write(record.valueSchema(), record.value(), to);
                    to.write(END, 0, END.length);
                }
            }
        });
    }

    /** The hash of what is written, which it does not tell. */
    byte[] hash(Consumer<CanonicalJson.Sink> content) {
        Hash hash = hashes.get();
        try {
            content.accept(hash);
            return hash.end();
        } catch (RuntimeException unfit) {
            hashes.remove();
            throw unfit;
        }
    }

    private Hash make() {
        try {
            return switch (settings.algorithm()) {
                case SHA_256 -> new Digest(MessageDigest.getInstance("SHA-256"));
                case HMAC_SHA_256 -> new Keyed(mac(settings.key().orElseThrow()));
            };
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static Mac mac(Password key) throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key.value().getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        return mac;
    }
}
