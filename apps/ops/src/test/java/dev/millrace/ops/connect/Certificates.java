package dev.millrace.ops.connect;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** A key, and a certificate that it signed itself for the loopback address, made by the JDK's own tool. */
public record Certificates(Path keystore, Path pem) {

    static final String SECRET = "a secret of the test";

    public static Certificates make(Path folder) {
        Path keystore = folder.resolve("server.p12");
        Path pem = folder.resolve("server.pem");
        keytool(List.of("-genkeypair", "-keyalg", "EC", "-dname", "CN=worker", "-ext", "san=ip:127.0.0.1"), keystore);
        keytool(List.of("-exportcert", "-rfc", "-file", pem.toString()), keystore);
        return new Certificates(keystore, pem);
    }

    /** What a server speaks TLS with. */
    public SSLContext server() {
        try (InputStream bytes = Files.newInputStream(keystore)) {
            KeyStore keys = KeyStore.getInstance("PKCS12");
            keys.load(bytes, SECRET.toCharArray());
            KeyManagerFactory factory = KeyManagerFactory.getInstance("PKIX");
            factory.init(keys, SECRET.toCharArray());
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(factory.getKeyManagers(), null, null);
            return context;
        } catch (GeneralSecurityException | IOException failed) {
            throw new IllegalStateException(failed);
        }
    }

    private static void keytool(List<String> command, Path keystore) {
        List<String> line = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString()));
        line.addAll(command);
        line.addAll(List.of("-alias", "own", "-storetype", "PKCS12", "-storepass", SECRET));
        line.addAll(List.of("-keystore", keystore.toString()));
        try {
            Process process = new ProcessBuilder(line)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (process.waitFor() != 0) {
                throw new IllegalStateException("keytool failed: " + command);
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException told) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(told);
        }
    }
}
