package dev.millrace.webhook.listener;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.kit.tls.PemFile;
import dev.millrace.kit.tls.StoreFile;
import dev.millrace.kit.tls.TlsFault;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.apache.kafka.common.config.types.Password;

/** A self-signed certificate for this machine and its key, made by openssl, in every form. */
record TestCertificates(Path certificate, Path key, Path encryptedKey, Path keystore) {

    static final String SECRET = "open sesame";

    static TestCertificates make(Path folder, String name) {
        TestCertificates made = new TestCertificates(
                folder.resolve(name + ".crt"),
                folder.resolve(name + ".key"),
                folder.resolve(name + ".encrypted.key"),
                folder.resolve(name + ".p12"));
        openssl(
                "req",
                "-x509",
                "-newkey",
                "ec",
                "-pkeyopt",
                "ec_paramgen_curve:prime256v1",
                "-nodes",
                "-days",
                "2",
                "-subj",
                "/O=Millrace/CN=" + name,
                "-addext",
                "subjectAltName=IP:127.0.0.1,DNS:localhost",
                "-keyout",
                made.key.toString(),
                "-out",
                made.certificate.toString());
        openssl(
                "pkcs8",
                "-topk8",
                "-in",
                made.key.toString(),
                "-out",
                made.encryptedKey.toString(),
                "-passout",
                "pass:" + SECRET);
        openssl(
                "pkcs12",
                "-export",
                "-in",
                made.certificate.toString(),
                "-inkey",
                made.key.toString(),
                "-out",
                made.keystore.toString(),
                "-passout",
                "pass:" + SECRET);
        return made;
    }

    private static void openssl(String... arguments) {
        String[] command = new String[arguments.length + 1];
        command[0] = "openssl";
        System.arraycopy(arguments, 0, command, 1, arguments.length);
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            String told = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).as(told).isZero();
        } catch (IOException failed) {
            throw new IllegalStateException("openssl can't be started", failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    /** Writes this over the other's files. */
    void replace(TestCertificates other) throws IOException {
        Files.copy(certificate, other.certificate, StandardCopyOption.REPLACE_EXISTING);
        Files.copy(key, other.key, StandardCopyOption.REPLACE_EXISTING);
    }

    /** What a client needs that trusts these, and shows its own where it has one. */
    static SSLContext client(Optional<TestCertificates> own, TestCertificates... trusted)
            throws GeneralSecurityException, IOException, TlsFault {
        KeyStore authorities = KeyStore.getInstance("PKCS12");
        authorities.load(null, null);
        for (TestCertificates each : trusted) {
            authorities.setCertificateEntry(
                    "t" + authorities.size(),
                    PemFile.certificates(Files.readAllBytes(each.certificate), "", "")
                            .get(0));
        }
        TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
        trust.init(authorities);
        KeyManager[] keys = {};
        if (own.isPresent()) {
            KeyManagerFactory factory = KeyManagerFactory.getInstance("PKIX");
            KeyStore store = StoreFile.read(
                    Files.readAllBytes(own.get().keystore), Optional.of(new Password(SECRET)), "", "", "");
            factory.init(store, SECRET.toCharArray());
            keys = factory.getKeyManagers();
        }
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys, trust.getTrustManagers(), null);
        return context;
    }
}
