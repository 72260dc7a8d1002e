package dev.millrace.http.signature;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.http.ReceivedRequest;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyFactory;
import java.security.cert.CertificateFactory;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.CRC32;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Providers that publish no vectors, and those with key pairs: signed by the openssl command. */
class OpensslTest {

    private static final String URL = "https://hooks.example.com/in";
    private static final byte[] BODY = "{\"id\":\"1\",\"name\":\"é\"}".getBytes(UTF_8);
    private static final String CERT = "https://api.paypal.com/v1/notifications/certs/CERT-1";
    private static final String SNS_CERT = "https://sns.eu-west-1.amazonaws.com/SimpleNotificationService-1.pem";

    private final Openssl openssl;
    private final KeyServer server = new KeyServer();
    private final AtomicLong nanos = new AtomicLong();
    /** A little late, for the certificates are made after it. */
    private final Instant now = Instant.now().plusSeconds(100);

    private Set<TrustAnchor> anchors = Set.of();

    OpensslTest(@TempDir Path folder) {
        openssl = Openssl.in(folder);
    }

    @AfterEach
    void closeTheServer() {
        server.close();
    }

    @Test
    void sharedSecrets() {
        byte[] secret = "some secret".getBytes(UTF_8);
        String seconds = String.valueOf(now.getEpochSecond());
        String iso = "2026-03-01T12:00:00Z";
        String zoom = hex(openssl.hmac("sha256", secret, join("v0:" + seconds + ":", BODY)));
        String stripe = hex(openssl.hmac("sha256", secret, join(seconds + ".", BODY)));

        assertThat(outcome(
                        "zoom",
                        "some secret",
                        request(BODY, "x-zm-signature", "v0=" + zoom, "x-zm-request-timestamp", seconds)))
                .isEqualTo("event");
        assertThat(outcome(
                        "stripe", "some secret", request(BODY, "Stripe-Signature", "t=" + seconds + ",v1=" + stripe)))
                .isEqualTo("event");
        assertThat(outcome(
                        "dropbox",
                        "some secret",
                        request(BODY, "X-Dropbox-Signature", hex(openssl.hmac("sha256", secret, BODY)))))
                .isEqualTo("event");
        assertThat(outcome(
                        "docusign",
                        "some secret",
                        request(BODY, "X-DocuSign-Signature-1", base64(openssl.hmac("sha256", secret, BODY)))))
                .isEqualTo("event");
        assertThat(outcome(
                        "zendesk",
                        "some secret",
                        request(
                                BODY,
                                "X-Zendesk-Webhook-Signature",
                                base64(openssl.hmac("sha256", secret, join(iso, BODY))),
                                "X-Zendesk-Webhook-Signature-Timestamp",
                                iso)))
                .isEqualTo("event");
        assertThat(outcome(
                        "intercom",
                        "some secret",
                        request(BODY, "X-Hub-Signature", "sha1=" + hex(openssl.hmac("sha1", secret, BODY)))))
                .isEqualTo("event");
    }

    @Test
    void rsaKeyOfWise() {
        Path key = openssl.key("RSA");
        String signature = base64(openssl.sign("sha256", key, BODY));

        assertThat(outcome("wise", openssl.publicKey(key), request(BODY, "X-Signature-SHA256", signature)))
                .isEqualTo("event");
        assertThat(outcome("wise", openssl.publicKey(key), request(flipped(BODY), "X-Signature-SHA256", signature)))
                .isEqualTo("signature-mismatch");
        assertThat(outcome(
                        "wise", openssl.publicKey(openssl.key("RSA")), request(BODY, "X-Signature-SHA256", signature)))
                .isEqualTo("signature-mismatch");
    }

    @Test
    void edwardsKeysOfDiscordAndStandardWebhooks() {
        Path key = openssl.key("ED25519");
        byte[] raw = Arrays.copyOfRange(openssl.publicKeyBytes(key), 12, 44);
        String seconds = String.valueOf(now.getEpochSecond());
        String discord = hex(openssl.signEd25519(key, join(seconds, BODY)));
        String standard = base64(openssl.signEd25519(key, join("msg_1." + seconds + ".", BODY)));
        ReceivedRequest signed = request(
                BODY,
                "webhook-id",
                "msg_1",
                "webhook-timestamp",
                seconds,
                "webhook-signature",
                "v1,AAAA v1a," + standard);
        server.page(
                "/keys",
                ("{\"keys\":[{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"x\":\"" + url(raw) + "\"}]}").getBytes(UTF_8));

        assertThat(outcome(
                        "discord",
                        hex(raw),
                        request(BODY, "X-Signature-Ed25519", discord, "X-Signature-Timestamp", seconds)))
                .isEqualTo("event");
        assertThat(outcome("standard-webhooks", "whpk_" + base64(raw), signed)).isEqualTo("event");
        assertThat(outcome("standard-webhooks", "", signed, "webhook.verify.keys.url", "https://sender.example/keys"))
                .isEqualTo("event");
        assertThat(outcome("standard-webhooks", "whpk_" + base64(new byte[32]), signed))
                .isEqualTo("signature-mismatch");
    }

    @Test
    void ellipticKeyOfSendGrid() {
        Path key = openssl.key("EC -pkeyopt ec_paramgen_curve:P-256");
        byte[] body = "[]\r\n".getBytes(UTF_8);
        String signature = base64(openssl.sign("sha256", key, join("1600112502", body)));
        String[] headers = {
            "X-Twilio-Email-Event-Webhook-Signature", signature, "X-Twilio-Email-Event-Webhook-Timestamp", "1600112502"
        };

        assertThat(outcome("sendgrid", base64(openssl.publicKeyBytes(key)), request(body, headers)))
                .isEqualTo("event");
        assertThat(outcome("sendgrid", base64(openssl.publicKeyBytes(key)), request("[]".getBytes(UTF_8), headers)))
                .as("the line end is part of the body")
                .isEqualTo("signature-mismatch");
    }

    @Test
    void certificateOfPayPal() throws Exception {
        Path authorityKey = openssl.key("RSA");
        Path authority = openssl.selfSigned(authorityKey, "/CN=Authority");
        Path key = openssl.key("RSA");
        Path certificate = openssl.signedBy(authority, authorityKey, key, "/CN=messageverificationcerts.paypal.com");
        server.page("/v1/notifications/certs/CERT-1", Files.readAllBytes(certificate));
        anchors = anchor(authority);
        ReceivedRequest request = payPal(key, CERT, BODY);

        assertThat(payPalOutcome(request)).isEqualTo("event");
        assertThat(payPalOutcome(
                        payPal(key, "https://api.paypal.com.evil.example/v1/notifications/certs/CERT-1", BODY)))
                .isEqualTo("key-address-refused");
        assertThat(payPalOutcome(payPal(key, "http://api.paypal.com/v1/notifications/certs/CERT-1", BODY)))
                .isEqualTo("key-address-refused");
        assertThat(payPalOutcome(payPal(key, "https://evil@api.paypal.com/v1/notifications/certs/CERT-1", BODY)))
                .isEqualTo("key-address-refused");
        assertThat(payPalOutcome(payPal(openssl.key("RSA"), CERT, BODY))).isEqualTo("signature-mismatch");
        assertThat(outcome("paypal", "", request, "webhook.verify.webhook.id", "ANOTHER"))
                .isEqualTo("signature-mismatch");
        assertThat(payPalOutcome(payPal(key, CERT.replace("CERT-1", "GONE"), BODY)))
                .isEqualTo("key-unknown");
        assertThat(server.asked())
                .allSatisfy(address -> assertThat(address.getHost()).isEqualTo("api.paypal.com"));
    }

    @Test
    void certificateThatNobodyKnownVouchesFor() throws Exception {
        Path key = openssl.key("RSA");
        Path authority = openssl.selfSigned(openssl.key("RSA"), "/CN=Authority");
        Path ownWork = openssl.selfSigned(key, "/CN=messageverificationcerts.paypal.com");
        server.page("/v1/notifications/certs/CERT-1", Files.readAllBytes(ownWork));
        anchors = anchor(authority);

        assertThat(payPalOutcome(payPal(key, CERT, BODY))).isEqualTo("key-untrusted");
    }

    @Test
    void certificateOfSomebodyElse() throws Exception {
        Path authorityKey = openssl.key("RSA");
        Path authority = openssl.selfSigned(authorityKey, "/CN=Authority");
        Path key = openssl.key("RSA");
        server.page(
                "/v1/notifications/certs/CERT-1",
                Files.readAllBytes(openssl.signedBy(authority, authorityKey, key, "/CN=paypal.com.evil.example")));
        anchors = anchor(authority);

        assertThat(payPalOutcome(payPal(key, CERT, BODY))).isEqualTo("key-untrusted");
    }

    @Test
    void chainOfSomebodyElseBehindAHomemadeCertificate() throws Exception {
        Path authorityKey = openssl.key("RSA");
        Path authority = openssl.selfSigned(authorityKey, "/CN=Authority");
        Path homemadeKey = openssl.key("RSA");
        byte[] homemade = Files.readAllBytes(openssl.selfSigned(homemadeKey, "/CN=api.paypal.com"));
        byte[] genuine =
                Files.readAllBytes(openssl.signedBy(authority, authorityKey, openssl.key("RSA"), "/CN=www.paypal.com"));
        server.page("/v1/notifications/certs/CERT-1", join(new String(homemade, UTF_8), genuine));
        anchors = anchor(authority);

        assertThat(payPalOutcome(payPal(homemadeKey, CERT, BODY))).isEqualTo("key-untrusted");
    }

    @Test
    void timesOfATokenMayHaveAFraction() throws Exception {
        Path key = openssl.key("RSA");
        server.page("/common/discovery/v2.0/keys", ("{\"keys\":[" + rsa(key, "k1") + "]}").getBytes(UTF_8));
        String claims = claims("app", "4962773b-9cdb-44cf-a8bf-237846a00ab7", 60);
        String fraction = claims.replace("}", ".25}");
        String early = claims.replace("}", ",\"nbf\":" + (now.getEpochSecond() + 3_600) + ".5}");

        assertThat(grid("Bearer " + jwt("RS256", "k1", fraction, key))).isEqualTo("event");
        assertThat(grid("Bearer " + jwt("RS256", "k1", early, key))).isEqualTo("timestamp-in-future");
        assertThat(grid("Bearer " + jwt("RS256", "k1", claims.replace("}", ",\"nbf\":\"soon\"}"), key)))
                .isEqualTo("timestamp-malformed");
    }

    @Test
    void newKeyIsNotSaidToBeUnknownWhileTheProviderIsDown() throws Exception {
        Path key = openssl.key("RSA");
        server.fail(503);
        String claims = claims("app", "4962773b-9cdb-44cf-a8bf-237846a00ab7", 60);

        assertThat(grid("Bearer " + jwt("RS256", "k1", claims, key))).isEqualTo("undecided key-unavailable");
    }

    @Test
    void keySourceThatIsDown() {
        Path key = openssl.key("RSA");
        server.fail(503);

        assertThat(payPalOutcome(payPal(key, CERT, BODY))).isEqualTo("undecided key-unavailable");
        server.goAway();
        assertThat(payPalOutcome(payPal(key, CERT, BODY))).isEqualTo("undecided key-unavailable");
    }

    @Test
    void messagesOfAmazonSns() throws Exception {
        Path key = openssl.key("RSA");
        server.page(
                "/SimpleNotificationService-1.pem",
                Files.readAllBytes(openssl.selfSigned(key, "/CN=sns.amazonaws.com")));

        assertThat(snsOutcome(sns(key, "1", "sha1", SNS_CERT, "Notification", "arn:mine")))
                .isEqualTo("event");
        assertThat(snsOutcome(sns(key, "2", "sha256", SNS_CERT, "Notification", "arn:mine")))
                .isEqualTo("event");
        assertThat(snsOutcome(sns(key, "2", "sha1", SNS_CERT, "Notification", "arn:mine")))
                .isEqualTo("signature-mismatch");
        assertThat(snsOutcome(sns(key, "2", "sha256", SNS_CERT, "Notification", "arn:theirs")))
                .isEqualTo("value-refused");
        assertThat(snsOutcome(sns(
                        key,
                        "2",
                        "sha256",
                        SNS_CERT,
                        "Notification\\nTopicArn\\narn:theirs\\nType\\nNotification",
                        "arn:mine")))
                .isEqualTo("value-refused");
        assertThat(snsOutcome(sns(
                        key,
                        "2",
                        "sha256",
                        "https://sns.eu-west-1.amazonaws.com.evil.example/a.pem",
                        "Notification",
                        "arn:mine")))
                .isEqualTo("key-address-refused");
    }

    @Test
    void tokenOfPlaid() throws Exception {
        Path key = openssl.key("EC -pkeyopt ec_paramgen_curve:P-256");
        server.page(
                "/webhook_verification_key/get",
                ("{\"key\":" + ec(key, "k1") + ",\"request_id\":\"r\"}").getBytes(UTF_8));
        String claims =
                "{\"iat\":" + now.getEpochSecond() + ",\"request_body_sha256\":\"" + SignedContent.sha256(BODY) + "\"}";
        String token = jwt("ES256", "k1", claims, key);

        assertThat(plaid(request(BODY, "Plaid-Verification", token))).isEqualTo("event");
        assertThat(server.questions())
                .containsExactly("{\"client_id\":\"me\",\"secret\":\"api-secret\",\"key_id\":\"k1\"}");
        assertThat(plaid(request(flipped(BODY), "Plaid-Verification", token))).isEqualTo("token-mismatch");
        assertThat(plaid(request(BODY, "Plaid-Verification", jwt("HS256", "k1", claims, key))))
                .isEqualTo("signature-malformed");
        assertThat(plaid(request(BODY, "Plaid-Verification", jwt("none", "k1", claims, key))))
                .isEqualTo("signature-malformed");
        assertThat(plaid(request(BODY, "Plaid-Verification", jwt("ES256", "k 1", claims, key))))
                .isEqualTo("key-unknown");
        assertThat(plaid(request(
                        BODY, "Plaid-Verification", jwt("ES256", "k1", claims.replace("iat\":1", "iat\":2"), key))))
                .isEqualTo("timestamp-in-future");
        assertThat(plaid(request(
                        BODY,
                        "Plaid-Verification",
                        jwt("ES256", "k1", claims, openssl.key("EC -pkeyopt ec_paramgen_curve:P-256")))))
                .isEqualTo("signature-mismatch");
        assertThat(plaid(request(BODY))).isEqualTo("signature-missing");
    }

    @Test
    void tokensOfEntra() throws Exception {
        Path key = openssl.key("RSA");
        server.page("/common/discovery/v2.0/keys", ("{\"keys\":[" + rsa(key, "k1") + "]}").getBytes(UTF_8));
        String grid = claims("app", "4962773b-9cdb-44cf-a8bf-237846a00ab7", 60);
        String graph = claims("app", "0bf30f3b-4a52-48df-9a82-234910c4a086", 60);

        assertThat(grid("Bearer " + jwt("RS256", "k1", grid, key))).isEqualTo("event");
        assertThat(grid("Bearer " + jwt("RS256", "k1", graph, key))).isEqualTo("token-mismatch");
        assertThat(grid("Bearer " + jwt("RS256", "k1", grid.replace("\"app\"", "\"other\""), key)))
                .isEqualTo("token-mismatch");
        assertThat(grid("Bearer " + jwt("RS256", "k1", grid.replace("login.microsoftonline.com", "evil.example"), key)))
                .isEqualTo("token-mismatch");
        assertThat(grid("Bearer "
                        + jwt("RS256", "k1", claims("app", "4962773b-9cdb-44cf-a8bf-237846a00ab7", -600), key)))
                .isEqualTo("timestamp-too-old");
        assertThat(grid("Bearer " + jwt("RS256", "k2", grid, key))).isEqualTo("key-unknown");
        assertThat(graph(jwt("RS256", "k1", graph, key), "s")).isEqualTo("event");
        assertThat(graph(jwt("RS256", "k1", grid, key), "s")).isEqualTo("token-mismatch");
        assertThat(graph(jwt("RS256", "k1", graph, key), "t")).isEqualTo("token-mismatch");
    }

    private String claims(String audience, String party, int seconds) {
        return "{\"aud\":\"" + audience + "\",\"azp\":\"" + party
                + "\",\"iss\":\"https://login.microsoftonline.com/11111111-2222-3333-4444-555555555555/v2.0\",\"exp\":"
                + (now.getEpochSecond() + seconds) + "}";
    }

    private String grid(String authorization) {
        return outcome(
                "azure-event-grid",
                "",
                request(BODY, "Authorization", authorization),
                "webhook.verify.audience",
                "app");
    }

    private String graph(String token, String state) {
        String body = "{\"value\":[{\"clientState\":\"" + state + "\"}],\"validationTokens\":[\"" + token + "\"]}";
        return outcome("msgraph", "s", request(body.getBytes(UTF_8)), "webhook.verify.audience", "app");
    }

    private String plaid(ReceivedRequest request) {
        return outcome("plaid", "api-secret", request, "webhook.verify.user", "me");
    }

    private String jwt(String algorithm, String keyId, String claims, Path key) {
        String head = url(("{\"alg\":\"" + algorithm + "\",\"kid\":\"" + keyId + "\"}").getBytes(UTF_8));
        String signed = head + "." + url(claims.getBytes(UTF_8));
        byte[] signature = openssl.sign("sha256", key, signed.getBytes(UTF_8));
        return signed + "." + url(algorithm.equals("RS256") ? signature : sideBySide(signature));
    }

    /** From DER, which holds two signed numbers, to 32 bytes each. */
    private static byte[] sideBySide(byte[] der) {
        byte[] raw = new byte[64];
        int at = 2;
        for (int number = 0; number < 2; number++) {
            int length = der[at + 1];
            byte[] value = Arrays.copyOfRange(der, at + 2, at + 2 + length);
            int from = Math.max(0, length - 32);
            System.arraycopy(value, from, raw, number * 32 + 32 - (length - from), length - from);
            at += 2 + length;
        }
        return raw;
    }

    private String ec(Path key, String id) throws Exception {
        ECPublicKey some = (ECPublicKey)
                KeyFactory.getInstance("EC").generatePublic(new X509EncodedKeySpec(openssl.publicKeyBytes(key)));
        return "{\"kty\":\"EC\",\"crv\":\"P-256\",\"use\":\"sig\",\"kid\":\"" + id + "\",\"x\":\""
                + url(unsigned(some.getW().getAffineX())) + "\",\"y\":\""
                + url(unsigned(some.getW().getAffineY()))
                + "\",\"expired_at\":null}";
    }

    private String rsa(Path key, String id) throws Exception {
        RSAPublicKey some = (RSAPublicKey)
                KeyFactory.getInstance("RSA").generatePublic(new X509EncodedKeySpec(openssl.publicKeyBytes(key)));
        return "{\"kty\":\"RSA\",\"kid\":\"" + id + "\",\"n\":\"" + url(unsigned(some.getModulus())) + "\",\"e\":\""
                + url(unsigned(some.getPublicExponent())) + "\"}";
    }

    private static byte[] unsigned(BigInteger number) {
        return number.toByteArray();
    }

    private String payPalOutcome(ReceivedRequest request) {
        return outcome("paypal", "", request, "webhook.verify.webhook.id", "WH-1");
    }

    private ReceivedRequest payPal(Path key, String certificate, byte[] body) {
        CRC32 sum = new CRC32();
        sum.update(body);
        String signed = "id-1|2026-03-01T12:00:00Z|WH-1|" + sum.getValue();
        return request(
                body,
                "PAYPAL-TRANSMISSION-ID",
                "id-1",
                "PAYPAL-TRANSMISSION-TIME",
                "2026-03-01T12:00:00Z",
                "PAYPAL-AUTH-ALGO",
                "SHA256withRSA",
                "PAYPAL-CERT-URL",
                certificate,
                "PAYPAL-TRANSMISSION-SIG",
                base64(openssl.sign("sha256", key, signed.getBytes(UTF_8))));
    }

    private String snsOutcome(ReceivedRequest request) {
        return outcome("aws-sns", "", request, "webhook.verify.topics", "arn:mine,arn:also");
    }

    private ReceivedRequest sns(Path key, String version, String hash, String address, String type, String topic) {
        String signed = "Message\nhello\nMessageId\nm1\nTimestamp\n2026-03-01T12:00:00.000Z\nTopicArn\n" + topic
                + "\nType\n" + type.replace("\\n", "\n") + "\n";
        String body = "{\"Type\":\"" + type + "\",\"MessageId\":\"m1\",\"TopicArn\":\"" + topic
                + "\",\"Message\":\"hello\",\"Timestamp\":\"2026-03-01T12:00:00.000Z\",\"SignatureVersion\":\""
                + version
                + "\",\"Signature\":\"" + base64(openssl.sign(hash, key, signed.getBytes(UTF_8)))
                + "\",\"SigningCertURL\":\""
                + address + "\"}";
        return request(body.getBytes(UTF_8), "Content-Type", "text/plain; charset=UTF-8");
    }

    private String outcome(String preset, String secrets, ReceivedRequest request, String... more) {
        Map<String, String> properties = new HashMap<>(Map.of("webhook.verify", preset, "webhook.secrets", secrets));
        for (int i = 0; i < more.length; i += 2) {
            properties.put(more[i], more[i + 1]);
        }
        assertThat(Vectors.problems(properties)).isEmpty();
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

    private static ReceivedRequest request(byte[] body, String... headers) {
        return Vectors.request("POST", URL, body, headers);
    }

    private static byte[] join(String before, byte[] body) {
        byte[] head = before.getBytes(UTF_8);
        byte[] whole = Arrays.copyOf(head, head.length + body.length);
        System.arraycopy(body, 0, whole, head.length, body.length);
        return whole;
    }

    private static byte[] flipped(byte[] body) {
        byte[] other = body.clone();
        other[other.length / 2] ^= 1;
        return other;
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    private static String url(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
