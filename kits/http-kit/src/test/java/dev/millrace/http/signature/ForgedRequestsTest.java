package dev.millrace.http.signature;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.http.ReceivedRequest;
import dev.millrace.http.signature.WebhookProvider.Admission;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What somebody sends who has no secret, but has seen a request or knows what is public. */
class ForgedRequestsTest {

    private static final String TIME = String.valueOf(Vectors.NOW.getEpochSecond());
    private static final String SECRET = "secret";

    @Test
    void publicKeyIsNoSharedSecret() {
        byte[] body = "{}".getBytes(UTF_8);
        String publicKey = "whpk_" + Base64.getEncoder().encodeToString(new byte[32]);
        byte[] guessed = Encoding.BASE64.decode(publicKey).orElseThrow();
        String forged =
                "v1," + Base64.getEncoder().encodeToString(Macs.sha256(guessed, ("m." + TIME + ".{}").getBytes(UTF_8)));
        ReceivedRequest request =
                request(body, "webhook-id", "m", "webhook-timestamp", TIME, "webhook-signature", forged);

        assertThat(outcome("standard-webhooks", publicKey, request)).isNotEqualTo("event");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", ",", " , \n,\t", "whsec_", "whsec_=", "=", "whpk_"})
    void noSecretVerifiesNothing(String secrets) {
        String empty = "v1,"
                + Base64.getEncoder().encodeToString(Macs.sha256(new byte[1], ("m." + TIME + ".").getBytes(UTF_8)));

        assertThat(outcome(
                        "standard-webhooks",
                        secrets,
                        request(new byte[0], "webhook-id", "m", "webhook-timestamp", TIME, "webhook-signature", empty)))
                .isEqualTo("undecided secrets-missing");
        assertThat(outcome(
                        "api-key",
                        secrets.isBlank() || secrets.contains(",") ? secrets : "",
                        request(new byte[0], "X-Api-Key", "")))
                .startsWith("undecided");
    }

    @Test
    void digitsCantMoveFromTheTimeIntoTheBody() {
        String hash = HexFormat.of().formatHex(Macs.sha256(SECRET.getBytes(UTF_8), (TIME + "[]").getBytes(UTF_8)));
        String shorter = TIME.substring(0, 9);
        byte[] longer = (TIME.substring(9) + "[]").getBytes(UTF_8);
        String[] options = {
            "webhook.hmac.signed", "{ts}{body}",
            "webhook.hmac.timestamp", "header:X-Time",
            "webhook.timestamp.tolerance.ms", "0"
        };

        assertThat(outcome("hmac", SECRET, request("[]".getBytes(UTF_8), "X-Signature", hash, "X-Time", TIME), options))
                .isEqualTo("event");
        assertThat(outcome("hmac", SECRET, request(longer, "X-Signature", hash, "X-Time", shorter), options))
                .isEqualTo("timestamp-malformed");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "+1772366400",
                "-1772366400",
                "01772366400",
                "1772366400000",
                "9223372036854775807",
                "99999999999999999999",
                "NaN",
                "1.7723664e9",
                "1772366400.0",
                "\u0661\u0667\u0667\u0662\u0663\u0666\u0666\u0664\u0660\u0660",
                " 1772366400",
                ""
            })
    void timesInOtherFormsAreRefused(String time) {
        byte[] body = "{}".getBytes(UTF_8);
        String signature = "v0="
                + HexFormat.of().formatHex(Macs.sha256(SECRET.getBytes(UTF_8), ("v0:" + time + ":{}").getBytes(UTF_8)));

        Admission admission = Vectors.admit(
                Vectors.provider("slack", SECRET, "webhook.timestamp.tolerance.ms", "0"),
                request(body, "X-Slack-Signature", signature, "X-Slack-Request-Timestamp", time),
                Vectors.NOW);

        assertThat(admission)
                .isInstanceOfSatisfying(
                        Admission.Refused.class,
                        refused -> assertThat(refused.reason()).startsWith("timestamp-"));
    }

    @Test
    void yearsBeyondAnyCalendarAreRefusedAndNoFault() {
        String time = "+999999999-01-01T00:00:00Z";
        String signature =
                Base64.getEncoder().encodeToString(Macs.sha256(SECRET.getBytes(UTF_8), (time + "{}").getBytes(UTF_8)));

        assertThat(outcome(
                        "zendesk",
                        SECRET,
                        request(
                                "{}".getBytes(UTF_8),
                                "X-Zendesk-Webhook-Signature",
                                signature,
                                "X-Zendesk-Webhook-Signature-Timestamp",
                                time),
                        "webhook.timestamp.tolerance.ms",
                        "1000"))
                .isEqualTo("timestamp-malformed");
    }

    @Test
    void tokensThatXHasSignedAreNoEvents() {
        ReceivedRequest question = Vectors.request("GET", "https://hooks.example.com/in?crc_token=12345", new byte[0]);
        Admission.Handshake answer =
                (Admission.Handshake) Vectors.admit(Vectors.provider("x", SECRET), question, Vectors.NOW);
        String signature = new String(answer.answer().body(), UTF_8).replaceAll(".*:\"(.*)\"}", "$1");

        assertThat(outcome("x", SECRET, request("12345".getBytes(UTF_8), "X-Twitter-Webhooks-Signature", signature)))
                .isEqualTo("body-malformed");
    }

    @Test
    void signedContentOfAnEventIsNoTokenOfZoom() {
        String body = "{\"event\":\"endpoint.url_validation\",\"payload\":{\"plainToken\":\"v0:" + TIME + ":{}\"}}";
        String signature = "v0="
                + HexFormat.of()
                        .formatHex(Macs.sha256(SECRET.getBytes(UTF_8), ("v0:" + TIME + ":" + body).getBytes(UTF_8)));

        assertThat(outcome(
                        "zoom",
                        SECRET,
                        request(body.getBytes(UTF_8), "x-zm-signature", signature, "x-zm-request-timestamp", TIME)))
                .isEqualTo("plain-token-unfit");
    }

    @Test
    void bareHashIsNotContinuedBehindItsPadding() throws Exception {
        byte[] continued = (SECRET + "[]" + "\u0080\u0000\u0000\u0000{\"forged\":true}").getBytes(ISO_8859_1);
        String hash =
                HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(continued));
        byte[] body =
                new String(continued, ISO_8859_1).substring(SECRET.length()).getBytes(ISO_8859_1);

        assertThat(outcome(
                        "hubspot",
                        SECRET,
                        request(body, "X-HubSpot-Signature", hash, "X-HubSpot-Signature-Version", "v1")))
                .isEqualTo("body-malformed");
    }

    @Test
    void fieldsOfAnAdyenItemCantBeDividedOtherwise() {
        String content = "PSP::Merchant:order:5:10:EUR:AUTHORISATION:true";
        String signature = Base64.getEncoder()
                .encodeToString(Macs.sha256(HexFormat.of().parseHex("0011"), content.getBytes(UTF_8)));

        assertThat(outcome("adyen", "0011", request(adyen("", "Merchant", "order:5", "10", signature))))
                .isEqualTo("event");
        assertThat(outcome("adyen", "0011", request(adyen(":Merchant", "order", "5", "10", signature))))
                .isEqualTo("value-refused");
    }

    @Test
    void bodiesThatASignatureOfParametersDoesNotCoverAreRefused() {
        String url = "https://hooks.example.com/in";
        String hash = HexFormat.of().formatHex(Macs.sha256(SECRET.getBytes(UTF_8), url.getBytes(UTF_8)));

        assertThat(outcome(
                        "hmac",
                        SECRET,
                        request("{\"forged\":true}".getBytes(UTF_8), "X-Signature", hash),
                        "webhook.hmac.signed",
                        "{url}{param.sorted}"))
                .isEqualTo("body-unsigned");
    }

    @Test
    void parametersBehindALongRowOfRepetitionsAreNotOverlooked() {
        String url = "https://hooks.example.com/in";
        String signature = Base64.getEncoder().encodeToString(Macs.sha1(SECRET, url + "a1"));
        String body = "a=1&".repeat(Parameter.MOST) + "forged=1";

        assertThat(outcome(
                        "twilio",
                        SECRET,
                        request(
                                body.getBytes(UTF_8),
                                "X-Twilio-Signature",
                                signature,
                                "Content-Type",
                                "application/x-www-form-urlencoded")))
                .isEqualTo("body-malformed");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://sns.s3-us-west-2.amazonaws.com/SimpleNotificationService-1.pem",
                "https://sns.s3.amazonaws.com/SimpleNotificationService-1.pem",
                "https://sns.elasticbeanstalk.amazonaws.com/SimpleNotificationService-1.pem",
                "https://sns.us-east-1.amazonaws.com/mine/SimpleNotificationService-1.pem",
                "https://sns.us-east-1.amazonaws.com/../SimpleNotificationService-1.pem",
                "https://sns.us-east-1.amazonaws.com/SimpleNotificationService-1.pem?x=.pem",
                "https://sns.us-east-1.amazonaws.com./SimpleNotificationService-1.pem",
                "https://sns.us-east-1.amazonaws.com:444/SimpleNotificationService-1.pem",
                "https://sns.us-east-1.amazonaws.com@evil.example/SimpleNotificationService-1.pem",
                "https://evil.example\\@sns.us-east-1.amazonaws.com/SimpleNotificationService-1.pem",
                "https://evil.example#@sns.us-east-1.amazonaws.com/SimpleNotificationService-1.pem",
                "https://[::1]/SimpleNotificationService-1.pem",
                "https://sns.us-east-1.ama\u017Aonaws.com/SimpleNotificationService-1.pem",
                "http://sns.us-east-1.amazonaws.com/SimpleNotificationService-1.pem"
            })
    void certificatesOfSnsComeFromSnsAlone(String address) {
        String body =
                "{\"Type\":\"Notification\",\"TopicArn\":\"arn:mine\",\"SignatureVersion\":\"2\",\"Signature\":\"AAAA\","
                        + "\"SigningCertURL\":\"" + address.replace("\\", "\\\\") + "\"}";

        assertThat(outcome("aws-sns", "", request(body.getBytes(UTF_8)), "webhook.verify.topics", "arn:mine"))
                .isEqualTo("key-address-refused");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "us-east-1.amazonaws.com",
                "eu-central-2.amazonaws.com",
                "us-gov-west-1.amazonaws.com",
                "ap-southeast-5.amazonaws.com",
                "us-iso-east-1.amazonaws.com",
                "cn-northwest-1.amazonaws.com.cn"
            })
    void allRegionsOfSnsAreKnown(String host) {
        assertThat(Addresses.SNS.matcher("sns." + host).matches()).isTrue();
    }

    @Test
    void oneCertificateHasOneName() {
        Addresses.Allowed allowed = new Addresses.Allowed(Addresses.SNS, Pattern.compile("/a\\.pem"), List.of());

        assertThat(Addresses.https("HTTPS://SNS.us-EAST-1.amazonaws.com:443/a.pem", allowed))
                .isEqualTo(Addresses.https("https://sns.us-east-1.amazonaws.com/a.pem", allowed))
                .isPresent();
    }

    @Test
    void optionsThatProveNothingAreFound() {
        Map<String, String> constant =
                Map.of("webhook.verify", "hmac", "webhook.secrets", SECRET, "webhook.hmac.signed", "v1");
        Map<String, String> renewable =
                Map.of("webhook.verify", "hmac", "webhook.secrets", SECRET, "webhook.hmac.timestamp", "header:X-Time");
        Map<String, String> inBody =
                Map.of("webhook.verify", "hmac", "webhook.secrets", SECRET, "webhook.hmac.timestamp", "body:at");
        Map<String, String> noName = Map.of("webhook.verify", "mtls", "webhook.verify.subjects", "/CN=partner");

        assertThat(Vectors.problems(constant)).containsKey("webhook.hmac.signed");
        assertThat(Vectors.problems(renewable)).containsKey("webhook.hmac.timestamp");
        assertThat(Vectors.problems(inBody)).isEmpty();
        assertThat(Vectors.problems(noName)).containsKey("webhook.verify.subjects");
    }

    @Test
    void blankVerifyTokenOfMetaIsNone() {
        ReceivedRequest request = Vectors.request(
                "GET",
                "https://hooks.example.com/in?hub.mode=subscribe&hub.challenge=1&hub.verify_token=+",
                new byte[0]);

        assertThat(outcome("meta", SECRET, request, "handshake.verify.token", " "))
                .isEqualTo("verify-token-mismatch");
    }

    private static byte[] adyen(String original, String account, String reference, String value, String signature) {
        return ("{\"notificationItems\":[{\"NotificationRequestItem\":{\"pspReference\":\"PSP\",\"originalReference\":\""
                        + original + "\",\"merchantAccountCode\":\"" + account + "\",\"merchantReference\":\""
                        + reference
                        + "\",\"amount\":{\"value\":" + value
                        + ",\"currency\":\"EUR\"},\"eventCode\":\"AUTHORISATION\",\"success\":\"true\",\"additionalData\":"
                        + "{\"hmacSignature\":\"" + signature + "\"}}}]}")
                .getBytes(UTF_8);
    }

    private static String outcome(String preset, String secrets, ReceivedRequest request, String... more) {
        return Vectors.outcome(Vectors.provider(preset, secrets, more), request, Vectors.NOW);
    }

    private static ReceivedRequest request(byte[] body, String... headers) {
        return Vectors.request("POST", "https://hooks.example.com/in", body, headers);
    }
}
