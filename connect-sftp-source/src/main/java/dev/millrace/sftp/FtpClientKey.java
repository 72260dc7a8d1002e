package dev.millrace.sftp;

import dev.millrace.kit.ConnectorFailure;
import dev.millrace.kit.FailureKind;
import dev.millrace.kit.Pem;
import dev.millrace.kit.PemFault;
import java.io.IOException;
import java.nio.file.Files;
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
import org.apache.kafka.common.config.types.Password;
import org.jspecify.annotations.Nullable;

/** The certificate and key that a client logs in with, from PEM files. */
final class FtpClientKey {

    private FtpClientKey() {}

    /** What shows the certificate to the server; nothing when none is set. */
    static List<KeyManager> of(FtpsSettings settings, String store) {
        if (settings.clientCertificateFile().isEmpty()
                || settings.clientKeyFile().isEmpty()) {
            return List.of();
        }
        List<X509Certificate> chain = chain(settings.clientCertificateFile().get(), store);
        PrivateKey key = key(settings.clientKeyFile().get(), settings.clientKeyPassphrase(), store);
        try {
            KeyStore keys = KeyStore.getInstance(KeyStore.getDefaultType());
            keys.load(null, null);
            keys.setKeyEntry("client", key, new char[0], chain.toArray(Certificate[]::new));
            KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            factory.init(keys, new char[0]);
            return List.of(factory.getKeyManagers());
        } catch (IOException | GeneralSecurityException failed) {
            throw failure(
                    FtpFailure.CLIENT_KEY, store + ": the client certificate and its key do not go together", null);
        }
    }

    private static List<X509Certificate> chain(String file, String store) {
        try {
            return Pem.certificates(bytes(file, FtpFailure.CLIENT_CERTIFICATE, store));
        } catch (PemFault fault) {
            throw failure(FtpFailure.CLIENT_CERTIFICATE, store + ": " + file + " " + fault.sentence(), null);
        }
    }

    private static PrivateKey key(String file, Optional<Password> passphrase, String store) {
        try {
            return Pem.key(bytes(file, FtpFailure.CLIENT_KEY, store), passphrase);
        } catch (PemFault fault) {
            String code =
                    fault.kind() == PemFault.Kind.PASSPHRASE ? FtpFailure.CLIENT_PASSPHRASE : FtpFailure.CLIENT_KEY;
            throw failure(code, store + ": " + file + " " + fault.sentence(), null);
        }
    }

    private static byte[] bytes(String file, String code, String store) {
        try {
            return Files.readAllBytes(Path.of(file));
        } catch (IOException | RuntimeException unreadable) {
            throw failure(code, store + ": " + file + " can't be read on this worker", unreadable);
        }
    }

    private static ConnectorFailure failure(String code, String sentence, @Nullable Throwable cause) {
        return new ConnectorFailure(FailureKind.MISCONFIGURED, code, sentence, cause);
    }
}
