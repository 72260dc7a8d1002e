package dev.millrace.http.signature;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.millrace.http.HttpCall;
import dev.millrace.http.HttpHeader;
import dev.millrace.http.HttpMethod;
import dev.millrace.http.ReceivedRequest;
import dev.millrace.kit.ConnectorFailure;
import dev.millrace.kit.FailureKind;
import java.math.BigInteger;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyFactory;
import java.security.cert.CertificateFactory;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.CRC32;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What stands for Amazon SNS, PayPal and Plaid, with a key of its own, and Mailgun, whose signature is in the body: believed
 * by the receiving side, and found right by the openssl command.
 */
class OwnKeyTest {

    private static final String CERT = "https://api.paypal.com/v1/notifications/certs/CERT-1";
    private static final String SNS_CERT = "https://sns.eu-west-1.amazonaws.com/SimpleNotificationService-1.pem";
    private static final SigningTerms TERMS = new SigningTerms("WH-1", CERT, "k1");

    private final Openssl openssl;
    private final KeyServer server = new KeyServer();
    private final AtomicLong nanos = new AtomicLong();
    /** A little late, for the certificates are made after it. */
    private final Instant now = Instant.now().plusSeconds(100);

    private Set<TrustAnchor> anchors = Set.of();

    OwnKeyTest(@TempDir Path folder) {
        openssl = Openssl.in(folder);
    }

    @AfterEach
    void closeTheServer() {
        server.close();
    }

    @Test
    void signsAsPayPalOverTheChecksumOfTheBody() throws Exception {
        Path key = openssl.key("RSA");
        Path authorityKey = openssl.key("RSA");
        Path authority = openssl.selfSigned(authorityKey, "/CN=Authority");
        server.page(
                "/v1/notifications/certs/CERT-1",
                Files.readAllBytes(
                        openssl.signedBy(authority, authorityKey, key, "/CN=messageverificationcerts.paypal.com")));
        anchors = anchor(authority);

        HttpCall signed = sign("paypal", TERMS, key, call("{\"id\":\"WH-2\",\"amount\":1.50}"));

        CRC32 sum = new CRC32();
        sum.update(signed.body());
        String content = "rec-7|" + now.truncatedTo(ChronoUnit.SECONDS) + "|WH-1|" + sum.getValue();
        assertThat(header(signed, "PAYPAL-TRANSMISSION-SIG"))
                .isEqualTo(base64(openssl.sign("sha256", key, content.getBytes(UTF_8))));
        assertThat(header(signed, "PAYPAL-CERT-URL")).isEqualTo(CERT);
        assertThat(payPal(signed)).isEqualTo("event");
        assertThat(payPal(signed.withBody("{}".getBytes(UTF_8)))).isEqualTo("signature-mismatch");
    }

    @Test
    void signsAsAmazonSnsWhatIsInTheBodyAndAddsWhatIsMissing() throws Exception {
        Path key = openssl.key("RSA");
        server.page(
                "/SimpleNotificationService-1.pem",
                Files.readAllBytes(openssl.selfSigned(key, "/CN=sns.amazonaws.com")));
        SigningTerms terms = new SigningTerms("", SNS_CERT, "");

        HttpCall signed = sign(
                "aws-sns", terms, key, call("{\"TopicArn\":\"arn:mine\",\"Message\":\"h\\u00e9\\n\",\"n\":1.0e5}"));

        String content = "Message\nh\u00e9\n\nMessageId\nrec-7\nTimestamp\n" + now.truncatedTo(ChronoUnit.SECONDS)
                + "\nTopicArn\narn:mine\nType\nNotification\n";
        BodyJson body = BodyJson.read(signed.body()).orElseThrow();
        assertThat(body.text("Signature")).contains(base64(openssl.sign("sha256", key, content.getBytes(UTF_8))));
        assertThat(body.text("SignatureVersion")).contains("2");
        assertThat(new String(signed.body(), UTF_8)).contains("\"n\":1.0e5");
        assertThat(sns(signed)).isEqualTo("event");
        assertThat(sns(signed.withBody(JsonMembers.with(signed.body(), "Message", "other"))))
                .isEqualTo("signature-mismatch");
    }

    @Test
    void leavesTheTypeTheIdAndTheTimeOfASnsMessageThatHasThem() throws Exception {
        Path key = openssl.key("RSA");
        server.page(
                "/SimpleNotificationService-1.pem",
                Files.readAllBytes(openssl.selfSigned(key, "/CN=sns.amazonaws.com")));
        String given = "{\"Type\":\"UnsubscribeConfirmation\",\"MessageId\":\"m-1\",\"TopicArn\":\"arn:mine\","
                + "\"Timestamp\":\"2026-03-01T12:00:00.000Z\",\"Message\":\"m\",\"Signature\":\"old\"}";

        HttpCall signed = sign("aws-sns", new SigningTerms("", SNS_CERT, ""), key, call(given));

        BodyJson body = BodyJson.read(signed.body()).orElseThrow();
        assertThat(List.of(body.text("Type"), body.text("MessageId"), body.text("Timestamp")))
                .extracting(text -> text.orElse("none"))
                .containsExactly("UnsubscribeConfirmation", "m-1", "2026-03-01T12:00:00.000Z");
        assertThat(sns(signed)).isIn("event", "handshake");
    }

    @Test
    void signsAsPlaidByATokenOfTheBody() throws Exception {
        Path key = openssl.key("EC -pkeyopt ec_paramgen_curve:P-256");
        server.page(
                "/webhook_verification_key/get",
                ("{\"key\":" + ec(key, "k1") + ",\"request_id\":\"r\"}").getBytes(UTF_8));

        HttpCall signed = sign("plaid", TERMS, key, call("{\"webhook_type\":\"ITEM\"}"));

        String[] parts = header(signed, "Plaid-Verification").split("\\.", -1);
        openssl.verify(
                "sha256",
                key,
                (parts[0] + "." + parts[1]).getBytes(UTF_8),
                der(Base64.getUrlDecoder().decode(parts[2])));
        assertThat(plaid(signed)).isEqualTo("event");
        assertThat(plaid(signed.withBody("{}".getBytes(UTF_8)))).isEqualTo("token-mismatch");
    }

    @Test
    void signsAsMailgunInTheBodyWithATokenThatIsAnotherEachTime() {
        RequestSigner signer = RequestSigner.ofPreset("mailgun", SigningTerms.NONE);
        HttpCall call = call("{\"event-data\":{\"id\":\"e\"},\"signature\":\"old\"}");

        HttpCall signed = signer.sign(call, signer.keys("some secret"), now, () -> "token-1");
        HttpCall again = signer.sign(signed, signer.keys("some secret"), now, () -> "token-2");

        BodyJson body = BodyJson.read(signed.body()).orElseThrow();
        assertThat(body.text("signature.signature"))
                .contains(HexFormat.of()
                        .formatHex(openssl.hmac(
                                "sha256",
                                "some secret".getBytes(UTF_8),
                                (now.getEpochSecond() + "token-1").getBytes(UTF_8))));
        assertThat(body.text("event-data.id")).contains("e");
        assertThat(outcome("mailgun", "some secret", signed)).isEqualTo("event");
        assertThat(outcome("mailgun", "another", signed)).isEqualTo("signature-mismatch");
        assertThat(BodyJson.read(again.body()).orElseThrow().text("signature.token"))
                .contains("token-2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[1]", "text", "{\"a\":1,\"a\":2}", "{} {}"})
    void refusesABodyThatIsNoObjectAndQuotesNothingOfIt(String body) {
        RequestSigner signer = RequestSigner.ofPreset("mailgun", SigningTerms.NONE);

        ConnectorFailure refused = catchThrowableOfType(
                ConnectorFailure.class, () -> signer.sign(call(body), signer.keys("some secret"), now, () -> "token"));

        assertThat(refused.kind()).isEqualTo(FailureKind.MALFORMED);
        assertThat(refused.code()).isEqualTo("no-json-object");
        assertThat(refused.getMessage()).contains("http.body").doesNotContain("text");
    }

    @Test
    void keepsTheMessageIdWheneverTheRequestIsSentAgain() {
        assertThat(RequestSigner.ofPreset("aws-sns", TERMS).signsLastingId()).isTrue();
        assertThat(RequestSigner.ofPreset("paypal", TERMS).signsLastingId()).isTrue();
        assertThat(RequestSigner.ofPreset("mailgun", TERMS).signsLastingId()).isFalse();
        assertThat(RequestSigner.ofPreset("plaid", TERMS).signsLastingId()).isFalse();
    }

    private HttpCall sign(String preset, SigningTerms terms, Path key, HttpCall call) throws Exception {
        RequestSigner signer = RequestSigner.ofPreset(preset, terms);
        return signer.sign(call, signer.keys(Files.readString(key)), now, () -> "none");
    }

    private static HttpCall call(String body) {
        return new HttpCall(
                HttpMethod.POST,
                URI.create("https://hooks.example.com/in"),
                List.of(new HttpHeader("Idempotency-Key", "\"rec-7\"")),
                body.getBytes(UTF_8),
                "application/json",
                false);
    }

    private static String header(HttpCall call, String name) {
        return call.header(name).orElseThrow();
    }

    private String payPal(HttpCall call) {
        return outcome("paypal", "", call, "webhook.verify.webhook.id", "WH-1");
    }

    private String sns(HttpCall call) {
        return outcome("aws-sns", "", call, "webhook.verify.topics", "arn:mine");
    }

    private String plaid(HttpCall call) {
        return outcome("plaid", "api-secret", call, "webhook.verify.user", "me");
    }

    private String outcome(String preset, String secrets, HttpCall call, String... more) {
        Map<String, String> properties = new HashMap<>(Map.of("webhook.verify", preset, "webhook.secrets", secrets));
        for (int i = 0; i < more.length; i += 2) {
            properties.put(more[i], more[i + 1]);
        }
        String[] headers = call.headers().stream()
                .flatMap(header -> List.of(header.name(), header.value()).stream())
                .toArray(String[]::new);
        ReceivedRequest request = Vectors.request("POST", call.target().toString(), call.body(), headers);
        // Not closed: it would close the server's client, which the next one needs.
        WebhookProvider provider = WebhookProviders.open(
                Vectors.config(properties), () -> server, () -> new CertificateTrust(anchors), nanos::incrementAndGet);
        return Vectors.outcome(provider, request, now);
    }

    private static Set<TrustAnchor> anchor(Path certificate) throws Exception {
        try (var in = Files.newInputStream(certificate)) {
            return Set.of(new TrustAnchor(
                    (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in), null));
        }
    }

    private String ec(Path key, String id) throws Exception {
        ECPublicKey some = (ECPublicKey)
                KeyFactory.getInstance("EC").generatePublic(new X509EncodedKeySpec(openssl.publicKeyBytes(key)));
        return "{\"kty\":\"EC\",\"crv\":\"P-256\",\"use\":\"sig\",\"kid\":\"" + id + "\",\"x\":\""
                + url(some.getW().getAffineX()) + "\",\"y\":\""
                + url(some.getW().getAffineY()) + "\",\"expired_at\":null}";
    }

    private static String url(BigInteger number) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(number.toByteArray());
    }

    /** From 32 bytes each to two signed numbers. */
    private static byte[] der(byte[] sideBySide) {
        byte[] first = new BigInteger(1, Arrays.copyOf(sideBySide, 32)).toByteArray();
        byte[] second = new BigInteger(1, Arrays.copyOfRange(sideBySide, 32, 64)).toByteArray();
        byte[] der = new byte[6 + first.length + second.length];
        der[0] = 0x30;
        der[1] = (byte) (der.length - 2);
        der[2] = 2;
        der[3] = (byte) first.length;
        System.arraycopy(first, 0, der, 4, first.length);
        der[4 + first.length] = 2;
        der[5 + first.length] = (byte) second.length;
        System.arraycopy(second, 0, der, 6 + first.length, second.length);
        return der;
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }
}
