package dev.millrace.http.signature;

import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.http.ReceivedRequest;
import dev.millrace.http.signature.WebhookProvider.Admission;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Requests that are made to cost more than they are worth. */
class HostileRequestsTest {

    private static final String TIME = String.valueOf(Vectors.NOW.getEpochSecond());
    private static final int MEBIBYTE = 1 << 20;

    static List<String> names() {
        return Presets.names().stream().filter(name -> !name.equals("none")).toList();
    }

    @ParameterizedTest
    @MethodSource("names")
    void noBodyIsAFaultOfOurs(String preset) {
        WebhookProvider provider = Vectors.provider(preset, "0011", "webhook.verify.audience", "a");

        Assertions.assertTimeout(
                Duration.ofSeconds(100),
                () -> bodies().forEach(body -> assertThat(
                                Vectors.admit(provider, everywhere(body, "t=" + TIME + ",v1=00,v0=00"), Vectors.NOW))
                        .isInstanceOfAny(Admission.Refused.class, Admission.Undecided.class)
                        .extracting(Object::toString)
                        .asString()
                        .doesNotContain("verification-failed")));
    }

    private static Stream<byte[]> bodies() {
        return Stream.of(
                        "[".repeat(MEBIBYTE),
                        "{\"a\":".repeat(100_000),
                        "[".repeat(900) + "]".repeat(900),
                        "{\"value\":" + "[".repeat(900) + "]".repeat(900) + "}",
                        "[" + "[],".repeat(100_000) + "[]]",
                        "{\"Timestamp\":" + "9".repeat(100_000) + "}",
                        "{\"notificationItems\":[null,1,\"\",[],{}]}",
                        "{\"value\":[null,1,\"\",[],{\"clientState\":{}}]}",
                        "\uFEFF{}",
                        "null",
                        "&".repeat(MEBIBYTE),
                        "a&".repeat(MEBIBYTE / 2),
                        "%".repeat(1_000),
                        "\u00e9".repeat(MEBIBYTE / 2))
                .map(text -> text.getBytes(UTF_8))
                .flatMap(body ->
                        Stream.of(body, new String(body, 0, Math.min(body.length, 100), UTF_8).getBytes(UTF_16BE)));
    }

    /** With all signatures that any provider has, in all forms that are wrong. */
    private static ReceivedRequest everywhere(byte[] body, String signature) {
        List<String> headers = new ArrayList<>(List.of(
                "Content-Type", "application/x-www-form-urlencoded",
                "box-signature-algorithm", "HmacSHA256",
                "box-delivery-timestamp", "2026-03-01T12:00:00Z",
                "X-HubSpot-Signature-Version", "v1",
                "Authorization", "Bearer a.b.c",
                "Plaid-Verification", "e30.e30.e30",
                "PAYPAL-AUTH-ALGO", "SHA256withRSA"));
        Stream.of(
                        "X-Hub-Signature-256",
                        "X-Hub-Signature",
                        "Stripe-Signature",
                        "X-Slack-Signature",
                        "X-Twilio-Signature",
                        "webhook-signature",
                        "X-HubSpot-Signature",
                        "X-HubSpot-Signature-v3",
                        "box-signature-primary",
                        "linear-signature",
                        "X-Signature",
                        "X-Signature-Ed25519",
                        "HmacSignature",
                        "PAYPAL-TRANSMISSION-SIG",
                        "X-Dropbox-Signature",
                        "X-DocuSign-Signature-1")
                .forEach(name -> Collections.addAll(headers, name, signature));
        return Vectors.request("POST", "https://hooks.example.com/in?x=1", body, headers.toArray(String[]::new));
    }

    @Test
    void aFewSignaturesAreTriedAndNoMore() {
        String right = ",v1="
                + HexFormat.of().formatHex(Macs.sha256("secret".getBytes(UTF_8), (TIME + ".{}").getBytes(UTF_8)));
        String wrong = ",v1=" + "00".repeat(32);

        assertThat(stripe("t=" + TIME + wrong.repeat(15) + right)).isEqualTo("event");
        assertThat(stripe("t=" + TIME + wrong.repeat(16) + right)).isEqualTo("signature-mismatch");
        assertThat(stripe("t=" + TIME + ",x=1".repeat(100_000) + right)).isEqualTo("signature-malformed");
    }

    private static String stripe(String signature) {
        return Vectors.outcome(
                Vectors.provider("stripe", "secret"),
                Vectors.request(
                        "POST", "https://hooks.example.com/in", "{}".getBytes(UTF_8), "Stripe-Signature", signature),
                Vectors.NOW);
    }

    @Test
    void manyHeadersAreNoFault() {
        String[] headers = Collections.nCopies(10_000, "X-Hub-Signature-256").stream()
                .flatMap(name -> Stream.of(name, "sha256=00"))
                .toArray(String[]::new);

        assertThat(Vectors.outcome(
                        Vectors.provider("github", "secret"),
                        Vectors.request("POST", "https://hooks.example.com/in", new byte[0], headers),
                        Vectors.NOW))
                .isEqualTo("signature-mismatch");
    }

    @Test
    void bodyThatMustBeWrittenOtherwiseIsWrittenFast() {
        byte[] body = "\u00e9".repeat(MEBIBYTE / 2).getBytes(UTF_8);
        ReceivedRequest request = Vectors.request(
                "POST",
                "https://hooks.example.com/in",
                body,
                "box-signature-algorithm",
                "HmacSHA256",
                "box-signature-primary",
                "AAAA",
                "box-delivery-timestamp",
                "2026-03-01T12:00:00Z");
        WebhookProvider provider = Vectors.provider("box", "secret");

        Assertions.assertTimeout(Duration.ofSeconds(100), () -> {
            for (int i = 0; i < 20; i++) {
                assertThat(Vectors.outcome(provider, request, Vectors.NOW)).isEqualTo("signature-mismatch");
            }
        });
    }
}
