package dev.millrace.webhook.listener;

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
final class StoreFile {

    private StoreFile() {}

    /** Reads a keystore. */
    static KeyStore read(byte[] bytes, Optional<Password> password, String key, String passwordKey, String file)
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
                throw new TlsFault(passwordKey, "does not open " + file);
            }
            throw new TlsFault(key, "names " + file + ", which is neither a PKCS #12 nor a JKS keystore");
        } catch (GeneralSecurityException unusable) {
            throw new TlsFault(key, "names " + file + ", which can't be used");
        }
    }

    /** Authorities from PEM or from a keystore; at least one. */
    static KeyStore authorities(byte[] bytes, Optional<Password> password, String file)
            throws TlsFault, GeneralSecurityException, IOException {
        if (PemFile.holdsCertificate(bytes)) {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            for (X509Certificate certificate : PemFile.certificates(bytes, TlsSettings.TRUSTSTORE_FILE, file)) {
                store.setCertificateEntry("authority-" + store.size(), certificate);
            }
            return store;
        }
        KeyStore store = read(bytes, password, TlsSettings.TRUSTSTORE_FILE, TlsSettings.TRUSTSTORE_PASSWORD, file);
        for (String alias : Collections.list(store.aliases())) {
            if (store.isCertificateEntry(alias)) {
                return store;
            }
        }
        throw new TlsFault(
                TlsSettings.TRUSTSTORE_FILE,
                "names " + file + ", which holds no trusted certificate"
                        + (password.isEmpty() ? "; give its password" : ""));
    }
}
