package dev.millrace.http.auth;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.CertificateFactory;

/**
 * The thumbprints by which a token names the certificate of its key (RFC 7515 sections 4.1.7 and 4.1.8).
 *
 * @param sha1 for servers that know nothing newer
 */
record JwtCertificate(String sha1, String sha256) {

    /**
     * Reads the first certificate of a text.
     *
     * @throws IllegalArgumentException when there is none
     */
    static JwtCertificate read(String pem) {
        try {
            byte[] certificate = CertificateFactory.getInstance("X.509")
                    .generateCertificate(new ByteArrayInputStream(pem.getBytes(StandardCharsets.UTF_8)))
                    .getEncoded();
            return new JwtCertificate(hash("SHA-1", certificate), hash("SHA-256", certificate));
        } catch (GeneralSecurityException wrong) {
            throw new IllegalArgumentException("holds no certificate in PEM form");
        }
    }

    private static String hash(String algorithm, byte[] certificate) throws GeneralSecurityException {
        return JwtKey.base64(MessageDigest.getInstance(algorithm).digest(certificate));
    }
}
