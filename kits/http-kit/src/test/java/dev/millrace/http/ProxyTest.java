package dev.millrace.http;

import static dev.millrace.http.Sending.answer;
import static dev.millrace.http.Sending.failure;
import static dev.millrace.http.Sending.post;
import static dev.millrace.http.Sending.settings;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.kit.ConnectorFailure;
import dev.millrace.kit.FailureKind;
import dev.millrace.partner.Answer;
import dev.millrace.partner.PartnerAuthority;
import dev.millrace.partner.ProxyPartner;
import dev.millrace.partner.RestPartner;
import dev.millrace.partner.TlsGate;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(120)
class ProxyTest {

    private static final PartnerAuthority AUTHORITY = PartnerAuthority.named("Partner authority");

    private RestPartner partner;
    private TlsGate gate;
    private Path trust;

    @BeforeEach
    void open(@TempDir Path folder) throws Exception {
        partner = RestPartner.start();
        gate = TlsGate.before(partner.port(), AUTHORITY.issue("partner", "partner.example"));
        trust = Files.writeString(folder.resolve("trust.pem"), AUTHORITY.pem());
    }

    @AfterEach
    void close() {
        gate.close();
        partner.close();
    }

    @Test
    void tunnelsHttpsThroughAnHttpProxyThatResolvesTheName() throws Exception {
        try (ProxyPartner proxy = ProxyPartner.http("me", "open sesame");
                HttpSender sender = sender("http", proxy, "me", "open sesame")) {

            HttpReply reply = answer(sender.send(post(https())));

            assertThat(reply.status()).isEqualTo(200);
            assertThat(proxy.wishes()).containsExactly("partner.example:" + gate.port());
            assertThat(partner.received())
                    .singleElement()
                    .satisfies(request ->
                            assertThat(request.header("Proxy-Authorization")).isEmpty());
        }
    }

    @Test
    void saysThatTheProxyRefusesThePassword() throws Exception {
        try (ProxyPartner proxy = ProxyPartner.http("me", "open sesame");
                HttpSender sender = sender("http", proxy, "me", "wrong")) {

            ConnectorFailure refused = failure(ConnectorFailure.class, sender.send(post(https())));

            assertThat(refused.kind()).isEqualTo(FailureKind.UNAUTHORIZED);
            assertThat(refused.code()).isEqualTo("proxy-login-refused");
            assertThat(refused).hasMessageContaining("http.proxy.password").hasMessageNotContaining("wrong");
            assertThat(partner.count()).isZero();
        }
    }

    @Test
    void takesAProxyThatForbidsTheTargetForAReceiverThatIsDownAndBlamesNoRecord() throws Exception {
        try (ProxyPartner proxy = ProxyPartner.http();
                HttpSender sender = sender("http", proxy)) {
            proxy.forbid(true);

            HttpFault fault = failure(HttpFault.class, sender.send(post(https())));

            assertThat(fault.stage()).isEqualTo(HttpFault.Stage.CONNECT);
            assertThat(fault).hasMessageContaining("proxy").hasMessageContaining("403");
        }
    }

    @Test
    void tellsThatTheProxyIsNotThere() throws Exception {
        ProxyPartner proxy = ProxyPartner.http();
        try (HttpSender sender = sender("http", proxy)) {
            proxy.close();

            HttpFault fault = failure(HttpFault.class, sender.send(post(https())));

            assertThat(fault.stage()).isEqualTo(HttpFault.Stage.CONNECT);
        }
    }

    @Test
    void asksAnHttpProxyForAPlainAddressInTheWholeForm() throws Exception {
        try (RestPartner proxy = RestPartner.start();
                HttpSender sender = settings(options("http", proxy.port(), "me", "open sesame"))
                        .openPlain(2, false)) {

            HttpReply reply = answer(sender.send(post("http://partner.example/orders?x=1")));

            assertThat(reply.status()).isEqualTo(200);
            assertThat(proxy.received()).singleElement().satisfies(request -> {
                assertThat(request.path()).isEqualTo("http://partner.example/orders?x=1");
                assertThat(request.header("Proxy-Authorization")).contains("Basic bWU6b3BlbiBzZXNhbWU=");
            });
        }
    }

    @Test
    void saysThatTheProxyRefusesThePasswordOfAPlainRequestToo() throws Exception {
        try (RestPartner proxy = RestPartner.start();
                HttpSender sender =
                        settings(options("http", proxy.port(), "me", "wrong")).openPlain(2, false)) {
            proxy.answerAll(Answer.status(407).header("Proxy-Authenticate", "Basic realm=\"proxy\""));

            ConnectorFailure refused = failure(ConnectorFailure.class, sender.send(post("http://partner.example/")));

            assertThat(refused.code()).isEqualTo("proxy-login-refused");
            assertThat(proxy.count()).isEqualTo(1);
        }
    }

    @Test
    void goesThroughASocksProxyThatResolvesTheName() throws Exception {
        try (ProxyPartner proxy = ProxyPartner.socks5("me", "open sesame");
                HttpSender sender = sender("socks5", proxy, "me", "open sesame")) {

            HttpReply reply = answer(sender.send(post(https())));

            assertThat(reply.status()).isEqualTo(200);
            assertThat(proxy.wishes()).containsExactly("partner.example:" + gate.port());
        }
    }

    @Test
    void saysThatTheSocksProxyRefusesThePassword() throws Exception {
        try (ProxyPartner proxy = ProxyPartner.socks5("me", "open sesame");
                HttpSender sender = sender("socks5", proxy, "me", "wrong")) {

            ConnectorFailure refused = failure(ConnectorFailure.class, sender.send(post(https())));

            assertThat(refused.code()).isEqualTo("proxy-login-refused");
            assertThat(partner.count()).isZero();
        }
    }

    @Test
    void blamesNoRecordForASocksProxyThatForbidsTheTarget() throws Exception {
        try (ProxyPartner proxy = ProxyPartner.socks5();
                HttpSender sender = sender("socks5", proxy)) {
            proxy.forbid(true);

            HttpFault fault = failure(HttpFault.class, sender.send(post(https())));

            assertThat(fault.stage()).isEqualTo(HttpFault.Stage.CONNECT);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "127.0.0.0/8"})
    void reachesSomeHostsWithoutTheProxy(String bypass) throws Exception {
        try (ProxyPartner proxy = ProxyPartner.http()) {
            Map<String, String> options = options("http", proxy.port());
            options.put("http.proxy.bypass", bypass);
            try (HttpSender sender = settings(options).openPlain(2, false)) {

                HttpReply reply = answer(sender.send(post(partner.url())));

                assertThat(reply.status()).isEqualTo(200);
                assertThat(proxy.wishes()).isEmpty();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"http", "socks5"})
    void letsNoRecordUseTheProxyForAPrivateHost(String type) throws Exception {
        try (ProxyPartner proxy = type.equals("http") ? ProxyPartner.http() : ProxyPartner.socks5();
                HttpSender sender = settings(options(type, proxy.port())).openPlain(2, true)) {

            ConnectorFailure byAddress = failure(ConnectorFailure.class, sender.send(post("http://10.0.0.1/")));
            ConnectorFailure byName = failure(ConnectorFailure.class, sender.send(post("https://metadata.internal/")));

            assertThat(byAddress.code()).isEqualTo("egress-refused");
            assertThat(byName.code()).isEqualTo("egress-refused");
            assertThat(proxy.wishes()).isEmpty();
        }
    }

    private String https() {
        return "https://partner.example:" + gate.port() + "/orders";
    }

    private HttpSender sender(String type, ProxyPartner proxy, String... login) {
        Map<String, String> options = options(type, proxy.port(), login);
        options.put("http.tls.truststore.file", trust.toString());
        return settings(options).openPlain(2, false);
    }

    private static Map<String, String> options(String type, int port, String... login) {
        Map<String, String> options = new HashMap<>(Map.of(
                "http.proxy.type", type, "http.proxy.host", "127.0.0.1", "http.proxy.port", Integer.toString(port)));
        if (login.length > 0) {
            options.put("http.proxy.user", login[0]);
            options.put("http.proxy.password", login[1]);
        }
        return options;
    }
}
