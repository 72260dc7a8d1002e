package dev.millrace.webhook.listener;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedKeyManager;
import javax.net.ssl.X509ExtendedTrustManager;
import org.apache.kafka.common.config.types.Password;

/**
 * What the TLS files held at one time, proved to be whole: every key goes with its certificate. Immutable.
 *
 * @param digest of the files' bytes
 * @param authorities who vouches for clients; empty when none is asked
 */
record TlsMaterial(String digest, X509ExtendedKeyManager keys, Optional<X509ExtendedTrustManager> authorities) {

    /** The files' bytes, read in one go, so that what is checked is what is used. */
    @SuppressWarnings("ArrayRecordComponent")
    private record Content(byte[] certificate, byte[] key, byte[] truststore) {}

    private static final byte[] NOTHING = {};
    private static final char[] NO_PASSWORD = {};

    /** Reads the files. */
    static TlsMaterial read(TlsSettings settings) throws TlsFault {
        Content content = content(settings);
        KeyStore keys = settings.keystoreFile().isPresent()
                ? keystore(settings, content.certificate())
                : pemKeys(settings, content);
        char[] password = settings.keystoreFile().isPresent() ? keyPassword(settings) : NO_PASSWORD;
        try {
            KeyManagerFactory factory = KeyManagerFactory.getInstance("NewSunX509");
            factory.init(keys, password);
            for (KeyManager manager : factory.getKeyManagers()) {
                if (manager instanceof X509ExtendedKeyManager known) {
                    return new TlsMaterial(digest(content), known, authorities(settings, content.truststore()));
                }
            }
        } catch (GeneralSecurityException unusable) {
            throw new TlsFault(ownKey(settings), "names a key that can't be used");
        }
        throw new IllegalStateException("this JVM has no TLS");
    }

    /** The digest of the files as they are now; reads no further. */
    static String digestNow(TlsSettings settings) throws TlsFault {
        return digest(content(settings));
    }

    private static Content content(TlsSettings settings) throws TlsFault {
        return new Content(
                bytes(ownKey(settings), settings.keystoreFile().or(settings::certificateFile)),
                bytes(TlsSettings.KEY_FILE, settings.keyFile()),
                bytes(TlsSettings.TRUSTSTORE_FILE, settings.truststoreFile()));
    }

    private static String ownKey(TlsSettings settings) {
        return settings.keystoreFile().isPresent() ? TlsSettings.KEYSTORE_FILE : TlsSettings.CERTIFICATE_FILE;
    }

    private static byte[] bytes(String key, Optional<String> file) throws TlsFault {
        if (file.isEmpty()) {
            return NOTHING;
        }
        try {
            return Files.readAllBytes(Path.of(file.get()));
        } catch (IOException | InvalidPathException unreadable) {
            throw new TlsFault(key, "names " + file.get() + ", which can't be read on this worker");
        }
    }

    private static String digest(Content content) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (byte[] part : List.of(content.certificate(), content.key(), content.truststore())) {
                digest.update(digestOf(part));
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every JVM has SHA-256", impossible);
        }
    }

    private static byte[] digestOf(byte[] part) throws GeneralSecurityException {
        return MessageDigest.getInstance("SHA-256").digest(part);
    }

    private static KeyStore pemKeys(TlsSettings settings, Content content) throws TlsFault {
        List<X509Certificate> chain = PemFile.certificates(
                content.certificate(),
                TlsSettings.CERTIFICATE_FILE,
                settings.certificateFile().orElse(""));
        PrivateKey key = PemFile.key(
                content.key(), settings.keyPassphrase(), settings.keyFile().orElse(""));
        requirePair(key, chain.get(0).getPublicKey(), TlsSettings.KEY_FILE);
        try {
            KeyStore keys = empty();
            keys.setKeyEntry("listener", key, NO_PASSWORD, chain.toArray(Certificate[]::new));
            return keys;
        } catch (GeneralSecurityException | IOException unusable) {
            throw new TlsFault(TlsSettings.KEY_FILE, "names a key that can't be used");
        }
    }

    private static KeyStore keystore(TlsSettings settings, byte[] bytes) throws TlsFault {
        KeyStore keys = StoreFile.read(
                bytes,
                settings.keystorePassword(),
                TlsSettings.KEYSTORE_FILE,
                TlsSettings.KEYSTORE_PASSWORD,
                settings.keystoreFile().orElse(""));
        int pairs = 0;
        try {
            for (String alias : Collections.list(keys.aliases())) {
                if (keys.isKeyEntry(alias)
                        && keys.getKey(alias, keyPassword(settings)) instanceof PrivateKey key
                        && keys.getCertificate(alias) instanceof X509Certificate certificate) {
                    requirePair(key, certificate.getPublicKey(), TlsSettings.KEYSTORE_FILE);
                    pairs++;
                }
            }
        } catch (GeneralSecurityException locked) {
            throw new TlsFault(
                    TlsSettings.KEY_PASSPHRASE, "does not open the key in the keystore: give the key's own password");
        }
        if (pairs == 0) {
            throw new TlsFault(TlsSettings.KEYSTORE_FILE, "names a keystore without a private key");
        }
        return keys;
    }

    private static char[] keyPassword(TlsSettings settings) {
        return settings.keyPassphrase()
                .or(settings::keystorePassword)
                .map(Password::value)
                .map(String::toCharArray)
                .orElse(NO_PASSWORD);
    }

    /** A signature that the certificate's key verifies: the two are of one pair. */
    private static void requirePair(PrivateKey key, PublicKey shown, String option) throws TlsFault {
        try {
            Signature signature = Signature.getInstance(
                    switch (key.getAlgorithm()) {
                        case "RSA" -> "SHA256withRSA";
                        case "EC" -> "SHA256withECDSA";
                        default -> key.getAlgorithm();
                    });
            signature.initSign(key);
            signature.update(NO_SECRET);
            byte[] signed = signature.sign();
            signature.initVerify(shown);
            signature.update(NO_SECRET);
            if (signature.verify(signed)) {
                return;
            }
        } catch (GeneralSecurityException another) {
            // Keys of different kinds are no pair either.
        }
        throw new TlsFault(option, "names a private key that does not belong to the certificate");
    }

    private static final byte[] NO_SECRET = {1, 2, 3, 4};

    private static Optional<X509ExtendedTrustManager> authorities(TlsSettings settings, byte[] bytes) throws TlsFault {
        if (settings.clientAuth() == TlsSettings.ClientAuth.NONE) {
            return Optional.empty();
        }
        String file = settings.truststoreFile().orElse("");
        try {
            KeyStore store = StoreFile.authorities(bytes, settings.truststorePassword(), file);
            TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
            factory.init(store);
            for (TrustManager manager : factory.getTrustManagers()) {
                if (manager instanceof X509ExtendedTrustManager known) {
                    return Optional.of(known);
                }
            }
        } catch (GeneralSecurityException | IOException unusable) {
            throw new TlsFault(TlsSettings.TRUSTSTORE_FILE, "names " + file + ", which can't be used");
        }
        throw new IllegalStateException("this JVM checks no certificates");
    }

    private static KeyStore empty() throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        return store;
    }
}
