package dev.millrace.kit.tls;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedKeyManager;
import javax.net.ssl.X509ExtendedTrustManager;
import org.apache.kafka.common.config.types.Password;

/**
 * What the files of a TLS end held at one time, proved to be whole: every key goes with its certificate. Immutable.
 *
 * @param digest of the files' bytes
 * @param keys what shows the certificate; empty when the end has none
 * @param authorities who vouches for the other end; empty without a truststore
 */
public record TlsMaterial(
        String digest, Optional<X509ExtendedKeyManager> keys, Optional<X509ExtendedTrustManager> authorities) {

    /** The files' bytes, read in one go, so that what is checked is what is used. */
    @SuppressWarnings("ArrayRecordComponent")
    private record Content(byte[] own, byte[] key, byte[] truststore) {

        static Content of(TlsFiles files) throws TlsFault {
            return new Content(
                    bytes(files.ownKey(), files.keystoreFile().or(files::certificateFile)),
                    bytes(files.key(TlsFiles.KEY_FILE), files.keyFile()),
                    bytes(files.key(TlsFiles.TRUSTSTORE_FILE), files.truststoreFile()));
        }

        String digest() {
            try {
                MessageDigest digest = MessageDigest.getInstance("SHA-256");
                for (byte[] part : List.of(own, key, truststore)) {
                    digest.update(MessageDigest.getInstance("SHA-256").digest(part));
                }
                return HexFormat.of().formatHex(digest.digest());
            } catch (GeneralSecurityException impossible) {
                throw new IllegalStateException("every JVM has SHA-256", impossible);
            }
        }
    }

    private static final byte[] NOTHING = {};
    private static final char[] NO_PASSWORD = {};

    /** Reads the files. */
    public static TlsMaterial read(TlsFiles files) throws TlsFault {
        Content content = Content.of(files);
        return new TlsMaterial(content.digest(), keys(files, content), authorities(files, content.truststore()));
    }

    /** The digest of the files as they are now; reads no further. */
    public static String digestNow(TlsFiles files) throws TlsFault {
        return Content.of(files).digest();
    }

    /** A context of its own: no session is resumed in it that began with other certificates. Trusts as the JVM does without a truststore. */
    public SSLContext context() {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(
                    keys.stream().toArray(KeyManager[]::new),
                    authorities.map(known -> new TrustManager[] {known}).orElse(null),
                    null);
            return context;
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("this JVM has no TLS", impossible);
        }
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

    private static Optional<X509ExtendedKeyManager> keys(TlsFiles files, Content content) throws TlsFault {
        if (!files.showsCertificate()) {
            return Optional.empty();
        }
        boolean fromStore = files.keystoreFile().isPresent();
        KeyStore keys = fromStore ? keystore(files, content.own()) : pemKeys(files, content);
        try {
            KeyManagerFactory factory = KeyManagerFactory.getInstance("PKIX");
            factory.init(keys, fromStore ? keyPassword(files) : NO_PASSWORD);
            return only(X509ExtendedKeyManager.class, factory.getKeyManagers());
        } catch (GeneralSecurityException unusable) {
            throw new TlsFault(files.ownKey(), "names a key that can't be used");
        }
    }

    private static KeyStore pemKeys(TlsFiles files, Content content) throws TlsFault {
        String keyOption = files.key(TlsFiles.KEY_FILE);
        List<X509Certificate> chain = PemFile.certificates(
                content.own(), files.ownKey(), files.certificateFile().orElse(""));
        PrivateKey key = PemFile.key(
                content.key(),
                files.keyPassphrase(),
                keyOption,
                files.key(TlsFiles.KEY_PASSPHRASE),
                files.keyFile().orElse(""));
        KeyPairs.require(key, chain.get(0).getPublicKey(), keyOption);
        try {
            KeyStore keys = KeyStore.getInstance("PKCS12");
            keys.load(null, null);
            keys.setKeyEntry("own", key, NO_PASSWORD, chain.toArray(Certificate[]::new));
            return keys;
        } catch (GeneralSecurityException | IOException unusable) {
            throw new TlsFault(keyOption, "names a key that can't be used");
        }
    }

    private static KeyStore keystore(TlsFiles files, byte[] bytes) throws TlsFault {
        KeyStore keys = StoreFile.read(
                bytes,
                files.keystorePassword(),
                files.ownKey(),
                files.key(TlsFiles.KEYSTORE_PASSWORD),
                files.keystoreFile().orElse(""));
        int pairs = 0;
        try {
            for (String alias : Collections.list(keys.aliases())) {
                if (keys.isKeyEntry(alias)
                        && keys.getKey(alias, keyPassword(files)) instanceof PrivateKey key
                        && keys.getCertificate(alias) instanceof X509Certificate certificate) {
                    KeyPairs.require(key, certificate.getPublicKey(), files.ownKey());
                    pairs++;
                }
            }
        } catch (GeneralSecurityException locked) {
            throw new TlsFault(
                    files.key(TlsFiles.KEY_PASSPHRASE),
                    "does not open the key in the keystore: give the key's own password");
        }
        if (pairs == 0) {
            throw new TlsFault(files.ownKey(), "names a keystore without a private key");
        }
        return keys;
    }

    private static char[] keyPassword(TlsFiles files) {
        return files.keyPassphrase()
                .or(files::keystorePassword)
                .map(Password::value)
                .map(String::toCharArray)
                .orElse(NO_PASSWORD);
    }

    private static Optional<X509ExtendedTrustManager> authorities(TlsFiles files, byte[] bytes) throws TlsFault {
        if (files.truststoreFile().isEmpty()) {
            return Optional.empty();
        }
        String option = files.key(TlsFiles.TRUSTSTORE_FILE);
        String file = files.truststoreFile().get();
        try {
            TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
            factory.init(StoreFile.authorities(
                    bytes, files.truststorePassword(), option, files.key(TlsFiles.TRUSTSTORE_PASSWORD), file));
            return only(X509ExtendedTrustManager.class, factory.getTrustManagers());
        } catch (GeneralSecurityException | IOException unusable) {
            throw new TlsFault(option, "names " + file + ", which can't be used");
        }
    }

    private static <M> Optional<M> only(Class<M> type, Object[] managers) {
        return Optional.of(Stream.of(managers)
                .filter(type::isInstance)
                .map(type::cast)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("this JVM has no TLS")));
    }
}
