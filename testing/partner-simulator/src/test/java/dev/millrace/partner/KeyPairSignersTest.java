package dev.millrace.partner;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.math.BigInteger;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.AlgorithmParameters;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Verified with the JDK as each provider's documentation tells its receivers to. */
class KeyPairSignersTest {

    private static final URI TARGET = URI.create("https://hooks.example.com/in");
    private static final Instant NOW = Instant.ofEpochSecond(1_700_000_000);
    private static final String BODY = "{\"type\":1,\"text\":\"a\\nb ü\"}";

    @Test
    void discordsPublicKeyVerifiesTimeAndBody() throws Exception {
        DiscordSigner signer = new DiscordSigner();

        SignedWebhook request = signer.sign(TARGET, WebhookEvent.json("e", BODY), NOW);

        byte[] prefix = HexFormat.of().parseHex("302a300506032b6570032100"); // RFC 8410, section 10.1
        byte[] raw = HexFormat.of().parseHex(signer.publicKey());
        PublicKey key =
                KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(Macs.joined(prefix, raw)));
        byte[] signature = HexFormat.of().parseHex(header(request, "X-Signature-Ed25519"));
        assertThat(verifies("Ed25519", key, "1700000000" + BODY, signature)).isTrue();
        assertThat(verifies("Ed25519", key, "1700000001" + BODY, signature)).isFalse();
    }

    @Test
    void sendGridsPublicKeyVerifiesTimeAndBody() throws Exception {
        SendGridSigner signer = new SendGridSigner();

        SignedWebhook request = signer.sign(TARGET, WebhookEvent.json("e", BODY), NOW);

        byte[] der = Base64.getDecoder().decode(signer.publicKey());
        PublicKey key = KeyFactory.getInstance("EC").generatePublic(new X509EncodedKeySpec(der));
        byte[] signature = Base64.getDecoder().decode(header(request, "X-Twilio-Email-Event-Webhook-Signature"));
        assertThat(verifies("SHA256withECDSA", key, "1700000000" + BODY, signature))
                .isTrue();
        assertThat(verifies("SHA256withECDSA", key, "1700000000" + BODY + " ", signature))
                .isFalse();
    }

    @Test
    void plaidsTokenVerifiesWithItsJwkAndHoldsTheHashOfTheBody() throws Exception {
        PlaidSigner signer = new PlaidSigner();

        SignedWebhook request = signer.sign(TARGET, WebhookEvent.json("e", BODY), NOW);

        String[] token = header(request, "Plaid-Verification").split("\\.", -1);
        assertThat(decoded(token[0])).contains("\"kid\":\"" + signer.keyId() + "\"", "\"alg\":\"ES256\"");
        assertThat(decoded(token[1]))
                .isEqualTo("{\"iat\":1700000000,\"request_body_sha256\":\""
                        + HexFormat.of().formatHex(Macs.sha256Of(BODY.getBytes(StandardCharsets.UTF_8))) + "\"}");
        assertThat(verifies(
                        "SHA256withECDSAinP1363Format",
                        key(signer.jwk()),
                        token[0] + "." + token[1],
                        Base64.getUrlDecoder().decode(token[2])))
                .isTrue();
    }

    @Test
    void theCertificateOfSnsVerifiesItsNotifications() throws Exception {
        SnsSigner signer = new SnsSigner("arn:aws:sns:eu-central-1:123456789012:orders", 2);
        WebhookEvent event = new WebhookEvent(
                "m-1", "new order", "application/json", utf8(BODY), Instant.ofEpochMilli(1_700_000_000_123L));

        SignedWebhook request = signer.sign(TARGET, event, NOW);

        String signed =
                "Message\n" + BODY + "\nMessageId\nm-1\nSubject\nnew order\nTimestamp\n2023-11-14T22:13:20.123Z\n"
                        + "TopicArn\narn:aws:sns:eu-central-1:123456789012:orders\nType\nNotification\n";
        assertThat(verifies("SHA256withRSA", certificate(signer), signed, signatureOf(request)))
                .isTrue();
        assertThat(request.headers())
                .containsEntry("x-amz-sns-message-type", "Notification")
                .containsEntry("Content-Type", "text/plain; charset=UTF-8");
    }

    @Test
    void theSameNotificationHasTheSameBodyInEveryAttempt() {
        SnsSigner signer = new SnsSigner("arn:aws:sns:eu-central-1:123456789012:orders", 1);
        WebhookEvent event = WebhookEvent.json("m-1", BODY);

        SignedWebhook first = signer.sign(TARGET, event, NOW);
        SignedWebhook second = signer.sign(TARGET, event, NOW.plusSeconds(60));

        assertThat(second).isEqualTo(first);
    }

    @Test
    void confirmationsOfSnsAreSignedWithAddressAndToken() throws Exception {
        SnsSigner signer = new SnsSigner("arn:aws:sns:eu-central-1:123456789012:orders", 1);

        SignedWebhook request = signer.subscriptionConfirmation(TARGET, "m-2", signer.subscribeUrl());

        String body = new String(request.body(), StandardCharsets.UTF_8);
        String signed =
                "Message\n" + field(body, "Message") + "\nMessageId\nm-2\nSubscribeURL\n" + signer.subscribeUrl()
                        + "\nTimestamp\n" + field(body, "Timestamp") + "\nToken\n" + field(body, "Token")
                        + "\nTopicArn\narn:aws:sns:eu-central-1:123456789012:orders\nType\nSubscriptionConfirmation\n";
        assertThat(verifies("SHA1withRSA", certificate(signer), signed, signatureOf(request)))
                .isTrue();
    }

    private static ByteBuffer utf8(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String header(SignedWebhook request, String name) {
        return Objects.requireNonNull(request.header(name), name);
    }

    private static byte[] signatureOf(SignedWebhook request) {
        return Base64.getDecoder().decode(field(new String(request.body(), StandardCharsets.UTF_8), "Signature"));
    }

    private static String field(String json, String name) {
        Matcher matcher =
                Pattern.compile("\"" + name + "\"\\s*:\\s*\"([^\"]*)\"").matcher(json);
        assertThat(matcher.find()).as(name).isTrue();
        return matcher.group(1);
    }

    private static String decoded(String part) {
        return new String(Base64.getUrlDecoder().decode(part), StandardCharsets.UTF_8);
    }

    private static PublicKey certificate(SnsSigner signer) throws Exception {
        return CertificateFactory.getInstance("X.509")
                .generateCertificate(
                        new ByteArrayInputStream(signer.certificate().getBytes(StandardCharsets.US_ASCII)))
                .getPublicKey();
    }

    private static PublicKey key(String jwk) throws Exception {
        AlgorithmParameters curve = AlgorithmParameters.getInstance("EC");
        curve.init(new ECGenParameterSpec("secp256r1"));
        ECPoint point = new ECPoint(coordinate(jwk, "x"), coordinate(jwk, "y"));
        return KeyFactory.getInstance("EC")
                .generatePublic(new ECPublicKeySpec(point, curve.getParameterSpec(ECParameterSpec.class)));
    }

    private static BigInteger coordinate(String jwk, String name) {
        return new BigInteger(1, Base64.getUrlDecoder().decode(field(jwk, name)));
    }

    private static boolean verifies(String algorithm, PublicKey key, String message, byte[] signature)
            throws Exception {
        Signature verifier = Signature.getInstance(algorithm);
        verifier.initVerify(key);
        verifier.update(message.getBytes(StandardCharsets.UTF_8));
        return verifier.verify(signature);
    }
}
