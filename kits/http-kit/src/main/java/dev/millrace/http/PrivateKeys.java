package dev.millrace.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Cipher;
import javax.crypto.EncryptedPrivateKeyInfo;
import javax.crypto.SecretKey;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/** Reads private keys as people have them: RSA, RSASSA-PSS, EC and Ed25519. */
public final class PrivateKeys {

    private static final Pattern BLOCK = Pattern.compile(
            "-----BEGIN ((?:RSA |EC |ENCRYPTED )?PRIVATE KEY)-----(.*?)-----END \\1-----", Pattern.DOTALL);
    private static final List<String> KINDS = List.of("RSA", "RSASSA-PSS", "EC", "Ed25519");

    private static final int INTEGER = 0x02;
    private static final int OCTETS = 0x04;
    private static final int SEQUENCE = 0x30;
    private static final int PARAMETERS = 0xa0;

    private static final byte[] VERSION_0 = {INTEGER, 1, 0};

    /** The algorithm of PKCS#1 keys, rsaEncryption without parameters (RFC 8017 appendix C). */
    private static final byte[] RSA = {
        SEQUENCE, 13, 6, 9, 0x2a, (byte) 0x86, 0x48, (byte) 0x86, (byte) 0xf7, 0x0d, 1, 1, 1, 5, 0
    };

    /** The name of EC keys, id-ecPublicKey (RFC 5480 section 2.1.1). */
    private static final byte[] EC = {6, 7, 0x2a, (byte) 0x86, 0x48, (byte) 0xce, 0x3d, 2, 1};

    private PrivateKeys() {}

    /** The same for a key that is not encrypted. */
    public static PrivateKey read(String text) {
        return read(text, Optional.empty());
    }

    /**
     * Reads a key: PEM with PKCS#8 (RFC 5958), PKCS#1 (RFC 8017) or SEC 1 (RFC 5915) in it, or the bare base64 of PKCS#8.
     * What else stands around the block is passed over, such as certificates.
     *
     * @param password of an encrypted PKCS#8 key
     * @throws IllegalArgumentException when it is none; the message quotes nothing of it
     */
    public static PrivateKey read(String text, Optional<String> password) {
        Matcher block = BLOCK.matcher(text);
        boolean isPem = block.find();
        byte[] bytes = decode(isPem ? block.group(2) : text);
        try {
            return switch (isPem ? block.group(1) : "PRIVATE KEY") {
                case "RSA PRIVATE KEY" -> pkcs8(der(SEQUENCE, VERSION_0, RSA, der(OCTETS, bytes)));
                case "EC PRIVATE KEY" ->
                    pkcs8(der(SEQUENCE, VERSION_0, der(SEQUENCE, EC, curve(bytes)), der(OCTETS, bytes)));
                case "ENCRYPTED PRIVATE KEY" -> pkcs8(decrypted(bytes, password));
                default -> pkcs8(bytes);
            };
        } catch (ArrayIndexOutOfBoundsException | IllegalStateException malformed) {
            throw new IllegalArgumentException("is no private key that can be read", malformed);
        }
    }

    private static byte[] decode(String base64) {
        if (base64.contains(":")) {
            throw new IllegalArgumentException(
                    "is a key in a form of old, encrypted by itself: convert it with openssl pkcs8 -topk8");
        }
        try {
            return Base64.getDecoder().decode(base64.replaceAll("\\s", ""));
        } catch (IllegalArgumentException malformed) {
            // Without the cause, whose message quotes a character.
            throw new IllegalArgumentException("is no private key in PEM or base64");
        }
    }

    private static PrivateKey pkcs8(byte[] bytes) {
        PKCS8EncodedKeySpec encoded = new PKCS8EncodedKeySpec(bytes);
        for (String kind : KINDS) {
            try {
                return KeyFactory.getInstance(kind).generatePrivate(encoded);
            } catch (GeneralSecurityException another) {
                // The next kind may fit.
            }
        }
        throw new IllegalArgumentException("is no private key of kind " + String.join(", ", KINDS));
    }

    private static byte[] decrypted(byte[] bytes, Optional<String> password) {
        if (password.isEmpty()) {
            throw new IllegalArgumentException("is an encrypted private key, and there is no password for it");
        }
        try {
            EncryptedPrivateKeyInfo encrypted = new EncryptedPrivateKeyInfo(bytes);
            AlgorithmParameters parameters = encrypted.getAlgParameters();
            // The parameters of PBES2 (RFC 8018) show as the name of the algorithm that is meant.
            String algorithm =
                    encrypted.getAlgName().startsWith("PBES2") ? parameters.toString() : encrypted.getAlgName();
            SecretKey key = SecretKeyFactory.getInstance(algorithm)
                    .generateSecret(new PBEKeySpec(password.get().toCharArray()));
            Cipher cipher = Cipher.getInstance(algorithm);
            cipher.init(Cipher.DECRYPT_MODE, key, parameters);
            return encrypted.getKeySpec(cipher).getEncoded();
        } catch (IOException | GeneralSecurityException wrong) {
            throw new IllegalArgumentException(
                    "is an encrypted private key that the password does not open, or in a way that Java does not know");
        }
    }

    /** The name of the curve in a SEC 1 key (RFC 5915 section 3). */
    private static byte[] curve(byte[] key) {
        int at = content(key, 0);
        while (at < key.length) {
            int next = content(key, at) + length(key, at);
            if ((key[at] & 0xff) == PARAMETERS) {
                return Arrays.copyOfRange(key, content(key, at), next);
            }
            at = next;
        }
        throw new IllegalArgumentException(
                "is an EC key that does not name its curve: convert it with openssl pkcs8 -topk8");
    }

    private static int content(byte[] der, int at) {
        int first = der[at + 1] & 0xff;
        return at + 2 + (first < 0x80 ? 0 : first & 0x7f);
    }

    private static int length(byte[] der, int at) {
        int first = der[at + 1] & 0xff;
        if (first < 0x80) {
            return first;
        }
        int length = 0;
        for (int i = 0; i < (first & 0x7f); i++) {
            length = (length << 8) | (der[at + 2 + i] & 0xff);
        }
        if (length < 0) {
            throw new IllegalStateException("a length beyond all keys");
        }
        return length;
    }

    /** One element (ITU-T X.690 section 8.1). */
    private static byte[] der(int tag, byte[]... parts) {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            content.writeBytes(part);
        }
        ByteArrayOutputStream element = new ByteArrayOutputStream();
        element.write(tag);
        int length = content.size();
        if (length >= 0x100) {
            element.write(0x82);
            element.write(length >> 8);
        } else if (length >= 0x80) {
            element.write(0x81);
        }
        element.write(length);
        element.writeBytes(content.toByteArray());
        return element.toByteArray();
    }
}
