package dev.millrace.feed.content;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Date;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.bouncycastle.bcpg.ArmoredOutputStream;
import org.bouncycastle.bcpg.CompressionAlgorithmTags;
import org.bouncycastle.bcpg.HashAlgorithmTags;
import org.bouncycastle.bcpg.PublicKeyAlgorithmTags;
import org.bouncycastle.bcpg.SymmetricKeyAlgorithmTags;
import org.bouncycastle.crypto.AsymmetricCipherKeyPair;
import org.bouncycastle.crypto.generators.RSAKeyPairGenerator;
import org.bouncycastle.crypto.params.RSAKeyGenerationParameters;
import org.bouncycastle.openpgp.PGPCompressedDataGenerator;
import org.bouncycastle.openpgp.PGPEncryptedDataGenerator;
import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.PGPKeyPair;
import org.bouncycastle.openpgp.PGPKeyRingGenerator;
import org.bouncycastle.openpgp.PGPLiteralData;
import org.bouncycastle.openpgp.PGPLiteralDataGenerator;
import org.bouncycastle.openpgp.PGPSecretKey;
import org.bouncycastle.openpgp.PGPSecretKeyRing;
import org.bouncycastle.openpgp.PGPSignature;
import org.bouncycastle.openpgp.PGPSignatureGenerator;
import org.bouncycastle.openpgp.operator.bc.BcPBEKeyEncryptionMethodGenerator;
import org.bouncycastle.openpgp.operator.bc.BcPBESecretKeyDecryptorBuilder;
import org.bouncycastle.openpgp.operator.bc.BcPBESecretKeyEncryptorBuilder;
import org.bouncycastle.openpgp.operator.bc.BcPGPContentSignerBuilder;
import org.bouncycastle.openpgp.operator.bc.BcPGPDataEncryptorBuilder;
import org.bouncycastle.openpgp.operator.bc.BcPGPDigestCalculatorProvider;
import org.bouncycastle.openpgp.operator.bc.BcPGPKeyPair;
import org.bouncycastle.openpgp.operator.bc.BcPublicKeyKeyEncryptionMethodGenerator;
import org.jspecify.annotations.Nullable;

/** A partner with OpenPGP: makes keys when tests run, and messages of every kind. */
public final class PgpFiles {

    public static final String PASSPHRASE = "correct horse, battery";

    /** One who has a key. */
    public static final class Person {
        private final PGPSecretKeyRing ring;

        private Person(PGPSecretKeyRing ring) {
            this.ring = ring;
        }

        public String privateKey() {
            return armored(ring::encode);
        }

        public String publicKey() {
            return armored(out -> {
                for (var keys = ring.getPublicKeys(); keys.hasNext(); ) {
                    keys.next().encode(out);
                }
            });
        }

        private PGPSecretKey key() {
            return ring.getSecretKey();
        }
    }

    /**
     * How a message is made.
     *
     * @param from signs; null for nobody
     * @param to decrypts; null for anybody
     * @param whole whether it can prove that it is
     */
    public record Message(
            @Nullable Person from, @Nullable Person to, boolean whole, boolean armored, boolean compressed) {

        public static Message to(Person to) {
            return new Message(null, to, true, false, false);
        }

        public Message from(Person signer) {
            return new Message(signer, to, whole, armored, compressed);
        }

        public Message unprotected() {
            return new Message(from, to, false, armored, compressed);
        }

        public Message inArmor() {
            return new Message(from, to, whole, true, compressed);
        }

        public Message packed() {
            return new Message(from, to, whole, armored, true);
        }
    }

    private interface Writing {
        void to(OutputStream out) throws IOException;
    }

    private PgpFiles() {}

    public static Person person(String passphrase) {
        try {
            RSAKeyPairGenerator generator = new RSAKeyPairGenerator();
            generator.init(new RSAKeyGenerationParameters(BigInteger.valueOf(0x10001), new SecureRandom(), 1024, 12));
            AsymmetricCipherKeyPair pair = generator.generateKeyPair();
            PGPKeyPair key = new BcPGPKeyPair(4, PublicKeyAlgorithmTags.RSA_GENERAL, pair, Date.from(Instant.now()));
            PGPKeyRingGenerator rings = new PGPKeyRingGenerator(
                    PGPSignature.POSITIVE_CERTIFICATION,
                    key,
                    "partner",
                    new BcPGPDigestCalculatorProvider().get(HashAlgorithmTags.SHA1),
                    null,
                    null,
                    new BcPGPContentSignerBuilder(key.getPublicKey().getAlgorithm(), HashAlgorithmTags.SHA256),
                    new BcPBESecretKeyEncryptorBuilder(SymmetricKeyAlgorithmTags.AES_256)
                            .build(passphrase.toCharArray()));
            return new Person(rings.generateSecretKeyRing());
        } catch (PGPException never) {
            throw new IllegalStateException(never);
        }
    }

    public static byte[] message(Message how, byte[] content) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            OutputStream armor = how.armored() ? new ArmoredOutputStream(bytes) : bytes;
            Person to = how.to();
            OutputStream encrypted = to == null ? armor : encrypt(to, how.whole(), armor);
            OutputStream packed = how.compressed()
                    ? new PGPCompressedDataGenerator(CompressionAlgorithmTags.ZIP).open(encrypted)
                    : encrypted;
            write(how.from(), content, packed);
            if (packed != encrypted) {
                packed.close();
            }
            if (encrypted != armor) {
                encrypted.close();
            }
            armor.close();
        } catch (IOException | PGPException never) {
            throw new IllegalStateException(never);
        }
        return bytes.toByteArray();
    }

    private static OutputStream encrypt(Person reader, boolean whole, OutputStream to)
            throws IOException, PGPException {
        PGPEncryptedDataGenerator generator =
                new PGPEncryptedDataGenerator(new BcPGPDataEncryptorBuilder(SymmetricKeyAlgorithmTags.AES_256)
                        .setWithIntegrityPacket(whole)
                        .setSecureRandom(new SecureRandom()));
        generator.addMethod(
                new BcPublicKeyKeyEncryptionMethodGenerator(reader.key().getPublicKey()));
        return generator.open(to, new byte[1 << 12]);
    }

    /** A message that a password opens, and a key too if there is one. */
    static byte[] withPassword(String password, Optional<Person> reader, byte[] content) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        PGPEncryptedDataGenerator generator =
                new PGPEncryptedDataGenerator(new BcPGPDataEncryptorBuilder(SymmetricKeyAlgorithmTags.AES_256)
                        .setWithIntegrityPacket(true)
                        .setSecureRandom(new SecureRandom()));
        generator.addMethod(new BcPBEKeyEncryptionMethodGenerator(password.toCharArray()));
        reader.ifPresent(person -> generator.addMethod(
                new BcPublicKeyKeyEncryptionMethodGenerator(person.key().getPublicKey())));
        try (OutputStream encrypted = generator.open(bytes, new byte[1 << 12])) {
            write(null, content, encrypted);
        } catch (IOException | PGPException never) {
            throw new IllegalStateException(never);
        }
        return bytes.toByteArray();
    }

    private static void write(@Nullable Person signer, byte[] content, OutputStream to)
            throws IOException, PGPException {
        PGPSignatureGenerator signature = null;
        if (signer != null) {
            signature = new PGPSignatureGenerator(
                    new BcPGPContentSignerBuilder(signer.key().getPublicKey().getAlgorithm(), HashAlgorithmTags.SHA256),
                    signer.key().getPublicKey());
            signature.init(
                    PGPSignature.BINARY_DOCUMENT,
                    signer.key()
                            .extractPrivateKey(new BcPBESecretKeyDecryptorBuilder(new BcPGPDigestCalculatorProvider())
                                    .build(PASSPHRASE.toCharArray())));
            signature.generateOnePassVersion(false).encode(to);
        }
        OutputStream literal = new PGPLiteralDataGenerator()
                .open(to, PGPLiteralData.BINARY, "secret-name.txt", Date.from(Instant.now()), new byte[1 << 9]);
        literal.write(content);
        literal.close();
        if (signature != null) {
            signature.update(content);
            signature.generate().encode(to);
        }
    }

    private static String armored(Writing writing) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ArmoredOutputStream armor = new ArmoredOutputStream(bytes)) {
            writing.to(armor);
        } catch (IOException never) {
            throw new UncheckedIOException(never);
        }
        return bytes.toString(StandardCharsets.US_ASCII);
    }

    static AbstractConfig config(String... keysAndValues) {
        Map<String, String> map = new HashMap<>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            map.put(keysAndValues[i], keysAndValues[i + 1]);
        }
        ConfigDef definition = new ConfigDef();
        PgpSettings.define(definition);
        return new AbstractConfig(definition, map, false);
    }

    static Content open(byte[] file, String... keysAndValues) throws IOException {
        Pgp pgp = new Pgp(PgpSettings.from(config(keysAndValues)));
        ContentSettings settings = new ContentSettings(Compression.AUTO, 200, 64L << 30, 128L << 20);
        return new ContentDecoder(settings, pgp).open(new ByteArrayInputStream(file), "memory:///in/a.pgp");
    }
}
