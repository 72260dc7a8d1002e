package dev.millrace.sftp;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;

/**
 * What an OpenSSH certificate says of itself (PROTOCOL.certkeys of OpenSSH), read to tell a useless one before the server
 * refuses it without a reason.
 */
final class UserCertificate {

    private static final String SUFFIX = "-cert-v01@openssh.com";
    private static final int USER = 1;

    /** Critical options, extensions, reserved, the authority's key and its signature. */
    private static final int FIELDS_BEHIND = 5;

    /** How many fields make up the public key of each kind. */
    private static final Map<String, Integer> KEY_FIELDS = Map.of(
            "ssh-rsa", 2,
            "ssh-dss", 4,
            "ssh-ed25519", 1,
            "ecdsa-sha2-nistp256", 2,
            "ecdsa-sha2-nistp384", 2,
            "ecdsa-sha2-nistp521", 2);

    private final byte[] publicKey;
    private final int type;
    private final long validAfter;
    private final long validBefore;

    private UserCertificate(byte[] publicKey, int type, long validAfter, long validBefore) {
        this.publicKey = publicKey;
        this.type = type;
        this.validAfter = validAfter;
        this.validBefore = validBefore;
    }

    /**
     * Reads the line that {@code ssh-keygen -s} writes.
     *
     * @throws IllegalArgumentException when it is none; the message goes on after "the certificate"
     */
    static UserCertificate parse(String line) {
        String[] words = line.split("\\s+", 3);
        String kind = words[0].endsWith(SUFFIX) ? words[0].substring(0, words[0].length() - SUFFIX.length()) : "";
        if (words.length < 2 || !KEY_FIELDS.containsKey(kind)) {
            throw new IllegalArgumentException(
                    "is no line of OpenSSH: it begins with a kind such as ssh-ed25519" + SUFFIX);
        }
        try {
            ByteBuffer fields = ByteBuffer.wrap(Base64.getDecoder().decode(words[1]));
            next(fields);
            next(fields);
            ByteArrayOutputStream key = new ByteArrayOutputStream();
            write(key, kind.getBytes(StandardCharsets.US_ASCII));
            for (int field = 0; field < KEY_FIELDS.get(kind); field++) {
                write(key, next(fields));
            }
            fields.getLong();
            int type = fields.getInt();
            next(fields);
            next(fields);
            UserCertificate certificate =
                    new UserCertificate(key.toByteArray(), type, fields.getLong(), fields.getLong());
            for (int field = 0; field < FIELDS_BEHIND; field++) {
                next(fields);
            }
            return certificate;
        } catch (BufferUnderflowException | IllegalArgumentException | IOException damaged) {
            throw new IllegalArgumentException("is damaged: copy the whole line again", damaged);
        }
    }

    /** Why it is of no use; the sentence goes on after "the certificate". */
    Optional<String> problem(byte[] privateKeysPublicHalf, Instant now) {
        if (type != USER) {
            return Optional.of("is one for hosts: have it signed without -h");
        }
        if (!Arrays.equals(publicKey, privateKeysPublicHalf)) {
            return Optional.of("belongs to another private key");
        }
        if (Long.compareUnsigned(now.getEpochSecond(), validAfter) < 0) {
            return Optional.of("is not valid before " + Instant.ofEpochSecond(validAfter));
        }
        if (Long.compareUnsigned(now.getEpochSecond(), validBefore) >= 0) {
            return Optional.of("was valid until " + Instant.ofEpochSecond(validBefore) + ": have it renewed");
        }
        return Optional.empty();
    }

    private static byte[] next(ByteBuffer fields) {
        int length = fields.getInt();
        if (length < 0 || length > fields.remaining()) {
            throw new BufferUnderflowException();
        }
        byte[] bytes = new byte[length];
        fields.get(bytes);
        return bytes;
    }

    private static void write(ByteArrayOutputStream out, byte[] field) throws IOException {
        DataOutputStream data = new DataOutputStream(out);
        data.writeInt(field.length);
        data.write(field);
    }
}
