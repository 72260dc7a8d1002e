package dev.millrace.http.signature;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.http.HttpAnswer;
import dev.millrace.http.ReceivedRequest;
import dev.millrace.http.signature.WebhookProvider.Admission;
import dev.millrace.http.signature.WebhookProvider.Coverage;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.security.auth.x500.X500Principal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Where receivers of webhooks went wrong before. */
class SignatureTrapsTest {

    private static final byte[] BODY = "{\"a\":\"1\"}".getBytes(UTF_8);
    private static final String TIME = String.valueOf(Vectors.NOW.getEpochSecond());

    @Test
    void theSameWhsecTextIsAnotherKeyForStripeThanForStandardWebhooks() {
        String secret = "whsec_" + Base64.getEncoder().encodeToString("0123456789abcdef01234567".getBytes(UTF_8));

        assertThat(keyOf(KeyForm.WHSEC, secret)).isNotEqualTo(keyOf(KeyForm.UTF8, secret));
        assertThat(keyOf(KeyForm.UTF8, "0123456789abcdef01234567")).isEqualTo(keyOf(KeyForm.WHSEC, secret));
    }

    @Test
    void oneHeaderNameIsThreeAlgorithms() {
        String bitbucket = sign(scheme("bitbucket", 0), BODY);
        String intercom = sign(scheme("intercom", 0), BODY);

        assertThat(outcome("bitbucket", request(BODY, "X-Hub-Signature", bitbucket)))
                .isEqualTo("event");
        assertThat(outcome("intercom", request(BODY, "X-Hub-Signature", intercom)))
                .isEqualTo("event");
        assertThat(outcome("intercom", request(BODY, "X-Hub-Signature", bitbucket)))
                .isEqualTo("signature-malformed");
        assertThat(outcome("bitbucket", request(BODY, "X-Hub-Signature", intercom)))
                .isEqualTo("signature-malformed");
        assertThat(outcome("github", request(BODY, "X-Hub-Signature", bitbucket)))
                .isEqualTo("signature-malformed");
    }

    @Test
    void weakerProofsDoNotCountWhereSignaturesAreRequired() {
        String old = sign(scheme("github", 1), BODY);

        assertThat(outcome("github", request(BODY, "X-Hub-Signature", old))).isEqualTo("event");
        assertThat(outcome("github", request(BODY, "X-Hub-Signature", old), "webhook.verify.require.signed", "true"))
                .isEqualTo("signature-missing");
        assertThat(outcome(
                        "gitlab", request(BODY, "X-Gitlab-Token", "secret"), "webhook.verify.require.signed", "true"))
                .startsWith("undecided");
    }

    @Test
    void addressIsThePublicOne() {
        ReceivedRequest behindProxy = Vectors.request(
                "POST",
                "http://10.0.0.1:8080/in",
                BODY,
                "x-square-hmacsha256-signature",
                signedFor("https://a.example/in"));
        ReceivedRequest asSigned = Vectors.request(
                "POST",
                "https://a.example/in",
                BODY,
                "x-square-hmacsha256-signature",
                signedFor("https://a.example/in"));

        assertThat(outcome("square", behindProxy)).isEqualTo("signature-mismatch");
        assertThat(outcome("square", asSigned)).isEqualTo("event");
    }

    @Test
    void twilioBodyThatNothingVouchesForIsRefused() {
        String signature = sign(scheme("twilio", 0), new byte[0]);

        assertThat(outcome(
                        "twilio", request(BODY, "X-Twilio-Signature", signature, "Content-Type", "application/json")))
                .isEqualTo("body-unsigned");
        assertThat(outcome("twilio", request(new byte[0], "X-Twilio-Signature", signature)))
                .isEqualTo("event");
    }

    @Test
    void lineEndIsPartOfTheBody() {
        byte[] withLineEnd = "[]\r\n".getBytes(UTF_8);
        String signature = "ts=" + TIME + ";" + Vectors.sign(scheme("paddle", 0), request(withLineEnd), TIME);

        assertThat(outcome("paddle", request(withLineEnd, "Paddle-Signature", signature)))
                .isEqualTo("event");
        assertThat(outcome("paddle", request("[]".getBytes(UTF_8), "Paddle-Signature", signature)))
                .isEqualTo("signature-mismatch");
    }

    @Test
    void signatureInTheBodyCoversPartOfIt() {
        String body = "{\"signature\":{\"timestamp\":\"" + TIME + "\",\"token\":\"t\",\"signature\":\""
                + sign(SchemeBuilder.in("header:x").signs(TIME + "t").build(), BODY)
                + "\"},\"event-data\":{}}";

        Admission admission =
                Vectors.admit(Vectors.provider("mailgun", "secret"), request(body.getBytes(UTF_8)), Vectors.NOW);

        assertThat(admission).isEqualTo(new Admission.Event(Coverage.PARTIAL, 0));
    }

    @Test
    void compressedBodyIsVerifiedAsItCame() {
        byte[] compressed = {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 0, 3, 1, 2, 3};
        String signature = sign(scheme("github", 0), compressed);

        assertThat(outcome("github", request(compressed, "X-Hub-Signature-256", signature, "Content-Encoding", "gzip")))
                .isEqualTo("event");
    }

    @Test
    void charactersCantMoveFromTheBodyIntoTheTime() {
        String zendesk = Vectors.sign(scheme("zendesk", 0), request("Z{}".getBytes(UTF_8)), "2026-03-01T12:00:00");

        assertThat(outcome(
                        "zendesk",
                        request(
                                "{}".getBytes(UTF_8),
                                "X-Zendesk-Webhook-Signature",
                                zendesk,
                                "X-Zendesk-Webhook-Signature-Timestamp",
                                "2026-03-01T12:00:00Z")))
                .isEqualTo("event");
        assertThat(outcome(
                        "zendesk",
                        request(
                                "Z{}".getBytes(UTF_8),
                                "X-Zendesk-Webhook-Signature",
                                zendesk,
                                "X-Zendesk-Webhook-Signature-Timestamp",
                                "2026-03-01T12:00:00")))
                .isEqualTo("timestamp-malformed");
    }

    @Test
    void membersThatStandTwiceAreNotRead() {
        byte[] body = "{\"value\":[{\"clientState\":\"x\",\"clientState\":\"secret\"}]}".getBytes(UTF_8);

        assertThat(outcome("msgraph", request(body))).isEqualTo("token-missing");
    }

    @Test
    void oneForgedItemSpoilsABatch() {
        byte[] body = "{\"value\":[{\"clientState\":\"secret\"},{\"id\":\"2\"}]}".getBytes(UTF_8);

        assertThat(outcome("msgraph", request(body))).isEqualTo("token-mismatch");
        assertThat(outcome("msgraph", request("{\"value\":[]}".getBytes(UTF_8))))
                .isEqualTo("token-missing");
    }

    @Test
    void tellsWhichSecretMatched() {
        String signature = sign(scheme("github", 0), BODY);

        Admission admission = Vectors.admit(
                Vectors.provider("github", "new one, secret"),
                request(BODY, "X-Hub-Signature-256", signature),
                Vectors.NOW);

        assertThat(admission).isEqualTo(new Admission.Event(Coverage.WHOLE, 1));
    }

    @Test
    void refusalTellsHeaderSkewAndUnitAndNoSecret() {
        String signature = Vectors.sign(scheme("slack", 0), request(BODY), "1000000000");

        Admission admission = Vectors.admit(
                Vectors.provider("slack", "secret"),
                request(BODY, "X-Slack-Signature", signature, "X-Slack-Request-Timestamp", "1000000000"),
                Vectors.NOW);

        assertThat(admission).isInstanceOf(Admission.Refused.class);
        assertThat(admission.toString())
                .contains("timestamp-too-old", "header:X-Slack-Request-Timestamp", "unit s", "ms behind", "300000 ms")
                .doesNotContain("secret", signature);
    }

    @Test
    void clientCertificateIsComparedByTheMeaningOfItsName() {
        WebhookProvider provider =
                Vectors.provider("mtls", "", "webhook.verify.subjects", "CN=partner, O=Acme; CN=other");

        assertThat(Vectors.outcome(provider, certified("cn=partner,o=Acme"), Vectors.NOW))
                .isEqualTo("event");
        assertThat(Vectors.outcome(provider, certified("CN=stranger,O=Acme"), Vectors.NOW))
                .isEqualTo("certificate-mismatch");
        assertThat(Vectors.outcome(provider, request(BODY), Vectors.NOW)).isEqualTo("certificate-missing");
    }

    @Test
    void mailAddressInANameMayBeWrittenByItsWordOrItsNumber() {
        X500Principal subject = new X500Principal("EMAILADDRESS=ops@acme.example, CN=partner, O=Acme");
        WebhookProvider provider = Vectors.provider(
                "mtls", "", "webhook.verify.subjects", "emailAddress=ops@acme.example,CN=partner,O=Acme");

        assertThat(Vectors.outcome(provider, certified(subject.getName()), Vectors.NOW))
                .isEqualTo("event");
        assertThat(Vectors.outcome(provider, certified(subject.getName(X500Principal.RFC1779)), Vectors.NOW))
                .isEqualTo("event");
        assertThat(Vectors.outcome(provider, certified("CN=partner,O=Acme"), Vectors.NOW))
                .isEqualTo("certificate-mismatch");
    }

    @Test
    void headersAndContentsDoNotShowWhatTheyHold() {
        ReceivedRequest request =
                Vectors.request("POST", "https://a.example/in?secret=hidden", BODY, "Authorization", "Bearer hidden");

        assertThat(request.headers().fields().toString() + request + Variants.NONE.of(request, 0))
                .doesNotContain("hidden");
    }

    @Test
    void manyTokensOfGraphAreNotAllTried() {
        String tokens = IntStream.range(0, 100).mapToObj(i -> "\"t" + i + "\"").collect(Collectors.joining(","));
        byte[] body =
                ("{\"value\":[{\"clientState\":\"secret\"}],\"validationTokens\":[" + tokens + "]}").getBytes(UTF_8);

        Admission admission = Vectors.admit(
                Vectors.provider("msgraph", "secret", "webhook.verify.audience", "app"), request(body), Vectors.NOW);

        assertThat(admission.toString()).contains("signature-malformed", "too many tokens");
    }

    @Test
    void methodsBesidesPostAreThoseOfThePresetsHandshakes() {
        assertThat(WebhookProviders.handshakeMethods(Vectors.config(Map.of("webhook.verify", "meta"))))
                .containsExactly("GET");
        assertThat(WebhookProviders.handshakeMethods(Vectors.config(Map.of("webhook.verify", "Azure-Event-Grid"))))
                .containsExactly("OPTIONS");
        assertThat(WebhookProviders.handshakeMethods(Vectors.config(Map.of("webhook.verify", "intercom"))))
                .containsExactly("HEAD");
        assertThat(WebhookProviders.handshakeMethods(Vectors.config(Map.of("webhook.verify", "github"))))
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("names")
    void emptyRequestsAreNoFault(String preset) {
        WebhookProvider provider = Vectors.provider(preset, "0011", "webhook.verify.audience", "a");

        assertThat(Vectors.outcome(provider, request(new byte[0]), Vectors.NOW))
                .matches(preset.equals("none") ? "event" : "[a-z]+-missing|undecided secrets-missing");
    }

    @Test
    void handshakesComeBeforeAndAfterVerification() {
        Handshake unsigned = shake(Handshake.Phase.UNSIGNED, "x-early");
        Handshake signed = shake(Handshake.Phase.SIGNED, "x-late");
        PresetProvider provider = new PresetProvider(
                Presets.of("github").habits(),
                Presets.of("github")
                        .proofs()
                        .apply(VerifySettings.from(Vectors.config(Map.of("webhook.verify", "github")))),
                List.of(signed, unsigned),
                new SecretStore(List.of("secret"), Optional.empty(), System::nanoTime),
                Optional.empty(),
                new FetchedKeys(SenderFetch::open, System::nanoTime),
                CertificateTrust::platform);
        String signature = sign(scheme("github", 0), BODY);

        assertThat(Vectors.outcome(provider, request(BODY, "x-early", "1"), Vectors.NOW))
                .isEqualTo("handshake");
        assertThat(Vectors.outcome(provider, request(BODY, "x-late", "1"), Vectors.NOW))
                .isEqualTo("signature-missing");
        assertThat(Vectors.outcome(
                        provider, request(BODY, "x-late", "1", "X-Hub-Signature-256", signature), Vectors.NOW))
                .isEqualTo("handshake");
        assertThat(Vectors.outcome(provider, request(BODY, "X-Hub-Signature-256", signature), Vectors.NOW))
                .isEqualTo("event");
    }

    private static Handshake shake(Handshake.Phase phase, String header) {
        return new Handshake() {
            @Override
            public Phase phase() {
                return phase;
            }

            @Override
            public CompletionStage<Optional<Admission>> answer(ReceivedRequest request, Tools tools) {
                assertThat(tools.matched()).isEqualTo(phase == Phase.SIGNED ? 0 : -1);
                return CompletableFuture.completedFuture(
                        request.header(header).map(found -> new Admission.Handshake(header, HttpAnswer.of(200))));
            }
        };
    }

    static List<String> names() {
        return Presets.names();
    }

    private static ReceivedRequest certified(String subject) {
        ReceivedRequest plain = request(BODY);
        return new ReceivedRequest(
                plain.id(),
                plain.method(),
                plain.url(),
                plain.path(),
                plain.query(),
                plain.headers(),
                BODY,
                "127.0.0.1",
                subject,
                Vectors.NOW);
    }

    private static String signedFor(String url) {
        return Vectors.sign(scheme("square", 0), Vectors.request("POST", url, BODY), "");
    }

    private static String keyOf(KeyForm form, String secret) {
        VerifyKey key = form.read(Algorithm.HMAC_SHA256, 0, secret).orElseThrow();
        return Encoding.HEX.encode(key.sign((sink, bytes) -> sink.update(BODY)));
    }

    private static SignatureScheme scheme(String preset, int number) {
        VerifySettings settings = VerifySettings.from(Vectors.config(Map.of("webhook.verify", preset)));
        return (SignatureScheme) Presets.of(preset).proofs().apply(settings).get(number);
    }

    private static String sign(SignatureScheme scheme, byte[] body) {
        return Vectors.sign(scheme, request(body), "");
    }

    private static String outcome(String preset, ReceivedRequest request, String... more) {
        return Vectors.outcome(Vectors.provider(preset, "secret", more), request, Vectors.NOW);
    }

    private static ReceivedRequest request(byte[] body, String... headers) {
        return Vectors.request("POST", "https://hooks.example.com/in", body, headers);
    }
}
