package dev.millrace.ops.alerts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.partner.PartnerAuthority;
import dev.millrace.partner.PartnerIdentity;
import dev.millrace.partner.RestPartner;
import dev.millrace.partner.TlsGate;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Certificates of a server that speaks TLS, and of one that does not. */
final class TlsProbeTest {

    @Test
    void readsWhenACertificateEndsThoughNobodyTrustsItAndItIsForAnotherName() throws Exception {
        PartnerAuthority authority = PartnerAuthority.named("nobody's authority");
        PartnerIdentity identity = authority.issue("elsewhere", "elsewhere.test");
        // The chain ends with the first of its certificates, which is the authority's: it was made before.
        Instant first = Stream.of(identity.certificate(), certificate(authority.pem()))
                .map(certificate -> certificate.getNotAfter().toInstant())
                .min(Instant::compareTo)
                .orElseThrow();
        try (RestPartner partner = RestPartner.start();
                TlsGate gate = TlsGate.before(partner.port(), identity)) {
            assertThat(new TlsProbe().end("127.0.0.1:" + gate.port())).isEqualTo(first);
            assertThat(partner.count()).isZero();
        }
    }

    @Test
    void failsWhereNobodySpeaksTls() throws Exception {
        try (RestPartner partner = RestPartner.start()) {
            String address = "127.0.0.1:" + partner.port();
            assertThatThrownBy(() -> new TlsProbe().end(address)).isInstanceOf(IOException.class);
            partner.stopListening();
            assertThatThrownBy(() -> new TlsProbe().end(address)).isInstanceOf(IOException.class);
        }
    }

    private static X509Certificate certificate(String pem) throws CertificateException {
        return (X509Certificate) CertificateFactory.getInstance("X.509")
                .generateCertificate(new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII)));
    }
}
