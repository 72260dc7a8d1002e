package dev.millrace.http.signature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.millrace.http.HttpCall;
import dev.millrace.http.HttpHeader;
import dev.millrace.http.HttpMethod;
import dev.millrace.http.ReceivedHeaders;
import dev.millrace.http.ReceivedRequest;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The signing side against the verifying one, and against rows that Python signed. */
class RequestSignerTest {

    private static final byte[] BODY =
            "{\"id\":\"é\",\"webhookTimestamp\":1772366400000}".getBytes(StandardCharsets.UTF_8);

    /** The secret of the signing side and of the verifying one. */
    private record Pair(String signing, String verifying) {}

    @Test
    void signsForEveryPresetWhoseRequestsAreSigned() {
        assertThat(RequestSigner.presets())
                .containsExactly(
                        "adyen",
                        "aws-sns",
                        "bitbucket",
                        "box",
                        "discord",
                        "docusign",
                        "dropbox",
                        "github",
                        "gitlab",
                        "hubspot",
                        "intercom",
                        "linear",
                        "mailgun",
                        "meta",
                        "paddle",
                        "paypal",
                        "plaid",
                        "sendgrid",
                        "shopify",
                        "slack",
                        "square",
                        "standard-webhooks",
                        "stripe",
                        "twilio",
                        "wise",
                        "x",
                        "zendesk",
                        "zoom");
    }

    @TestFactory
    Stream<DynamicTest> receiverOfThePresetTakesWhatWasSigned() {
        return sharing()
                .map(preset -> DynamicTest.dynamicTest(preset, () -> {
                    for (Pair pair : pairs(preset)) {
                        RequestSigner signer = signer(preset);
                        HttpCall signed = signer.sign(call(), signer.keys(pair.signing), Vectors.NOW, () -> "new-id");

                        assertThat(outcome(preset, pair.verifying, signed)).isEqualTo("event");
                        assertThat(outcome(
                                        preset,
                                        pair.verifying,
                                        signed.withBody("{\"id\":\"e\"}".getBytes(StandardCharsets.UTF_8))))
                                .isIn("signature-mismatch", "body-malformed", "timestamp-missing", "signature-missing");
                    }
                }));
    }

    @TestFactory
    Stream<DynamicTest> eachSecretOfARotationSigns() {
        Set<String> one = Set.of(
                "adyen",
                "bitbucket",
                "discord",
                "dropbox",
                "github",
                "hubspot",
                "intercom",
                "linear",
                "mailgun",
                "meta",
                "sendgrid",
                "slack",
                "square",
                "twilio",
                "wise",
                "x",
                "zendesk",
                "zoom");
        return sharing()
                .map(preset -> DynamicTest.dynamicTest(preset, () -> {
                    Pair first = pairs(preset).get(0);
                    RequestSigner signer = signer(preset);
                    String both = first.signing + "\n" + (one.contains(preset) ? first.signing : other(first));

                    if (one.contains(preset)) {
                        assertThatIllegalArgumentException()
                                .isThrownBy(() -> signer.keys(both))
                                .withMessageContaining("room for the signatures of 1");
                    } else {
                        HttpCall signed = signer.sign(call(), signer.keys(both), Vectors.NOW, () -> "new-id");
                        assertThat(outcome(preset, first.verifying, signed)).isEqualTo("event");
                        assertThat(outcome(preset, other(first), signed)).isEqualTo("event");
                    }
                }));
    }

    /** Each row of the other side's file whose preset signs, but for those with a wrong signature beside the right one. */
    @TestFactory
    Stream<DynamicTest> signsAsTheRowsWereSigned() throws IOException {
        Set<String> otherwise = Set.of(
                "svix, secret without padding and prefix",
                "github, the old header",
                "gitlab, token",
                "shopify, new header",
                "hubspot 1",
                "hubspot 2",
                "adyen, items",
                "twilio, json",
                "stripe, two signatures",
                "box, escaped",
                "docusign",
                "paddle");
        try (InputStream spec = RequestSignerTest.class.getResourceAsStream("/spec/webhook-signatures.json")) {
            List<DynamicTest> tests =
                    BodyJson.read(spec == null ? new byte[0] : spec.readAllBytes()).orElseThrow().elements("").stream()
                            .filter(row -> sharing()
                                    .anyMatch(preset -> !preset.equals("mailgun")
                                            && preset.equals(row.text("preset").orElseThrow())))
                            .filter(row -> !otherwise.contains(row.text("name").orElseThrow()))
                            .map(row -> DynamicTest.dynamicTest(row.text("name").orElseThrow(), () -> signsAs(row)))
                            .toList();
            assertThat(tests).hasSizeGreaterThan(15);
            return tests.stream();
        }
    }

    private static void signsAs(BodyJson row) {
        RequestSigner signer = signer(row.text("preset").orElseThrow());
        String secrets = row.elements("secrets").stream()
                .map(secret -> secret.text("").orElseThrow())
                .collect(Collectors.joining("\n"));
        BodyJson headers = row.object("headers").orElseThrow();
        String contentType = headers.member("Content-Type").orElse("application/json");
        HttpCall call = new HttpCall(
                HttpMethod.valueOf(row.text("method").orElseThrow()),
                URI.create(row.text("url").orElseThrow()),
                List.of(new HttpHeader("Idempotency-Key", "\"msg_1\"")),
                Base64.getDecoder().decode(row.text("bodyBase64").orElseThrow()),
                contentType,
                false);

        HttpCall signed = signer.sign(
                call,
                signer.keys(secrets),
                Instant.ofEpochSecond(Long.parseLong(row.text("at").orElseThrow())),
                () -> "none");

        List<HttpHeader> written = new ArrayList<>(signed.headers());
        written.removeAll(call.headers());
        assertThat(written).isNotEmpty();
        written.forEach(field -> assertThat(field.value())
                .as(field.name())
                .isEqualTo(headers.member(field.name()).orElse("absent")));
    }

    @Test
    void idStaysTheSameWheneverTheRequestIsSentAgain() {
        RequestSigner signer = signer("standard-webhooks");
        SigningKeys keys = signer.keys("whsec_MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3");
        HttpCall call = call().with(new HttpHeader("Idempotency-Key", "\"rec-7\""));

        HttpCall first = signer.sign(call, keys, Vectors.NOW, () -> "new-id");
        HttpCall later = signer.sign(call, keys, Vectors.NOW.plusSeconds(60), () -> "new-id");

        assertThat(first.header("webhook-id")).contains("rec-7");
        assertThat(later.header("webhook-id")).contains("rec-7");
        assertThat(later.header("webhook-timestamp")).isNotEqualTo(first.header("webhook-timestamp"));
        assertThat(later.header("webhook-signature")).isNotEqualTo(first.header("webhook-signature"));
        assertThat(signer.sign(call(), keys, Vectors.NOW, () -> "new-id").header("webhook-id"))
                .contains("new-id");
    }

    @Test
    void refusesWhatIsNoSecretAndDoesNotQuoteIt() {
        for (String preset : List.of("standard-webhooks", "discord", "wise", "adyen", "sendgrid")) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> signer(preset).keys("not-of-this-form!"))
                    .withMessageStartingWith("holds as number 1 something that is not ")
                    .withMessageNotContaining("this-form");
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> signer("github").keys("\n \n"))
                .withMessage("holds no secret");
        assertThat(signer("github").keys("secret").toString()).doesNotContain("secret");
    }

    private static RequestSigner signer(String preset) {
        return RequestSigner.ofPreset(preset, SigningTerms.NONE);
    }

    /** The presets whose receivers verify with what their settings hold; {@link OwnKeyTest} has the others. */
    private static Stream<String> sharing() {
        return RequestSigner.presets().stream()
                .filter(preset -> !Set.of("aws-sns", "paypal", "plaid").contains(preset));
    }

    private static HttpCall call() {
        return new HttpCall(
                HttpMethod.POST,
                URI.create("https://hooks.example.com:443/in?x=a%3Ab"),
                List.of(),
                BODY,
                "application/json",
                false);
    }

    private static String other(Pair pair) {
        return pair.signing.startsWith("whsec_")
                ? "whsec_" + Base64.getEncoder().encodeToString(new byte[32])
                : "another";
    }

    private static List<Pair> pairs(String preset) {
        String whsec = "whsec_MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3";
        return switch (preset) {
            case "standard-webhooks" -> {
                KeyPair pair = pair("Ed25519");
                byte[] seed = tail(pair.getPrivate().getEncoded());
                byte[] open = tail(pair.getPublic().getEncoded());
                yield List.of(
                        new Pair(whsec, whsec),
                        new Pair("whsk_" + base64(seed), "whpk_" + base64(open)),
                        new Pair("whsk_" + base64(join(seed, open)), "whpk_" + base64(open)),
                        new Pair(pem(pair), "whpk_" + base64(open)));
            }
            case "gitlab" -> List.of(new Pair(whsec, whsec));
            case "adyen" -> List.of(new Pair("00010203a0", "00010203A0"));
            case "discord" -> {
                KeyPair pair = pair("Ed25519");
                String open = HexFormat.of().formatHex(tail(pair.getPublic().getEncoded()));
                yield List.of(
                        new Pair(HexFormat.of().formatHex(tail(pair.getPrivate().getEncoded())), open),
                        new Pair(pem(pair), open));
            }
            case "wise" -> keyPair(pair("RSA"));
            case "sendgrid" -> keyPair(pair("EC"));
            default -> List.of(new Pair("secret", "secret"));
        };
    }

    private static List<Pair> keyPair(KeyPair pair) {
        String open = base64(pair.getPublic().getEncoded());
        return List.of(
                new Pair(pem(pair), open), new Pair(base64(pair.getPrivate().getEncoded()), open));
    }

    private static KeyPair pair(String kind) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(kind);
            if (kind.equals("EC")) {
                generator.initialize(new ECGenParameterSpec("secp256r1"));
            }
            return generator.generateKeyPair();
        } catch (GeneralSecurityException impossible) {
            throw new AssertionError(impossible);
        }
    }

    private static byte[] tail(byte[] encoded) {
        return Arrays.copyOfRange(encoded, encoded.length - 32, encoded.length);
    }

    private static byte[] join(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    private static String pem(KeyPair pair) {
        return "-----BEGIN PRIVATE KEY-----\n" + base64(pair.getPrivate().getEncoded()) + "\n-----END PRIVATE KEY-----";
    }

    private static String outcome(String preset, String secret, HttpCall call) {
        List<ReceivedHeaders.Field> fields = new ArrayList<>();
        call.headers().forEach(header -> fields.add(new ReceivedHeaders.Field(header.name(), header.value())));
        fields.add(new ReceivedHeaders.Field("Content-Type", call.contentType()));
        ReceivedRequest request = new ReceivedRequest(
                "r",
                call.method().name(),
                call.target().toString(),
                call.target().getRawPath(),
                call.target().getRawQuery(),
                new ReceivedHeaders(fields),
                call.body(),
                "127.0.0.1",
                null,
                Vectors.NOW);
        try (WebhookProvider provider =
                WebhookProviders.open(Vectors.config(Map.of("webhook.verify", preset, "webhook.secrets", secret)))) {
            return Vectors.outcome(provider, request, Vectors.NOW);
        }
    }
}
