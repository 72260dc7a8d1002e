package dev.millrace.webhook.listener;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.http.ReceivedRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What proxies in front may tell, and who else may not. */
@Timeout(120)
class ListenerProxyTest {

    private static final String[] EVERYTHING = {
        "Forwarded: for=\"[2001:db8::7]:4711\";proto=https;host=real.example, for=127.0.0.9",
        "X-Forwarded-For: 203.0.113.1, 198.51.100.2, 127.0.0.9",
        "X-Forwarded-Proto: https",
        "X-Forwarded-Host: hooks.example",
        "Host: inner.example"
    };

    private final ListenerRegistry registry = new ListenerRegistry();
    private final TestRoute route = TestRoute.at("orders", "/hook");
    private final List<Lease> leases = new ArrayList<>();

    @AfterEach
    void close() {
        leases.forEach(Lease::close);
    }

    private int listen(String... options) {
        Lease lease = registry.acquire(TestListeners.settings(options), "orders");
        leases.add(lease);
        Membership<TestRoute> unused = lease.join(route);
        return lease.port();
    }

    private ReceivedRequest received(int port, String... headers) throws IOException {
        assertThat(RawClient.post(port, "/hook?a=b", "x", headers).status()).isEqualTo(200);
        return route.received.remove();
    }

    @Test
    void believesNobodyByDefault() throws IOException {
        ReceivedRequest request = received(listen(), EVERYTHING);

        assertThat(request.remoteAddress()).isEqualTo("127.0.0.1");
        assertThat(request.url()).isEqualTo("http://inner.example/hook?a=b");
    }

    @Test
    void believesNobodyOutsideTheList() throws IOException {
        int port = listen(TrustSettings.FORWARDED, "10.0.0.0/8,127.0.0.2");

        ReceivedRequest request = received(port, EVERYTHING);

        assertThat(request.remoteAddress()).isEqualTo("127.0.0.1");
        assertThat(request.url()).isEqualTo("http://inner.example/hook?a=b");
    }

    @Test
    void takesTheFirstStrangerBehindTrustedProxies() throws IOException {
        int port = listen(TrustSettings.FORWARDED, "127.0.0.0/8");

        ReceivedRequest request = received(port, EVERYTHING);

        assertThat(request.remoteAddress()).isEqualTo("198.51.100.2");
        assertThat(request.url()).isEqualTo("https://hooks.example/hook?a=b");
    }

    @Test
    void readsTheStandardFieldWhereThatIsWritten() throws IOException {
        int port = listen(TrustSettings.FORWARDED, "127.0.0.0/8", TrustSettings.HEADER, "forwarded");

        ReceivedRequest request = received(port, EVERYTHING);

        assertThat(request.remoteAddress()).isEqualTo("2001:db8:0:0:0:0:0:7");
        assertThat(request.url()).isEqualTo("https://real.example/hook?a=b");
    }

    @Test
    void takesNothingFromFieldsThatAreNonsense() throws IOException {
        int port = listen(TrustSettings.FORWARDED, "127.0.0.0/8");

        ReceivedRequest request = received(
                port,
                "X-Forwarded-For: not an address",
                "X-Forwarded-Proto: gopher",
                "X-Forwarded-Host: evil/../x",
                "Host: inner.example");

        assertThat(request.remoteAddress()).isEqualTo("127.0.0.1");
        assertThat(request.url()).isEqualTo("http://inner.example/hook?a=b");
    }

    @Test
    void putsThePublicAddressBeforeThePath() throws IOException {
        int port = listen(TrustSettings.PUBLIC_BASE_URL, "https://hooks.example/in/");

        assertThat(received(port).url()).isEqualTo("https://hooks.example/in/hook?a=b");
    }

    @Test
    void readsThePlainProxyHeader() throws IOException {
        int port = listen(TrustSettings.PROXY_PROTOCOL, "127.0.0.1");

        assertThat(throughProxy(
                        port, "PROXY TCP4 203.0.113.5 127.0.0.1 4711 443\r\n".getBytes(StandardCharsets.US_ASCII)))
                .isEqualTo("203.0.113.5");
    }

    @Test
    void readsTheBinaryProxyHeader() throws IOException {
        int port = listen(TrustSettings.PROXY_PROTOCOL, "127.0.0.1");
        byte[] header = HexFormat.of()
                .parseHex(
                        "0d0a0d0a000d0a515549540a" + "21" + "11" + "000c" + "cb007106" + "7f000001" + "1267" + "01bb");

        assertThat(throughProxy(port, header)).isEqualTo("203.0.113.6");
    }

    @Test
    void takesPlainConnectionsOfATrustedProxyAsWell() throws IOException {
        int port = listen(TrustSettings.PROXY_PROTOCOL, "127.0.0.1");

        assertThat(throughProxy(port, new byte[0])).isEqualTo("127.0.0.1");
    }

    @Test
    void refusesTheProxyHeaderOfAnybodyElse() throws IOException {
        int port = listen(TrustSettings.PROXY_PROTOCOL, "10.0.0.0/8");

        try (RawClient client = new RawClient(port)) {
            client.send("PROXY TCP4 203.0.113.5 127.0.0.1 4711 443\r\n" + RawClient.request("/hook", "x"));

            assertThat(client.read().status()).isBetween(400, 505);
        }
        assertThat(route.received).isEmpty();
        assertThat(throughProxy(port, new byte[0])).isEqualTo("127.0.0.1");
    }

    private String throughProxy(int port, byte[] header) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes(header);
        all.writeBytes(RawClient.request("/hook", "x").getBytes(StandardCharsets.US_ASCII));
        try (RawClient client = new RawClient(port)) {
            assertThat(client.send(all.toByteArray()).read().status()).isEqualTo(200);
        }
        return route.received.remove().remoteAddress();
    }
}
