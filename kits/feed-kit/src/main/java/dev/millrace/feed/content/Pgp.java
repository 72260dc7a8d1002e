package dev.millrace.feed.content;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import org.bouncycastle.openpgp.PGPEncryptedData;
import org.bouncycastle.openpgp.PGPEncryptedDataList;
import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.PGPMarker;
import org.bouncycastle.openpgp.PGPPrivateKey;
import org.bouncycastle.openpgp.PGPPublicKeyEncryptedData;
import org.bouncycastle.openpgp.PGPUtil;
import org.bouncycastle.openpgp.bc.BcPGPObjectFactory;
import org.bouncycastle.openpgp.operator.bc.BcPublicKeyDataDecryptorFactory;

/** Finds OpenPGP messages (RFC 4880 section 11.3, RFC 9580 section 10.3) and opens them with the task's keys. Immutable. */
public final class Pgp {

    static final String KEY_MISSING = "pgp-key-missing";
    static final String NO_INTEGRITY = "pgp-no-integrity";
    static final String NOT_ENCRYPTED = "pgp-not-encrypted";
    static final String NOT_SIGNED = "pgp-not-signed";

    private static final byte[] ARMOR = "-----BEGIN PGP MESSAGE-----".getBytes(StandardCharsets.US_ASCII);
    private static final int KEY_PACKET = 1;
    private static final int PASSWORD_PACKET = 3;
    private static final int ONE_PASS_SIGNATURE = 4;
    private static final int COMPRESSED = 8;

    private final PgpSettings settings;
    private final PgpKeys keys;

    /**
     * Loads the keys.
     *
     * @throws org.apache.kafka.common.config.ConfigException when one can't be used
     */
    public Pgp(PgpSettings settings) {
        this.settings = settings;
        this.keys = PgpKeys.load(settings);
    }

    /** Whether a file that begins so is opened here; fails when it should be one that is, and is not. */
    boolean takes(byte[] head, String source) {
        if (!settings.isUsed()) {
            return false;
        }
        boolean message = isMessage(head);
        if (!message && settings.decrypt() == PgpDecrypt.REQUIRED) {
            throw notEncrypted(source);
        }
        if (!message && settings.verifies()) {
            throw ContentFailure.of(NOT_SIGNED, source, "is no OpenPGP message, but must be a signed one");
        }
        return message;
    }

    /** Opens a message up to its content. */
    PgpMessage open(InputStream raw, String source) throws IOException {
        try {
            BcPGPObjectFactory objects = new BcPGPObjectFactory(PGPUtil.getDecoderStream(raw));
            Object first = objects.nextObject();
            while (first instanceof PGPMarker) {
                first = objects.nextObject();
            }
            if (first instanceof PGPEncryptedDataList list) {
                PGPPublicKeyEncryptedData ours = ours(list, source);
                InputStream clear = ours.getDataStream(new BcPublicKeyDataDecryptorFactory(keyOf(ours, source)));
                return new PgpMessage(ours, new BcPGPObjectFactory(clear), clear, keys, settings, source);
            }
            if (settings.decrypt() == PgpDecrypt.REQUIRED) {
                throw notEncrypted(source);
            }
            return new PgpMessage(first, objects, keys, settings, source);
        } catch (PGPException unreadable) {
            throw new IOException("the message can't be opened", unreadable);
        }
    }

    private PGPPublicKeyEncryptedData ours(PGPEncryptedDataList list, String source) {
        for (PGPEncryptedData data : list) {
            if (data instanceof PGPPublicKeyEncryptedData forKey
                    && privateKey(forKey).isPresent()) {
                if (!list.isIntegrityProtected() && !data.isAEAD() && !settings.allowUnprotected()) {
                    throw ContentFailure.of(
                            NO_INTEGRITY,
                            source,
                            "is encrypted without a proof of being whole; have it sent with one, or set "
                                    + PgpSettings.ALLOW_UNPROTECTED);
                }
                return forKey;
            }
        }
        throw keyMissing(source);
    }

    private PGPPrivateKey keyOf(PGPPublicKeyEncryptedData data, String source) {
        return privateKey(data).orElseThrow(() -> keyMissing(source));
    }

    /** A message may hide for whom it is: then each key is tried. */
    private Optional<PGPPrivateKey> privateKey(PGPPublicKeyEncryptedData data) {
        if (data.getKeyIdentifier().getKeyId() != 0) {
            return keys.own(data.getKeyIdentifier().getKeyId());
        }
        return keys.own().stream().filter(key -> opens(data, key)).findFirst();
    }

    private static boolean opens(PGPPublicKeyEncryptedData data, PGPPrivateKey key) {
        try {
            return data.getSessionKey(new BcPublicKeyDataDecryptorFactory(key)) != null;
        } catch (PGPException | RuntimeException otherKey) {
            return false;
        }
    }

    private static RuntimeException keyMissing(String source) {
        return ContentFailure.of(
                KEY_MISSING, source, "is encrypted for none of our keys; add its key to " + PgpSettings.PRIVATE_KEYS);
    }

    private static RuntimeException notEncrypted(String source) {
        return ContentFailure.of(NOT_ENCRYPTED, source, "is not encrypted, but must be (pgp.decrypt=required)");
    }

    /** Armor, or a packet that begins a message, with the version that such a packet has. */
    private boolean isMessage(byte[] head) {
        if (head.length >= ARMOR.length && Arrays.equals(head, 0, ARMOR.length, ARMOR, 0, ARMOR.length)) {
            return true;
        }
        if (head.length < 8 || (head[0] & 0x80) == 0) {
            return false;
        }
        boolean newFormat = (head[0] & 0x40) != 0;
        int tag = newFormat ? head[0] & 0x3f : (head[0] & 0x3c) >> 2;
        int body = newFormat ? newHeader(head[1] & 0xff) : oldHeader(head[0] & 3);
        int version = head[body] & 0xff;
        return switch (tag) {
            case KEY_PACKET, ONE_PASS_SIGNATURE -> version == 3 || version == 6;
            // Behind the version stands a cipher, or how long what follows is (RFC 9580, 5.3).
            case PASSWORD_PACKET -> version >= 4 && version <= 6 && head[body + 1] > 0 && head[body + 1] < 64;
            case COMPRESSED -> settings.verifies() && version <= 3;
            default -> false;
        };
    }

    /** Of the four kinds of length the last is none. */
    private static int oldHeader(int kind) {
        return kind == 3 ? 1 : 1 + (1 << kind);
    }

    private static int newHeader(int length) {
        if (length < 192) {
            return 2;
        }
        return length < 224 ? 3 : length == 255 ? 6 : 2;
    }
}
