package dev.millrace.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.partner.PartnerAuthority;
import dev.millrace.partner.PartnerIdentity;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClientSettingsTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            value = {
                "http.request.timeout.ms=5 # http.request.timeout.ms # includes the connection",
                "http.connection.idle.ms=600000 # http.connection.idle.ms # longer than http.connection.max.age.ms",
                "http.tls.truststore.file=/no/such # http.tls.truststore.file # can't be read on this worker",
                "http.tls.truststore.password=x # http.tls.truststore.password # belongs to a truststore",
                "http.tls.certificate.file=/a # http.tls.key.file # go together",
                "http.tls.key.file=/a # http.tls.certificate.file # go together",
                "http.tls.key.passphrase=x # http.tls.key.passphrase # belongs to a private key",
                "http.tls.keystore.password=x # http.tls.keystore.password # belongs to a keystore",
                "http.tls.keystore.file=/a http.tls.key.file=/b # http.tls.keystore.file # contradicts the PEM files",
                "http.proxy.host=proxy # http.proxy.host # http.proxy.type is none",
                "http.proxy.bypass=a.example # http.proxy.bypass # http.proxy.type is none",
                "http.proxy.type=http # http.proxy.host # is needed with http.proxy.type=http",
                "http.proxy.type=http http.proxy.host=http://proxy # http.proxy.host # without scheme",
                "http.proxy.type=http http.proxy.host=p http.proxy.user=me # http.proxy.password # go together",
                "http.proxy.type=http http.proxy.host=p http.proxy.password=x # http.proxy.user # go together",
                "http.proxy.type=http http.proxy.host=p http.proxy.user=a:b http.proxy.password=x # http.proxy.user # colon",
                "http.proxy.type=http http.proxy.host=p http.proxy.bypass=a:80 # http.proxy.bypass # without a port",
                "http.proxy.type=socks5 http.proxy.host=p http.proxy.bypass=a # http.proxy.bypass # SOCKS",
                "http.egress.allow=10.0.0.0/40 # http.egress.allow # number of bits",
                "http.egress.deny=http://a.example # http.egress.deny # is neither a host name",
                "http.redirects.origins=https://a.example # http.redirects.origins # http.redirects=none",
                "http.redirects=same-method http.redirects.origins=https://a.example/path # http.redirects.origins # no origin",
                "http.redirects=same-method http.redirects.origins=a.example # http.redirects.origins # no origin",
            })
    void saysWhatIsWrongOnTheKeyToChange(String options, String key, String sentence) {
        Map<String, String> problems = problems(options(options));

        assertThat(problems).containsOnlyKeys(key);
        assertThat(problems.get(key)).contains(sentence);
    }

    @Test
    void findsFilesThatCanNotBeUsed(@TempDir Path folder) throws Exception {
        PartnerAuthority authority = PartnerAuthority.named("authority");
        PartnerIdentity one = authority.issue("one");
        String certificate = write(folder, "one.pem", one.certificatePem());
        String key = write(folder, "one.key", one.keyPem());
        String other = write(folder, "other.key", authority.issue("other").keyPem());
        String text = write(folder, "text", "no key at all");
        String store = folder.resolve("one.p12").toString();
        Files.write(Path.of(store), one.pkcs12("open sesame"));

        assertThat(problems(Map.of("http.tls.certificate.file", certificate, "http.tls.key.file", key)))
                .isEmpty();
        assertThat(problems(Map.of("http.tls.certificate.file", certificate, "http.tls.key.file", other)))
                .hasEntrySatisfying(
                        "http.tls.key.file", said -> assertThat(said).contains("does not belong"));
        assertThat(problems(Map.of("http.tls.certificate.file", certificate, "http.tls.key.file", text)))
                .hasEntrySatisfying(
                        "http.tls.key.file", said -> assertThat(said).contains("PKCS #8"));
        assertThat(problems(Map.of("http.tls.certificate.file", text, "http.tls.key.file", key)))
                .containsOnlyKeys("http.tls.certificate.file");
        assertThat(problems(Map.of("http.tls.keystore.file", store, "http.tls.keystore.password", "wrong")))
                .hasEntrySatisfying(
                        "http.tls.keystore.password", said -> assertThat(said).contains("does not open"));
        assertThat(problems(Map.of("http.tls.keystore.file", text))).containsOnlyKeys("http.tls.keystore.file");
        assertThat(problems(Map.of("http.tls.truststore.file", text))).containsOnlyKeys("http.tls.truststore.file");
        assertThat(problems(Map.of("http.tls.truststore.file", store))).containsOnlyKeys("http.tls.truststore.file");
    }

    @Test
    void readsEveryKeyThatItDeclares() {
        ConfigDef definition = new ConfigDef();
        ClientSettings.define(definition);
        Map<String, @Nullable Object> every = new HashMap<>();
        definition
                .configKeys()
                .forEach((name, key) -> every.put(name, key.type() == ConfigDef.Type.LIST ? "" : key.defaultValue));
        AbstractConfig config = new AbstractConfig(definition, every, false);

        ClientSettings unused = ClientSettings.from(config);

        assertThat(new TreeSet<>(config.unused())).isEmpty();
    }

    @Test
    void isByDefaultWhatATestTakesForTheDefault() {
        ClientSettings declared = ClientSettings.from(Sending.config(Map.of()));

        assertThat(declared)
                .isEqualTo(new ClientSettings(
                        declared.connectTimeout(), declared.requestTimeout(), declared.retryAfterMax()));
    }

    private static Map<String, String> options(String text) {
        Map<String, String> options = new HashMap<>();
        for (String option : text.strip().split(" ", -1)) {
            options.put(option.split("=", 2)[0], option.split("=", 2)[1]);
        }
        return options;
    }

    private static Map<String, String> problems(Map<String, String> options) {
        Map<String, String> found = new HashMap<>();
        ClientSettings.validate(Sending.config(options), found::put);
        return found;
    }

    private static String write(Path folder, String name, String text) throws Exception {
        return Files.writeString(folder.resolve(name), text).toString();
    }
}
