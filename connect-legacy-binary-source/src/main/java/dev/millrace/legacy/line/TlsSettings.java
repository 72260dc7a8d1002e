package dev.millrace.legacy.line;

import dev.millrace.kit.OptionGroup;
import dev.millrace.kit.Pem;
import dev.millrace.kit.PemFault;
import dev.millrace.kit.Problems;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.types.Password;
import org.jspecify.annotations.Nullable;

/**
 * Whether and how connections are protected.
 *
 * @param certificateFile our own certificate with its chain, PEM
 * @param trustedFile who vouches for the other side, PEM; empty for what the JVM trusts
 */
record TlsSettings(
        boolean enabled,
        Optional<String> certificateFile,
        Optional<String> keyFile,
        Optional<Password> keyPassphrase,
        Optional<String> trustedFile,
        boolean verifiesHost,
        boolean clientMustShow) {

    static final String ENABLED = "tls.enabled";
    static final String CERTIFICATE = "tls.certificate.file";
    static final String KEY = "tls.key.file";
    static final String PASSPHRASE = "tls.key.passphrase";
    static final String TRUSTED = "tls.trusted.certificates.file";
    static final String VERIFY_HOST = "tls.verify.host";
    static final String CLIENT_AUTH = "tls.client.certificate.required";

    static void define(ConfigDef definition) {
        new OptionGroup(definition, "TLS")
                .flag(
                        ENABLED,
                        false,
                        "Whether connections are protected by TLS. Turn it on wherever the other side can do it: sessions"
                                + " carry their passwords in clear.")
                .text(
                        CERTIFICATE,
                        null,
                        "A file in PEM form with our certificate and its chain. A server needs it; set it as a client when"
                                + " the other side asks for one.")
                .text(
                        KEY,
                        null,
                        "A file in PEM form with the private key of tls.certificate.file, as PKCS #8. Set both.")
                .secret(PASSPHRASE, "What opens tls.key.file. Set it when the key is encrypted.")
                .text(
                        TRUSTED,
                        null,
                        "A file in PEM form with the certificates, or those of the authorities, that are trusted; without"
                                + " it those that the JVM trusts. Set it for a private authority, and as a server for"
                                + " those who sign the clients' certificates.")
                .flag(
                        VERIFY_HOST,
                        true,
                        "Whether the server's certificate must name the host of the option hosts. Turn it off only for a"
                                + " certificate that is trusted by itself.")
                .flag(
                        CLIENT_AUTH,
                        false,
                        "Whether a client must show a certificate that tls.trusted.certificates.file vouches for (mutual"
                                + " TLS; mode=server). Turn it on when only known senders may connect.");
    }

    static TlsSettings from(AbstractConfig config) {
        return new TlsSettings(
                config.getBoolean(ENABLED),
                text(config, CERTIFICATE),
                text(config, KEY),
                Optional.ofNullable(config.getPassword(PASSPHRASE)),
                text(config, TRUSTED),
                config.getBoolean(VERIFY_HOST),
                config.getBoolean(CLIENT_AUTH));
    }

    private static Optional<String> text(AbstractConfig config, String key) {
        return Optional.ofNullable(config.getString(key)).map(String::trim).filter(value -> !value.isEmpty());
    }

    /** Reports what can't work; reads the files. */
    static void validate(AbstractConfig config, boolean isServer, Problems problems) {
        TlsSettings settings = from(config);
        if (!settings.enabled()) {
            for (String key : List.of(CERTIFICATE, KEY, TRUSTED)) {
                if (text(config, key).isPresent()) {
                    problems.report(key, "is of no use without TLS: set " + ENABLED + "=true, or remove it");
                }
            }
            return;
        }
        if (isServer && settings.certificateFile().isEmpty()) {
            problems.report(CERTIFICATE, "is needed by a server that speaks TLS");
        }
        if (settings.certificateFile().isPresent() != settings.keyFile().isPresent()) {
            problems.report(KEY, "and " + CERTIFICATE + " go together: set both");
            return;
        }
        if (settings.clientMustShow() && settings.trustedFile().isEmpty()) {
            problems.report(TRUSTED, "is needed by " + CLIENT_AUTH + "=true: who vouches for the clients?");
        }
        try {
            TlsMaterial unused = settings.material();
        } catch (Fault fault) {
            problems.report(fault.key, fault.sentence);
        }
    }

    /**
     * What connections are protected by.
     *
     * @throws ConfigException on the key of a file that can't be used
     */
    Optional<TlsMaterial> open() {
        try {
            return enabled ? Optional.of(material()) : Optional.empty();
        } catch (Fault fault) {
            throw new ConfigException(fault.key + " " + fault.sentence);
        }
    }

    private TlsMaterial material() throws Fault {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(ownKeys(), trusted(), null);
            return new TlsMaterial(context, verifiesHost, clientMustShow);
        } catch (GeneralSecurityException | IOException unusable) {
            throw new Fault(CERTIFICATE, "and " + KEY + " can't be used together");
        }
    }

    private KeyManager @Nullable [] ownKeys() throws Fault, GeneralSecurityException, IOException {
        if (certificateFile.isEmpty() || keyFile.isEmpty()) {
            return null;
        }
        List<X509Certificate> chain = certificates(CERTIFICATE, certificateFile.get());
        PrivateKey key;
        try {
            key = Pem.key(bytes(KEY, keyFile.get()), keyPassphrase);
        } catch (PemFault wrong) {
            throw new Fault(
                    wrong.kind() == PemFault.Kind.PASSPHRASE ? PASSPHRASE : KEY,
                    "does not fit: " + keyFile.get() + " " + wrong.sentence());
        }
        char[] password = {};
        KeyStore store = emptyStore();
        store.setKeyEntry("own", key, password, chain.toArray(Certificate[]::new));
        KeyManagerFactory factory = KeyManagerFactory.getInstance("PKIX");
        factory.init(store, password);
        return factory.getKeyManagers();
    }

    private TrustManager @Nullable [] trusted() throws Fault, GeneralSecurityException, IOException {
        if (trustedFile.isEmpty()) {
            return null;
        }
        KeyStore store = emptyStore();
        int number = 0;
        for (X509Certificate certificate : certificates(TRUSTED, trustedFile.get())) {
            store.setCertificateEntry("trusted-" + number++, certificate);
        }
        TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
        factory.init(store);
        return factory.getTrustManagers();
    }

    private static List<X509Certificate> certificates(String key, String file) throws Fault {
        try {
            return Pem.certificates(bytes(key, file));
        } catch (PemFault wrong) {
            throw new Fault(key, "names " + file + ", which " + wrong.sentence());
        }
    }

    private static byte[] bytes(String key, String file) throws Fault {
        try {
            return Files.readAllBytes(Path.of(file));
        } catch (IOException | InvalidPathException unreadable) {
            throw new Fault(key, "names " + file + ", which can't be read on this worker");
        }
    }

    private static KeyStore emptyStore() throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        return store;
    }

    /** What is wrong with a file, and which option names it. */
    private static final class Fault extends Exception {
        private static final long serialVersionUID = 1L;

        private final String key;
        private final String sentence;

        private Fault(String key, String sentence) {
            super(sentence);
            this.key = key;
            this.sentence = sentence;
        }
    }
}
