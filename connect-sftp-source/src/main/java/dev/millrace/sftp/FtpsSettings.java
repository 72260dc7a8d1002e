package dev.millrace.sftp;

import dev.millrace.kit.OptionGroup;
import dev.millrace.kit.Problems;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.types.Password;

/**
 * How an FTP server is protected by TLS (RFC 4217), and how to be sure that it is the right one.
 *
 * @param trustedFile certificates in PEM form that are trusted instead of the JVM's
 * @param fingerprints SHA-256 of accepted certificates, as 64 hexadecimal digits in lower case
 * @param clientCertificateFile in PEM form, with its chain
 * @param clientKeyFile PKCS #8 in PEM form
 */
record FtpsSettings(
        Mode mode,
        Check check,
        Optional<String> trustedFile,
        List<String> fingerprints,
        Optional<String> clientCertificateFile,
        Optional<String> clientKeyFile,
        Optional<Password> clientKeyPassphrase,
        List<String> protocols) {

    /** When protection begins. */
    enum Mode {
        EXPLICIT,
        IMPLICIT
    }

    /** Whether the server has to prove who it is. */
    enum Check {
        STRICT,
        INSECURE
    }

    static final String MODE = "ftps.mode";
    static final String CHECK = "ftps.check";
    static final String TRUSTED_FILE = "ftps.trusted.certificates.file";
    static final String FINGERPRINTS = "ftps.certificate.fingerprints";
    static final String CLIENT_CERTIFICATE_FILE = "ftps.client.certificate.file";
    static final String CLIENT_KEY_FILE = "ftps.client.key.file";
    static final String CLIENT_KEY_PASSPHRASE = "ftps.client.key.passphrase";
    static final String PROTOCOLS = "ftps.protocols";

    FtpsSettings {
        fingerprints = List.copyOf(fingerprints);
        protocols = List.copyOf(protocols);
    }

    static void define(ConfigDef definition) {
        new OptionGroup(definition, "FTPS")
                .choice(
                        MODE,
                        Mode.EXPLICIT,
                        "When TLS begins: explicit asks for it with AUTH TLS on the plain port, implicit begins with it on"
                                + " port 990. Use implicit only for servers that offer nothing else.")
                .choice(
                        CHECK,
                        Check.STRICT,
                        "Whether the server must show a trusted certificate for its host name. insecure sends the"
                                + " password to whoever answers: only for tests.")
                .text(
                        TRUSTED_FILE,
                        null,
                        "A file on every worker with certificates in PEM form that are trusted instead of the JVM's: those"
                                + " of an authority, or the server's own. Set it for servers with a private authority.")
                .list(
                        FINGERPRINTS,
                        "",
                        "SHA-256 fingerprints of the accepted certificates, as openssl x509 -fingerprint -sha256 prints"
                                + " them; the host name and the authority are then not looked at. List the old and the"
                                + " new one while a server changes its certificate.")
                .text(
                        CLIENT_CERTIFICATE_FILE,
                        null,
                        "A file on every worker with the certificate to log in with, and its chain, in PEM form. Set it"
                                + " where the server asks for one.")
                .text(
                        CLIENT_KEY_FILE,
                        null,
                        "A file on every worker with the private key of the client certificate, in PEM form (PKCS #8)."
                                + " Set it together with the certificate.")
                .secret(
                        CLIENT_KEY_PASSPHRASE,
                        "The passphrase of the client's private key. Needed only if the key has one.")
                .list(
                        PROTOCOLS,
                        "TLSv1.3,TLSv1.2",
                        "The versions of TLS that may be spoken. Leave TLSv1.2 alone for a server that refuses data"
                                + " connections because they do not resume the session of the control connection.");
    }

    static FtpsSettings from(AbstractConfig config) {
        return new FtpsSettings(
                OptionGroup.choiceOf(Mode.class, config.getString(MODE)),
                OptionGroup.choiceOf(Check.class, config.getString(CHECK)),
                text(config, TRUSTED_FILE),
                config.getList(FINGERPRINTS).stream().map(FtpsSettings::digits).toList(),
                text(config, CLIENT_CERTIFICATE_FILE),
                text(config, CLIENT_KEY_FILE),
                Optional.ofNullable(config.getPassword(CLIENT_KEY_PASSPHRASE))
                        .filter(secret -> !secret.value().isEmpty()),
                config.getList(PROTOCOLS));
    }

    /** Reports options that contradict each other. */
    static void validate(AbstractConfig config, Problems problems) {
        FtpsSettings settings = from(config);
        boolean known = settings.trustedFile.isPresent() || !settings.fingerprints.isEmpty();
        if (settings.check == Check.INSECURE && known) {
            problems.report(
                    CHECK,
                    "=insecure contradicts the trusted certificates: remove it, or remove " + TRUSTED_FILE + " and "
                            + FINGERPRINTS);
        }
        if (settings.trustedFile.isPresent() && !settings.fingerprints.isEmpty()) {
            problems.report(TRUSTED_FILE, "contradicts " + FINGERPRINTS + ": keep one of them");
        }
        for (String fingerprint : settings.fingerprints) {
            if (!fingerprint.matches("[0-9a-f]{64}")) {
                problems.report(
                        FINGERPRINTS,
                        "holds what is no SHA-256 fingerprint: it reads SHA256: and 32 pairs of hexadecimal digits");
            }
        }
        if (settings.clientCertificateFile.isPresent() != settings.clientKeyFile.isPresent()) {
            problems.report(
                    settings.clientKeyFile.isPresent() ? CLIENT_CERTIFICATE_FILE : CLIENT_KEY_FILE,
                    "is needed: a client certificate and its key go together");
        }
        if (settings.clientKeyPassphrase.isPresent() && settings.clientKeyFile.isEmpty()) {
            problems.report(CLIENT_KEY_PASSPHRASE, "belongs to a private key, and none is set: set it or remove this");
        }
        if (settings.protocols.isEmpty() || !List.of("TLSv1.3", "TLSv1.2").containsAll(settings.protocols)) {
            problems.report(PROTOCOLS, "must be TLSv1.3, TLSv1.2 or both: older versions are broken");
        }
    }

    private static String digits(String fingerprint) {
        return fingerprint
                .trim()
                .toLowerCase(java.util.Locale.ROOT)
                .replaceFirst("^sha-?256([: ]|( fingerprint=))", "")
                .replace(":", "");
    }

    private static Optional<String> text(AbstractConfig config, String key) {
        return Optional.ofNullable(config.getString(key)).map(String::trim).filter(value -> !value.isEmpty());
    }
}
