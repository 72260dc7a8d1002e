package dev.millrace.partner;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.Base64;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** A private key, its certificate and that of the authority that signed it, in the forms in which they are handed out. */
public final class PartnerIdentity {

    private final PrivateKey key;
    private final X509Certificate certificate;
    private final X509Certificate authority;

    PartnerIdentity(PrivateKey key, X509Certificate certificate, X509Certificate authority) {
        this.key = key;
        this.certificate = certificate;
        this.authority = authority;
    }

    public X509Certificate certificate() {
        return certificate;
    }

    /** The certificate and then its authority's, in PEM form. */
    public String certificatePem() {
        return pem(certificate) + pem(authority);
    }

    /** The private key in PEM form, PKCS #8. */
    public String keyPem() {
        return pem("PRIVATE KEY", key.getEncoded());
    }

    /** All of it as a keystore. */
    public byte[] pkcs12(String password) {
        try {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            store(password.toCharArray()).store(bytes, password.toCharArray());
            return bytes.toByteArray();
        } catch (GeneralSecurityException | IOException failure) {
            throw new IllegalStateException("this JDK writes no keystores", failure);
        }
    }

    /** Shows the certificate. */
    KeyManager[] keys() {
        try {
            char[] inMemory = "in memory only".toCharArray();
            KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            factory.init(store(inMemory), inMemory);
            return factory.getKeyManagers();
        } catch (GeneralSecurityException | IOException failure) {
            throw new IllegalStateException("this JDK has no TLS", failure);
        }
    }

    /** Shows the certificate, and trusts whom the authority signed for. */
    public SSLContext context(PartnerAuthority trusted) {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys(), trusted.trust(), null);
            return context;
        } catch (GeneralSecurityException failure) {
            throw new IllegalStateException("this JDK has no TLS", failure);
        }
    }

    private KeyStore store(char[] password) throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setKeyEntry("own", key, password, new X509Certificate[] {certificate, authority});
        return store;
    }

    static String pem(X509Certificate certificate) {
        try {
            return pem("CERTIFICATE", certificate.getEncoded());
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static String pem(String what, byte[] der) {
        return "-----BEGIN " + what + "-----\n" + Base64.getMimeEncoder().encodeToString(der) + "\n-----END " + what
                + "-----\n";
    }
}
