package dev.millrace.ops.audit;

import dev.millrace.kit.Pem;
import dev.millrace.kit.PemFault;
import dev.millrace.ops.CommandFailure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.EdECKey;
import java.security.spec.NamedParameterSpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The Ed25519 keys of checkpoints, in PEM files as OpenSSL writes them. */
final class SigningKey {

    private static final String ALGORITHM = "Ed25519";
    private static final Pattern PUBLIC =
            Pattern.compile("-----BEGIN PUBLIC KEY-----(.*?)-----END PUBLIC KEY-----", Pattern.DOTALL);
    private static final String MAKE =
            "openssl genpkey -algorithm ed25519 -out KEY makes one, and openssl pkey -in KEY -pubout"
                    + " writes its public half";

    private SigningKey() {}

    /** @throws CommandFailure when the file holds no such key */
    static PrivateKey secret(Path file) {
        try {
            PrivateKey key = Pem.key(Files.readAllBytes(file), Optional.empty());
            if (isEd25519(key)) {
                return key;
            }
            throw unfit(file, "holds another kind of key");
        } catch (PemFault fault) {
            throw unfit(file, fault.sentence());
        } catch (IOException failed) {
            throw unfit(file, "can't be read");
        }
    }

    /** @throws CommandFailure when the file holds no such key */
    static PublicKey open(Path file) {
        try {
            Matcher found = PUBLIC.matcher(Files.readString(file, StandardCharsets.ISO_8859_1));
            if (!found.find()) {
                throw unfit(file, "holds no public key");
            }
            PublicKey key = KeyFactory.getInstance(ALGORITHM)
                    .generatePublic(
                            new X509EncodedKeySpec(Base64.getMimeDecoder().decode(found.group(1))));
            if (isEd25519(key)) {
                return key;
            }
            throw unfit(file, "holds another kind of key");
        } catch (GeneralSecurityException | IllegalArgumentException wrong) {
            throw unfit(file, "holds another kind of key");
        } catch (IOException failed) {
            throw unfit(file, "can't be read");
        }
    }

    private static boolean isEd25519(Key key) {
        return key instanceof EdECKey edwards
                && NamedParameterSpec.ED25519
                        .getName()
                        .equals(edwards.getParams().getName());
    }

    private static CommandFailure unfit(Path file, String why) {
        return CommandFailure.usage(file + " " + why + "; it must be an Ed25519 key in PEM. " + MAKE);
    }

    /**
     * Makes a pair of keys: the private one in a file that its owner alone may read, the public one beside it with {@code .pub}
     * behind its name.
     *
     * @throws CommandFailure when either is there already
     */
    static void make(Path file) {
        try {
            KeyPair pair = KeyPairGenerator.getInstance(ALGORITHM).generateKeyPair();
            write(file, "PRIVATE KEY", pair.getPrivate().getEncoded(), "rw-------");
            write(beside(file), "PUBLIC KEY", pair.getPublic().getEncoded(), "rw-r--r--");
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every Java from 15 on has Ed25519", impossible);
        } catch (IOException failed) {
            throw CommandFailure.usage(
                    "no new key can be written to " + file + " and " + beside(file) + ": "
                            + failed.getClass().getSimpleName() + "; leave --new-key out to use a key that is there",
                    failed);
        }
    }

    /** Where {@link #make} puts the public half. */
    static Path beside(Path file) {
        return file.resolveSibling(file.getFileName() + ".pub");
    }

    private static void write(Path file, String kind, byte[] encoded, String rights) throws IOException {
        boolean posix = file.getFileSystem().supportedFileAttributeViews().contains("posix");
        FileAttribute<?>[] attributes = posix
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(rights))}
                : new FileAttribute<?>[0];
        String text = "-----BEGIN " + kind + "-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(encoded) + "\n-----END " + kind
                + "-----\n";
        Files.createFile(file, attributes);
        Files.writeString(file, text, StandardOpenOption.WRITE);
    }

    static SignedCheckpoint sign(Checkpoint checkpoint, PrivateKey key) {
        String statement = checkpoint.statement();
        try {
            Signature signature = Signature.getInstance(ALGORITHM);
            signature.initSign(key);
            signature.update(statement.getBytes(StandardCharsets.UTF_8));
            return new SignedCheckpoint(statement, signature.sign());
        } catch (GeneralSecurityException failed) {
            throw CommandFailure.usage("the key can't sign: " + failed.getMessage(), failed);
        }
    }

    static boolean fits(SignedCheckpoint signed, PublicKey key) {
        try {
            Signature signature = Signature.getInstance(ALGORITHM);
            signature.initVerify(key);
            signature.update(signed.statement().getBytes(StandardCharsets.UTF_8));
            return signature.verify(signed.signature());
        } catch (GeneralSecurityException unfit) {
            return false;
        }
    }

    /** What tells a key from others: the SHA-256 of its encoded form (SubjectPublicKeyInfo). */
    static String fingerprint(PublicKey key) {
        return Checkpoint.sha256(key.getEncoded());
    }
}
