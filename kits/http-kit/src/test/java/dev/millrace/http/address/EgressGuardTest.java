package dev.millrace.http.address;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.kit.ConnectorFailure;
import dev.millrace.kit.FailureKind;
import java.net.InetAddress;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EgressGuardTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "127.8.8.8",
                "0.0.0.0",
                "10.1.2.3",
                "172.16.0.1",
                "172.31.255.255",
                "192.168.1.1",
                "169.254.169.254",
                "100.64.0.1",
                "100.100.100.200",
                "192.0.0.1",
                "198.18.0.1",
                "224.0.0.1",
                "255.255.255.255",
                "::1",
                "::",
                "fe80::1",
                "fc00::1",
                "fd00:ec2::254",
                "fec0::1",
                "ff02::1",
                "::ffff:10.0.0.1",
                "::10.0.0.1",
                "64:ff9b::10.0.0.1",
                "64:ff9b::7f00:1",
                "2002:a00:1::1",
                "2002:7f00:1::1",
                "2001:0:1::1",
                "64:ff9b:1::1"
            })
    void keepsARecordOutOfEveryAddressThatIsNotPublic(String address) {
        EgressGuard guard = guard(List.of(), List.of(), true);

        assertThatThrownBy(() -> guard.admit("chosen.example", resolved(address)))
                .isInstanceOf(EgressRefused.class)
                .hasMessageContaining("http.egress.allow")
                .hasMessageNotContaining("chosen.example");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "93.184.216.34",
                "8.8.8.8",
                "172.15.255.255",
                "172.32.0.1",
                "100.63.255.255",
                "100.128.0.1",
                "192.167.255.255",
                "2606:2800:220:1::1",
                "64:ff9b::8.8.8.8",
                "2002:808:808::1"
            })
    void letsARecordChooseWhatIsPublic(String address) throws Exception {
        EgressGuard guard = guard(List.of(), List.of(), true);

        assertThat(guard.admit("chosen.example", resolved(address))).hasSize(1);
    }

    @Test
    void letsTheConfigurationNameAPrivateHost() throws Exception {
        EgressGuard guard = guard(List.of(), List.of(), false);

        assertThat(guard.admit("erp.corp", resolved("10.1.2.3", "127.0.0.1"))).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource({
        // allow, host, address, goes
        "10.0.0.0/8, erp.example, 10.1.2.3, true",
        "10.0.0.0/8, erp.example, 192.168.1.1, false",
        "10.0.0.0/8, erp.example, 8.8.8.8, false",
        "erp.example, erp.example, 10.1.2.3, true",
        "erp.example, ERP.example., 10.1.2.3, true",
        "erp.example, erp.example, 127.0.0.1, false",
        "erp.example, erp.example, 169.254.169.254, false",
        "*.example, erp.example, 10.1.2.3, false",
        "*.example, erp.example, 8.8.8.8, true",
        "*.example, example, 8.8.8.8, false",
        "*.example, evilexample, 8.8.8.8, false",
        "*.example, erp.example.evil.org, 8.8.8.8, false",
        "erp.example, crm.example, 8.8.8.8, false",
        "127.0.0.1, any.example, 127.0.0.1, true",
        "fd00::/8, any.example, fd12::1, true",
        "'[::1]', any.example, ::1, true",
    })
    void followsTheListOfWhatIsAllowed(String allow, String host, String address, boolean goes) {
        EgressGuard guard = guard(List.of(allow), List.of(), true);

        assertThat(admits(guard, host, address)).isEqualTo(goes);
    }

    @ParameterizedTest
    @CsvSource({
        "8.8.8.8, dns.example, 8.8.8.8, false",
        "8.8.8.0/24, dns.example, 8.8.8.8, false",
        "8.8.8.0/24, dns.example, 8.8.9.8, true",
        "dns.example, dns.example, 8.8.8.8, false",
        "*.example, dns.example, 8.8.8.8, false",
        "*.example, dns.org, 8.8.8.8, true",
    })
    void refusesWhatIsDeniedWhateverIsAllowed(String deny, String host, String address, boolean goes) {
        EgressGuard guard = guard(List.of("0.0.0.0/0", "dns.example"), List.of(deny), false);

        assertThat(admits(guard, host, address)).isEqualTo(goes);
    }

    @Test
    void leavesTheAddressesThatMayBeUsed() throws Exception {
        EgressGuard guard = guard(List.of(), List.of("10.0.0.0/8"), false);

        List<InetAddress> admitted = guard.admit("mixed.example", resolved("10.0.0.1", "8.8.8.8", "10.0.0.2"));

        assertThat(admitted).extracting(InetAddress::getHostAddress).containsExactly("8.8.8.8");
    }

    @ParameterizedTest
    @CsvSource({
        // allow, host, goes through a proxy
        "'', partner.example, true",
        "'', localhost, false",
        "'', erp, false",
        "'', metadata.google.internal, false",
        "'', printer.local., false",
        "'', 10.0.0.1, false",
        "'', '[::1]', false",
        "'', 8.8.8.8, true",
        "erp, erp, true",
        "erp, partner.example, false",
        "10.0.0.0/8, erp, false",
        "10.0.0.0/8, 10.0.0.1, true",
    })
    void judgesByTheNameWhatAProxyResolves(String allow, String host, boolean goes) {
        EgressGuard guard = guard(allow.isEmpty() ? List.of() : List.of(allow), List.of(), true);

        boolean went;
        try {
            guard.admitByName(host);
            went = true;
        } catch (EgressRefused refused) {
            went = false;
        }

        assertThat(went).isEqualTo(goes);
    }

    @Test
    void blamesTheRecordOnlyForAHostThatItChose() {
        EgressGuard ofRecord = guard(List.of("a.example"), List.of(), true);
        EgressGuard ofConfiguration = guard(List.of("a.example"), List.of(), false);

        assertThat(failure(ofRecord).kind()).isEqualTo(FailureKind.REJECTED);
        assertThat(failure(ofConfiguration).kind()).isEqualTo(FailureKind.MISCONFIGURED);
        assertThat(failure(ofConfiguration)).hasMessageContaining("b.example is not in http.egress.allow");
        assertThat(failure(ofRecord).code()).isEqualTo("egress-refused");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "http://a.example",
                "a.example:80",
                "*",
                "*.",
                "10.0.0.0/33",
                "10.0.0",
                "a b",
                "*.*.example",
                "a..b"
            })
    void takesNothingElseForARule(String text) {
        assertThatThrownBy(() -> HostRule.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }

    private static ConnectorFailure failure(EgressGuard guard) {
        try {
            guard.admit("b.example", resolved("8.8.8.8"));
            throw new AssertionError("not refused");
        } catch (EgressRefused refused) {
            return refused.failure();
        }
    }

    private static boolean admits(EgressGuard guard, String host, String address) {
        try {
            return !guard.admit(host, resolved(address)).isEmpty();
        } catch (EgressRefused refused) {
            return false;
        }
    }

    private static EgressGuard guard(List<String> allow, List<String> deny, boolean hostFromRecord) {
        return new EgressGuard(
                new EgressSettings(
                        allow.stream().map(HostRule::parse).toList(),
                        deny.stream().map(HostRule::parse).toList()),
                hostFromRecord);
    }

    private static InetAddress[] resolved(String... addresses) {
        return Stream.of(addresses).map(AddressRange::literal).toArray(InetAddress[]::new);
    }
}
