package dev.millrace.sftp;

import java.security.KeyPair;
import java.security.PublicKey;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.apache.sshd.certificate.OpenSshCertificateBuilder;
import org.apache.sshd.common.config.keys.PublicKeyEntry;

/** OpenSSH certificates for the user of the tests and for others. */
final class TestCertificates {

    private static final String USER = "partner";
    /** What ssh-keygen permits unless told otherwise. */
    private static final List<String> PERMISSIONS = List.of(
            "permit-X11-forwarding",
            "permit-agent-forwarding",
            "permit-port-forwarding",
            "permit-pty",
            "permit-user-rc");

    private static final Duration YEAR = Duration.ofDays(365);

    private TestCertificates() {}

    /** The line of {@code rsa-cert.pub}, {@code rsa-expired-cert.pub} and so on. */
    static String line(String name, PublicKey key, KeyPair authority) {
        String flaw = name.substring(TestKeys.kind(name).length()).replace("-cert.pub", "");
        OpenSshCertificateBuilder builder = flaw.equals("-host") ? OpenSshCertificateBuilder.hostCertificate() : user();
        builder.publicKey(key).id(name).principals(List.of(flaw.equals("-other-user") ? "somebody-else" : USER));
        Instant now = Instant.now();
        switch (flaw) {
            case "", "-host", "-other-user" -> {}
            case "-expired" -> builder.validAfter(now.minus(YEAR)).validBefore(now.minusSeconds(3600));
            case "-future" -> builder.validAfter(now.plusSeconds(3600)).validBefore(now.plus(YEAR));
            default -> throw new IllegalArgumentException("no certificate " + name);
        }
        try {
            return PublicKeyEntry.toString(builder.sign(authority)) + " test";
        } catch (Exception impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static OpenSshCertificateBuilder user() {
        OpenSshCertificateBuilder builder = OpenSshCertificateBuilder.userCertificate();
        PERMISSIONS.forEach(permission -> builder.extension(permission, ""));
        return builder;
    }
}
