package dev.millrace.sftp;

import dev.millrace.kit.ConnectorFailure;
import dev.millrace.kit.FailureKind;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/** Decides whether the certificate of an FTP server is accepted, and remembers which one it was. Thread-safe. */
final class FtpTrust extends X509ExtendedTrustManager {

    private final Optional<X509ExtendedTrustManager> authorities;
    private final List<String> fingerprints;
    private volatile @Nullable String shown;

    private FtpTrust(Optional<X509ExtendedTrustManager> authorities, List<String> fingerprints) {
        this.authorities = authorities;
        this.fingerprints = fingerprints;
    }

    /** Trusts as the settings say: fingerprints, a file of certificates, the JVM's authorities, or anybody. */
    static FtpTrust of(FtpsSettings settings, String store) {
        if (settings.check() == FtpsSettings.Check.INSECURE
                || !settings.fingerprints().isEmpty()) {
            return new FtpTrust(Optional.empty(), settings.fingerprints());
        }
        try {
            return new FtpTrust(Optional.of(authorities(settings.trustedFile())), List.of());
        } catch (IOException | GeneralSecurityException | RuntimeException unreadable) {
            throw new ConnectorFailure(
                    FailureKind.MISCONFIGURED,
                    FtpFailure.TRUST_UNREADABLE,
                    store + ": no certificates in PEM form can be read from "
                            + settings.trustedFile().orElse("the trust store of the JVM") + " on this worker",
                    unreadable);
        }
    }

    private static X509ExtendedTrustManager authorities(Optional<String> file)
            throws IOException, GeneralSecurityException {
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(file.isPresent() ? keyStore(Path.of(file.get())) : null);
        for (TrustManager manager : factory.getTrustManagers()) {
            if (manager instanceof X509ExtendedTrustManager known) {
                return known;
            }
        }
        throw new CertificateException("this JVM checks no certificates");
    }

    private static KeyStore keyStore(Path file) throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        Collection<? extends Certificate> certificates;
        try (var in = Files.newInputStream(file)) {
            certificates = CertificateFactory.getInstance("X.509").generateCertificates(in);
        }
        if (certificates.isEmpty()) {
            throw new CertificateException("the file holds no certificate");
        }
        for (Certificate certificate : certificates) {
            store.setCertificateEntry("trusted-" + store.size(), certificate);
        }
        return store;
    }

    /** The fingerprint of the certificate that was looked at last. */
    Optional<String> shown() {
        return Optional.ofNullable(shown)
                .map(digits -> "SHA256:"
                        + HexFormat.ofDelimiter(":")
                                .withUpperCase()
                                .formatHex(HexFormat.of().parseHex(digits)));
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) throws CertificateException {
        look(chain);
        if (authorities.isPresent()) {
            authorities.get().checkServerTrusted(chain, type, socket);
        }
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) throws CertificateException {
        look(chain);
        if (authorities.isPresent()) {
            authorities.get().checkServerTrusted(chain, type, engine);
        }
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) throws CertificateException {
        look(chain);
        if (authorities.isPresent()) {
            authorities.get().checkServerTrusted(chain, type);
        }
    }

    private void look(X509Certificate[] chain) throws CertificateException {
        String digits = digest(chain[0]);
        shown = digits;
        if (!fingerprints.isEmpty() && !fingerprints.contains(digits)) {
            throw new CertificateException("it is none of " + FtpsSettings.FINGERPRINTS);
        }
    }

    private static String digest(X509Certificate certificate) throws CertificateException {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded()));
        } catch (GeneralSecurityException failed) {
            throw new CertificateException(failed);
        }
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return authorities.map(X509ExtendedTrustManager::getAcceptedIssuers).orElseGet(() -> new X509Certificate[0]);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) throws CertificateException {
        throw noServer();
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) throws CertificateException {
        throw noServer();
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) throws CertificateException {
        throw noServer();
    }

    private static CertificateException noServer() {
        return new CertificateException("no clients connect here");
    }
}
