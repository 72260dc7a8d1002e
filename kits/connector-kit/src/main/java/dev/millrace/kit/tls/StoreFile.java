package dev.millrace.kit.tls;

import dev.millrace.kit.Pem;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.UnrecoverableKeyException;
import java.security.cert.X509Certificate;
import java.util.Collections;
import java.util.Optional;
import org.apache.kafka.common.config.types.Password;

/** Reads keystores, PKCS #12 and JKS alike. */
public final class StoreFile {

    private StoreFile() {}

    /**
     * Reads a keystore.
     *
     * @param option names the file
     * @param passwordOption holds its password
     */
    public static KeyStore read(
            byte[] bytes, Optional<Password> password, String option, String passwordOption, String file)
            throws TlsFault {
        try {
            // The JDK's PKCS12 type reads JKS as well, and the other way round (keystore.type.compat).
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(
                    new ByteArrayInputStream(bytes),
                    password.map(Password::value).map(String::toCharArray).orElse(null));
            return store;
        } catch (IOException wrong) {
            if (wrong.getCause() instanceof UnrecoverableKeyException) {
                throw new TlsFault(passwordOption, "does not open " + file);
            }
            throw new TlsFault(option, "names " + file + ", which is neither a PKCS #12 nor a JKS keystore");
        } catch (GeneralSecurityException unusable) {
            throw new TlsFault(option, "names " + file + ", which can't be used");
        }
    }

    /**
     * Authorities from PEM or from a keystore; at least one.
     *
     * @param option names the file
     * @param passwordOption holds its password
     */
    public static KeyStore authorities(
            byte[] bytes, Optional<Password> password, String option, String passwordOption, String file)
            throws TlsFault, GeneralSecurityException, IOException {
        if (Pem.holdsCertificate(bytes)) {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            for (X509Certificate certificate : PemFile.certificates(bytes, option, file)) {
                store.setCertificateEntry("authority-" + store.size(), certificate);
            }
            return store;
        }
        KeyStore store = read(bytes, password, option, passwordOption, file);
        for (String alias : Collections.list(store.aliases())) {
            if (store.isCertificateEntry(alias)) {
                return store;
            }
        }
        throw new TlsFault(
                option,
                "names " + file + ", which holds no trusted certificate"
                        + (password.isEmpty() ? "; give its password" : ""));
    }
}
