package dev.millrace.sftp;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.util.Optional;
import org.apache.sshd.common.config.keys.writer.openssh.OpenSSHKeyEncryptionContext;
import org.apache.sshd.common.config.keys.writer.openssh.OpenSSHKeyPairResourceWriter;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.openssl.PKCS8Generator;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.openssl.jcajce.JceOpenSSLPKCS8EncryptorBuilder;
import org.bouncycastle.openssl.jcajce.JcePEMEncryptorBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.OutputEncryptor;
import org.jspecify.annotations.Nullable;

/** Writes private keys in the forms and with the ciphers of OpenSSL, OpenSSH and PuTTY. */
final class KeyFiles {

    private KeyFiles() {}

    /**
     * The text of a private key.
     *
     * @param form {@code pem} (PKCS#1, SEC 1), {@code pkcs8}, {@code openssh}, {@code v2} or {@code v3} (both PuTTY)
     * @param passphrase to encrypt it with
     */
    static String text(KeyPair pair, String form, Optional<String> passphrase) {
        try {
            return switch (form) {
                case "pem" -> pem(pair, passphrase);
                case "pkcs8" -> pkcs8(pair, passphrase);
                case "openssh" -> openSsh(pair, passphrase);
                case "v2" -> PuttyGen.convert(openSsh(pair, Optional.empty()), 2, passphrase);
                case "v3" -> PuttyGen.convert(openSsh(pair, Optional.empty()), 3, passphrase);
                default -> throw new IllegalArgumentException("no form " + form);
            };
        } catch (IOException | GeneralSecurityException | OperatorCreationException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static String pem(KeyPair pair, Optional<String> passphrase) throws IOException {
        StringWriter text = new StringWriter();
        try (JcaPEMWriter writer = new JcaPEMWriter(text)) {
            if (passphrase.isPresent()) {
                writer.writeObject(
                        pair.getPrivate(),
                        new JcePEMEncryptorBuilder("AES-128-CBC")
                                .setProvider(new BouncyCastleProvider())
                                .build(passphrase.get().toCharArray()));
            } else {
                writer.writeObject(pair.getPrivate());
            }
        }
        return text.toString();
    }

    private static String pkcs8(KeyPair pair, Optional<String> passphrase)
            throws IOException, OperatorCreationException {
        PrivateKeyInfo whole = PrivateKeyInfo.getInstance(pair.getPrivate().getEncoded());
        // Version 1, as the usual tools write it: without the public half.
        PrivateKeyInfo key = new PrivateKeyInfo(whole.getPrivateKeyAlgorithm(), whole.parsePrivateKey());
        @Nullable
        OutputEncryptor encryptor = passphrase.isEmpty()
                ? null
                : new JceOpenSSLPKCS8EncryptorBuilder(PKCS8Generator.AES_256_CBC)
                        .setProvider(new BouncyCastleProvider())
                        .setPRF(PKCS8Generator.PRF_HMACSHA256)
                        .setPassword(passphrase.get().toCharArray())
                        .build();
        StringWriter text = new StringWriter();
        try (JcaPEMWriter writer = new JcaPEMWriter(text)) {
            writer.writeObject(new PKCS8Generator(key, encryptor));
        }
        return text.toString();
    }

    private static String openSsh(KeyPair pair, Optional<String> passphrase)
            throws IOException, GeneralSecurityException {
        OpenSSHKeyEncryptionContext encryption = new OpenSSHKeyEncryptionContext();
        encryption.setCipherType("256");
        encryption.setCipherMode("CTR");
        passphrase.ifPresent(encryption::setPassword);
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        OpenSSHKeyPairResourceWriter.INSTANCE.writePrivateKey(pair, "test", encryption, text);
        return text.toString(StandardCharsets.UTF_8);
    }
}
