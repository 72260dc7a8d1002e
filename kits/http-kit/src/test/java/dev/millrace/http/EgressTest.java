package dev.millrace.http;

import static dev.millrace.http.Sending.answer;
import static dev.millrace.http.Sending.failure;
import static dev.millrace.http.Sending.post;
import static dev.millrace.http.Sending.settings;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.http.address.AddressRange;
import dev.millrace.kit.ConnectorFailure;
import dev.millrace.kit.FailureKind;
import dev.millrace.partner.RestPartner;
import dev.millrace.testkit.Eventually;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.hc.client5.http.DnsResolver;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(120)
class EgressTest {

    private RestPartner partner;

    @BeforeEach
    void open() throws Exception {
        partner = RestPartner.start();
    }

    @AfterEach
    void close() {
        partner.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "127.0.0.1", "2130706433", "127.1", "0.0.0.0"})
    void aRecordReachesNothingOnThisMachineHoweverItIsWritten(String host) {
        try (HttpSender sender = settings(Map.of()).openPlain(2, true)) {

            ConnectorFailure refused =
                    failure(ConnectorFailure.class, sender.send(post("http://" + host + ":" + partner.port() + "/")));

            assertThat(refused.kind()).isEqualTo(FailureKind.REJECTED);
            assertThat(refused.code()).isEqualTo("egress-refused");
            assertThat(partner.count()).isZero();
        }
    }

    @Test
    void aRecordReachesWhatIsAllowedByItsRange() throws Exception {
        try (HttpSender sender =
                settings(Map.of("http.egress.allow", "127.0.0.0/8")).openPlain(2, true)) {

            HttpReply reply = answer(sender.send(post(partner.url())));

            assertThat(reply.status()).isEqualTo(200);
        }
    }

    @Test
    void aDeniedReceiverOfTheConfigurationStopsIt() {
        try (HttpSender sender =
                settings(Map.of("http.egress.deny", "127.0.0.1")).openPlain(2, false)) {

            ConnectorFailure refused = failure(ConnectorFailure.class, sender.send(post(partner.url())));

            assertThat(refused.kind()).isEqualTo(FailureKind.MISCONFIGURED);
            assertThat(refused).hasMessageContaining("http.egress.deny");
        }
    }

    @Test
    void aNameThatMovesToAPrivateAddressIsRefusedFromThenOn() throws Exception {
        Names names = new Names("127.0.0.1", "127.0.0.2");
        ClientSettings settings = settings(Map.of(
                "http.egress.allow", "127.0.0.1",
                "http.connection.max.age.ms", "1",
                "http.connection.idle.ms", "1"));
        try (HttpSender sender = new ApacheHttpSender(settings, 2, true, names)) {
            String url = "http://moving.example:" + partner.port() + "/";
            int first = answer(sender.send(post(url))).status();
            Eventually.holds("another connection", () -> {
                CompletableFuture<HttpReply> next = sender.send(post(url));
                return next.handle((reply, failure) -> failure != null).join();
            });

            ConnectorFailure refused = failure(ConnectorFailure.class, sender.send(post(url)));

            assertThat(first).isEqualTo(200);
            assertThat(refused.code()).isEqualTo("egress-refused");
        }
    }

    @Test
    void connectsOnlyToTheAddressesOfANameThatAreAllowed() throws Exception {
        DnsResolver both = new Names("127.0.0.2") {
            @Override
            public InetAddress[] resolve(String host) {
                return new InetAddress[] {AddressRange.literal("127.0.0.2"), AddressRange.literal("127.0.0.1")};
            }
        };
        try (ServerSocket denied = new ServerSocket(partner.port(), 1, AddressRange.literal("127.0.0.2"));
                HttpSender sender =
                        new ApacheHttpSender(settings(Map.of("http.egress.deny", "127.0.0.2")), 2, false, both)) {
            denied.setSoTimeout(100);

            HttpReply reply = answer(sender.send(post("http://both.example:" + partner.port() + "/")));

            assertThat(reply.status()).isEqualTo(200);
            assertThatThrownBy(denied::accept).isInstanceOf(SocketTimeoutException.class);
        }
    }

    @Test
    void aNameIsResolvedAgainForEachNewConnectionAndOnlyThen() throws Exception {
        Names names = new Names("127.0.0.1");
        String url = "http://named.example:" + partner.port() + "/";
        try (HttpSender lasting = new ApacheHttpSender(settings(Map.of()), 1, false, names)) {
            for (int request = 0; request < 5; request++) {
                answer(lasting.send(post(url)));
            }
        }
        int whileKept = names.asked.size();
        ClientSettings shortLived = settings(Map.of("http.connection.max.age.ms", "1", "http.connection.idle.ms", "1"));
        try (HttpSender renewing = new ApacheHttpSender(shortLived, 2, false, names)) {
            Eventually.holds("new connections", () -> {
                HttpReply unused = renewing.send(post(url)).join();
                return names.asked.size() > 3;
            });
        }

        assertThat(whileKept).isEqualTo(1);
    }

    /** Gives one address after the other, and the last one for good. */
    private static class Names implements DnsResolver {

        private final List<String> addresses;
        final List<String> asked = new CopyOnWriteArrayList<>();

        Names(String... addresses) {
            this.addresses = List.of(addresses);
        }

        @Override
        public InetAddress[] resolve(String host) throws UnknownHostException {
            asked.add(host);
            return new InetAddress[] {AddressRange.literal(addresses.get(Math.min(asked.size(), addresses.size()) - 1))
            };
        }

        @Override
        public String resolveCanonicalHostname(String host) {
            return host;
        }
    }
}
