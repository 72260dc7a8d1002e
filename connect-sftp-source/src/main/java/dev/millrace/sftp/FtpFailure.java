package dev.millrace.sftp;

import dev.millrace.feed.store.StoreFailure;
import dev.millrace.kit.ConnectorFailure;
import dev.millrace.kit.FailureKind;
import java.net.UnknownHostException;
import java.security.cert.CertificateException;
import java.util.Locale;
import java.util.Optional;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;

/** What a failure to connect to an FTP server means. */
final class FtpFailure {

    static final String TRUST_UNREADABLE = "trusted-certificates-unreadable";
    static final String CLIENT_CERTIFICATE = "client-certificate-unusable";
    static final String CLIENT_KEY = "client-key-unusable";
    static final String CLIENT_PASSPHRASE = "client-passphrase-wrong";
    static final String NO_TLS = "tls-refused";

    private FtpFailure() {}

    /**
     * The failure that an attempt to connect came to.
     *
     * @param shown the fingerprint of the certificate that the server showed
     */
    static ConnectorFailure connecting(Exception failed, String store, Optional<String> shown) {
        if (failed instanceof ConnectorFailure known) {
            return known;
        }
        if (failed instanceof UnknownHostException) {
            return new ConnectorFailure(
                    FailureKind.TRANSIENT,
                    ConnectFailure.UNKNOWN_HOST,
                    store + ": no such host is known; check its name",
                    failed);
        }
        if (isCausedBy(failed, CertificateException.class)) {
            return StoreFailure.hostKey(
                    store,
                    "its certificate " + shown.orElse("") + " is not accepted (" + failed.getMessage()
                            + "). Ask its owner whether it was changed, then accept it in " + FtpsSettings.FINGERPRINTS
                            + " or " + FtpsSettings.TRUSTED_FILE,
                    failed);
        }
        if (isRefusedClient(failed)) {
            return new ConnectorFailure(
                    FailureKind.UNAUTHORIZED,
                    CLIENT_CERTIFICATE,
                    store + " wants another client certificate (" + failed.getMessage() + "): set "
                            + FtpsSettings.CLIENT_CERTIFICATE_FILE,
                    failed);
        }
        if (failed instanceof SSLException
                && String.valueOf(failed.getMessage()).contains("SSL message")) {
            return noTls(store, "what it answers is no TLS: is " + FtpsSettings.MODE + " right?");
        }
        return StoreFailure.unreachable(store, "connecting", failed);
    }

    static ConnectorFailure noTls(String store, String sentence) {
        return new ConnectorFailure(FailureKind.MISCONFIGURED, NO_TLS, store + ": " + sentence);
    }

    /** The server's alerts about the client's certificate (RFC 8446, 6.2; RFC 5246, 7.2.2). */
    private static boolean isRefusedClient(Exception failed) {
        String message = String.valueOf(failed.getMessage()).toLowerCase(Locale.ROOT);
        return failed instanceof SSLHandshakeException
                && message.contains("alert")
                && (message.contains("certificate") || message.contains("unknown_ca"));
    }

    private static boolean isCausedBy(Throwable failed, Class<? extends Throwable> type) {
        for (Throwable cause = failed; cause != null; cause = cause.getCause()) {
            if (type.isInstance(cause)) {
                return true;
            }
        }
        return false;
    }
}
