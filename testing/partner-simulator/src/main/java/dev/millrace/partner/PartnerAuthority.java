package dev.millrace.partner;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** An authority that signs certificates of servers and clients, each good for a day. Thread-safe. */
public final class PartnerAuthority {

    private static final AtomicLong SERIAL = new AtomicLong(System.nanoTime());

    private final KeyPair pair;
    private final X500Name name;
    private final X509Certificate certificate;

    private PartnerAuthority(String commonName) {
        this.pair = pair();
        this.name = new X500Name("CN=" + commonName);
        this.certificate = sign(name, pair, true);
    }

    /** An authority of this name, with a key of its own. */
    public static PartnerAuthority named(String commonName) {
        return new PartnerAuthority(commonName);
    }

    /** Its certificate in PEM form. */
    public String pem() {
        return PartnerIdentity.pem(certificate);
    }

    /**
     * A certificate and its key.
     *
     * @param names the host names and IP addresses that it is good for; none for a client
     */
    public PartnerIdentity issue(String commonName, String... names) {
        KeyPair keys = pair();
        GeneralName[] alternatives = new GeneralName[names.length];
        for (int i = 0; i < names.length; i++) {
            boolean address = names[i].matches("[0-9.]+|.*:.*");
            alternatives[i] = new GeneralName(address ? GeneralName.iPAddress : GeneralName.dNSName, names[i]);
        }
        return new PartnerIdentity(
                keys.getPrivate(), sign(new X500Name("CN=" + commonName), keys, false, alternatives), certificate);
    }

    /** Trusts whom this authority signed for. */
    TrustManager[] trust() {
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setCertificateEntry("authority", certificate);
            TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init(store);
            return factory.getTrustManagers();
        } catch (GeneralSecurityException | IOException failure) {
            throw new IllegalStateException("this JDK checks no certificates", failure);
        }
    }

    private X509Certificate sign(X500Name subject, KeyPair keys, boolean isAuthority, GeneralName... alternatives) {
        try {
            Instant now = Instant.now();
            JcaX509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                    name,
                    BigInteger.valueOf(SERIAL.incrementAndGet()),
                    Date.from(now.minus(Duration.ofHours(1))),
                    Date.from(now.plus(Duration.ofDays(1))),
                    subject,
                    keys.getPublic());
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(isAuthority));
            if (alternatives.length > 0) {
                builder.addExtension(Extension.subjectAlternativeName, false, new GeneralNames(alternatives));
            }
            return new JcaX509CertificateConverter()
                    .getCertificate(
                            builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(pair.getPrivate())));
        } catch (GeneralSecurityException | OperatorCreationException | IOException failure) {
            throw new IllegalStateException("this JDK makes no certificates", failure);
        }
    }

    private static KeyPair pair() {
        try {
            KeyPairGenerator keys = KeyPairGenerator.getInstance("EC");
            keys.initialize(256);
            return keys.generateKeyPair();
        } catch (GeneralSecurityException failure) {
            throw new IllegalStateException("this JDK makes no keys", failure);
        }
    }
}
