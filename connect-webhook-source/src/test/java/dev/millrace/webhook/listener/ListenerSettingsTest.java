package dev.millrace.webhook.listener;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.config.AbstractConfig;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is wrong is found before anything starts, on its key. */
@Timeout(120)
class ListenerSettingsTest {

    private Path folder;

    @BeforeEach
    void keep(@TempDir Path temporary) {
        folder = temporary;
    }

    private static Map<String, String> problems(Map<String, String> options) {
        AbstractConfig config = TestListeners.config(options);
        Map<String, String> problems = new HashMap<>();
        ListenerSettings.validate(config, (key, sentence) -> problems.put(key, sentence));
        RouteSettings.validate(config, (key, sentence) -> problems.put(key, sentence));
        return problems;
    }

    private static Map<String, String> problems(String... options) {
        return problems(TestListeners.options(options));
    }

    @Test
    void findsNothingWrongWithTheDefaults() {
        assertThat(problems()).isEmpty();
    }

    @Test
    void hasSaneDefaults() {
        ListenerSettings settings = TestListeners.settings();

        assertThat(settings.limits().connections()).isEqualTo(2_000);
        assertThat(settings.limits().headerBytes()).isEqualTo(16_384);
        assertThat(settings.limits().bytesPerSecond()).isEqualTo(1_024);
        assertThat(settings.limits().idleTimeout()).hasSeconds(30);
        assertThat(settings.http2()).isFalse();
        assertThat(settings.tls()).isEmpty();
        assertThat(settings.healthPort()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "webhook.path|hook|slash",
                "webhook.path|/a?b|letters",
                "webhook.path|/a%20b|letters",
                "webhook.path|/a/*/b|at its end",
                "webhook.path|/a/../b|parts",
                "webhook.path|//a|parts",
                "webhook.path|/healthz|reserved",
                "webhook.path|/readyz|reserved",
                "webhook.path|/readyz/*|reserved",
                "webhook.path|/readyz/orders|reserved",
                "webhook.host|http://a|host name",
                "webhook.methods|''|names no method",
                "webhook.methods|POST,TRACE|never taken",
                "webhook.methods|PO ST|no HTTP method",
                "listener.host|a:b:c/d|IP address",
                "listener.proxy.protocol.trusted|10.0.0.0/33|number of bits",
                "listener.proxy.protocol.trusted|proxy.example|no IP address",
                "listener.forwarded.trusted|10.0.0|no IP address",
                "listener.forwarded.trusted|::1/129|number of bits",
                "public.base.url|hooks.example|http",
                "public.base.url|https://h/?q=1|query",
                "public.base.url|ftp://h|http",
                "listener.tls.client.auth|need|no TLS"
            })
    void reportsOnTheKey(String key, String value, String hint) {
        assertThat(problems(key, value)).containsOnlyKeys(key);
        assertThat(problems(key, value).get(key)).contains(hint);
    }

    @Test
    void leavesHealthAlone() {
        assertThat(problems(ListenerSettings.PORT, "8080", ListenerSettings.HEALTH_PORT, "8080"))
                .containsOnlyKeys(ListenerSettings.HEALTH_PORT);
        assertThat(problems(RouteSettings.PATH, "/*")).isEmpty();
        assertThat(problems(RouteSettings.PATH, "/healthzy")).isEmpty();
    }

    @Test
    void findsWhatIsWrongWithPemFiles() throws Exception {
        TestCertificates own = TestCertificates.make(folder, "own");
        TestCertificates other = TestCertificates.make(folder, "other");
        String certificate = own.certificate().toString();
        Path half = folder.resolve("half.crt");
        String pem = Files.readString(own.certificate(), StandardCharsets.US_ASCII);
        Files.writeString(half, pem.substring(0, pem.length() / 2), StandardCharsets.US_ASCII);

        assertThat(tls(certificate, own.key().toString())).isEmpty();
        assertThat(tls(certificate, folder.resolve("missing").toString()).get(TlsSettings.KEY_FILE))
                .contains("can't be read");
        assertThat(tls(half.toString(), own.key().toString())).containsOnlyKeys(TlsSettings.CERTIFICATE_FILE);
        assertThat(tls(certificate, other.key().toString()).get(TlsSettings.KEY_FILE))
                .contains("does not belong");
        assertThat(tls(certificate, certificate).get(TlsSettings.KEY_FILE)).contains("PKCS #8");
        assertThat(tls(certificate, own.encryptedKey().toString())).containsOnlyKeys(TlsSettings.KEY_PASSPHRASE);
        assertThat(tls(certificate, own.encryptedKey().toString(), TlsSettings.KEY_PASSPHRASE, "wrong")
                        .get(TlsSettings.KEY_PASSPHRASE))
                .contains("does not open");
        assertThat(problems(TlsSettings.CERTIFICATE_FILE, certificate)).containsOnlyKeys(TlsSettings.KEY_FILE);
        assertThat(problems(TlsSettings.KEY_FILE, own.key().toString())).containsOnlyKeys(TlsSettings.CERTIFICATE_FILE);
    }

    @Test
    void findsWhatIsWrongWithKeystores() {
        TestCertificates own = TestCertificates.make(folder, "own");
        String keystore = own.keystore().toString();

        assertThat(store(keystore, TestCertificates.SECRET)).isEmpty();
        assertThat(store(keystore, "wrong")).containsOnlyKeys(TlsSettings.KEYSTORE_PASSWORD);
        assertThat(store(own.certificate().toString(), "x")).containsOnlyKeys(TlsSettings.KEYSTORE_FILE);
        assertThat(store(keystore, TestCertificates.SECRET, TlsSettings.KEY_FILE, "x"))
                .containsOnlyKeys(TlsSettings.KEYSTORE_FILE);
    }

    @Test
    void findsWhatIsWrongWithTruststores() {
        TestCertificates own = TestCertificates.make(folder, "own");
        String certificate = own.certificate().toString();
        String key = own.key().toString();

        assertThat(tls(certificate, key, TlsSettings.CLIENT_AUTH, "need"))
                .containsOnlyKeys(TlsSettings.TRUSTSTORE_FILE);
        assertThat(tls(certificate, key, TlsSettings.TRUSTSTORE_FILE, certificate))
                .containsOnlyKeys(TlsSettings.TRUSTSTORE_FILE);
        assertThat(tls(certificate, key, TlsSettings.CLIENT_AUTH, "need", TlsSettings.TRUSTSTORE_FILE, key))
                .containsOnlyKeys(TlsSettings.TRUSTSTORE_FILE);
        assertThat(tls(certificate, key, TlsSettings.CLIENT_AUTH, "need", TlsSettings.TRUSTSTORE_FILE, certificate))
                .isEmpty();
        assertThat(tls(certificate, key, TlsSettings.PROTOCOLS, "TLSv1.1")).containsOnlyKeys(TlsSettings.PROTOCOLS);
    }

    private static Map<String, String> tls(String certificate, String key, String... more) {
        Map<String, String> options = TestListeners.options(more);
        options.put(TlsSettings.CERTIFICATE_FILE, certificate);
        options.put(TlsSettings.KEY_FILE, key);
        return problems(options);
    }

    private static Map<String, String> store(String file, String password, String... more) {
        Map<String, String> options = TestListeners.options(more);
        options.put(TlsSettings.KEYSTORE_FILE, file);
        options.put(TlsSettings.KEYSTORE_PASSWORD, password);
        return problems(options);
    }
}
