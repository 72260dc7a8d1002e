package dev.millrace.http.signature;

import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertPath;
import java.security.cert.CertPathValidator;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Date;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/** Whose certificates are believed: RFC 5280 section 6, without revocation. For any thread. */
final class CertificateTrust {

    private final Set<TrustAnchor> anchors;

    CertificateTrust(Set<TrustAnchor> anchors) {
        this.anchors = Set.copyOf(anchors);
    }

    /** Those that Java believes. */
    static CertificateTrust platform() {
        try {
            TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init(platformStore());
            Set<TrustAnchor> anchors = new HashSet<>();
            for (TrustManager manager : factory.getTrustManagers()) {
                if (manager instanceof X509TrustManager x509) {
                    for (X509Certificate certificate : x509.getAcceptedIssuers()) {
                        anchors.add(new TrustAnchor(certificate, null));
                    }
                }
            }
            return new CertificateTrust(anchors);
        } catch (GeneralSecurityException unusable) {
            throw new IllegalStateException("Java has no trusted certificates", unusable);
        }
    }

    private static @Nullable KeyStore platformStore() {
        return null;
    }

    /**
     * Whether a chain, its leaf first, leads to an anchor and all of it is valid at that time.
     */
    boolean isTrusted(List<X509Certificate> chain, Instant time) {
        try {
            List<X509Certificate> path = chain.stream()
                    .filter(certificate ->
                            !certificate.getIssuerX500Principal().equals(certificate.getSubjectX500Principal()))
                    .toList();
            boolean beginsWithTheLeaf = !path.isEmpty() && path.get(0).equals(chain.get(0));
            if (!beginsWithTheLeaf || anchors.isEmpty()) {
                return false;
            }
            CertPath certificates = CertificateFactory.getInstance("X.509").generateCertPath(path);
            PKIXParameters parameters = new PKIXParameters(anchors);
            parameters.setRevocationEnabled(false);
            parameters.setDate(Date.from(time));
            CertPathValidator.getInstance("PKIX").validate(certificates, parameters);
            return true;
        } catch (GeneralSecurityException untrusted) {
            return false;
        }
    }
}
