package dev.millrace.http.signature;

import static dev.millrace.http.signature.PresetBuilder.preset;

import dev.millrace.http.HttpAnswer;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The providers whose proofs are no single signature, or need keys that are published. */
final class SpecialPresets {

    private static final Pattern PAYPAL = Pattern.compile("([a-z0-9-]+\\.)*paypal\\.com");
    private static final Pattern PAYPAL_PATH = Pattern.compile("/v1/notifications/certs/[A-Za-z0-9_-]+");
    private static final Pattern SNS_PATH = Pattern.compile("/SimpleNotificationService-[0-9A-Za-z]+\\.pem");
    private static final String ENTRA_KEYS = "https://login.microsoftonline.com/common/discovery/v2.0/keys";
    private static final Pattern ENTRA = Pattern.compile(
            "https://(login\\.microsoftonline\\.com/[0-9a-f-]{36}/v2\\.0|sts\\.windows\\.net/[0-9a-f-]{36}/)");
    private static final String SNS_TYPE = "body:Type";
    private static final String SNS_NOTIFICATION = "Notification";

    /** Where Plaid's token is. */
    static final String PLAID_FIELD = "Plaid-Verification";

    private static final String PLAID_KEYS = "https://production.plaid.com/webhook_verification_key/get";

    /** Microsoft's own applications, as whom Graph and Event Grid get their tokens. */
    private static final Set<String> GRAPH = Set.of("0bf30f3b-4a52-48df-9a82-234910c4a086");

    private static final Set<String> EVENT_GRID = Set.of("4962773b-9cdb-44cf-a8bf-237846a00ab7");

    private SpecialPresets() {}

    static List<Preset> all() {
        return List.of(
                preset("paypal", "PayPal", SpecialPresets::payPal)
                        .needs(VerifySettings.WEBHOOK_ID)
                        .uses(VerifySettings.HOSTS)
                        .unsignedId("body:id")
                        .note(
                                "The body is covered by a CRC-32 alone, which does not withstand forgery by who has seen a request.")
                        .from("https://developer.paypal.com/api/rest/webhooks/rest/"),
                preset(
                                "adyen",
                                "Adyen",
                                SchemeBuilder.in("header:HmacSignature")
                                        .by(Algorithm.HMAC_SHA256, Encoding.BASE64)
                                        .key(KeyForm.HEX)
                                        .build(),
                                new AdyenProof())
                        .accepts(HttpAnswer.of(200, "text/plain", "[accepted]"))
                        .note("Of payment notifications eight fields are signed; the header covers all of the body.")
                        .from(
                                "https://docs.adyen.com/development-resources/webhooks/secure-webhooks/verify-hmac-signatures"),
                preset("msgraph", "Microsoft Graph", SpecialPresets::graph)
                        .needs(VerifySettings.SECRETS)
                        .uses(VerifySettings.AUDIENCE, VerifySettings.ISSUER, VerifySettings.KEYS_URL)
                        .answersWithin(Duration.ofMillis(2_500))
                        .accepts(HttpAnswer.of(202))
                        .note(
                                "The secrets are the clientState of the subscriptions. Rich notifications bring tokens, which are"
                                        + " verified when webhook.verify.audience is set.")
                        .from("https://learn.microsoft.com/graph/change-notifications-delivery-webhooks"),
                preset("plaid", "Plaid", settings -> List.of(plaid(settings)))
                        .needs(VerifySettings.SECRETS, VerifySettings.USER)
                        .uses(VerifySettings.KEYS_URL)
                        .note(
                                "webhook.verify.user is the client id and webhook.secrets its API secret, with which keys are asked for.")
                        .from("https://plaid.com/docs/api/webhooks/webhook-verification/"),
                preset("aws-sns", "Amazon SNS", SpecialPresets::sns)
                        .needs(VerifySettings.TOPICS)
                        .uses(VerifySettings.HOSTS)
                        .signedId("body:MessageId")
                        .note("Message attributes are not signed. Raw delivery has no signature and is refused.")
                        .from("https://docs.aws.amazon.com/sns/latest/dg/sns-verify-signature-of-message.html"),
                preset("azure-event-grid", "Azure Event Grid", SpecialPresets::eventGrid)
                        .uses(
                                VerifySettings.SECRETS,
                                VerifySettings.PARAMETER,
                                VerifySettings.AUDIENCE,
                                VerifySettings.ISSUER,
                                VerifySettings.KEYS_URL)
                        .note(
                                "Bodies are arrays of events. A secret in the address shows up in the logs of proxies: prefer tokens.")
                        .from(
                                "https://learn.microsoft.com/azure/event-grid/end-point-validation-event-grid-events-schema"),
                preset("cloudevents", "CloudEvents", TokenProof.bearer().toArray(Proof[]::new))
                        .accepts(HttpAnswer.of(202))
                        .unsignedId("header:ce-id")
                        .from("https://github.com/cloudevents/spec/blob/main/cloudevents/http-webhook.md"),
                preset("bearer", "a bearer token", SpecialPresets::bearer)
                        .uses(
                                VerifySettings.SECRETS,
                                VerifySettings.AUDIENCE,
                                VerifySettings.ISSUER,
                                VerifySettings.KEYS_URL)
                        .note("A token is compared as it is; with webhook.verify.audience it may be a JSON Web Token.")
                        .from("https://www.rfc-editor.org/rfc/rfc6750"));
    }

    private static List<Proof> payPal(VerifySettings settings) {
        String webhook = settings.webhookId().isEmpty() ? "webhook.verify.webhook.id" : settings.webhookId();
        return List.of(payPalScheme(webhook)
                .keys(new CertificateKeys(
                        Place.header("PAYPAL-CERT-URL"),
                        new Addresses.Allowed(PAYPAL, PAYPAL_PATH, settings.hosts()),
                        Optional.of(PAYPAL),
                        Algorithm.RSA_SHA256))
                .build());
    }

    /** The same with a private key of one's own. */
    static SignatureScheme payPalSigning(String webhook) {
        return payPalScheme(webhook).key(KeyForm.SPKI).build();
    }

    private static SchemeBuilder payPalScheme(String webhook) {
        return SchemeBuilder.in("header:PAYPAL-TRANSMISSION-SIG")
                .requires("header:PAYPAL-AUTH-ALGO", Set.of("SHA256withRSA"))
                .by(Algorithm.RSA_SHA256, Encoding.BASE64)
                .signs("{id}|{ts}|" + webhook + "|{crc32:body}")
                .id("header:PAYPAL-TRANSMISSION-ID")
                .time(TimestampRule.Unit.ISO, Duration.ZERO, "header:PAYPAL-TRANSMISSION-TIME")
                .partly();
    }

    private static List<Proof> sns(VerifySettings settings) {
        return List.of(sns("1", Algorithm.RSA_SHA1, settings), sns("2", Algorithm.RSA_SHA256, settings));
    }

    /**
     * One version. The type is compared as a whole, for a made-up one with line ends in it could move the borders between the
     * signed fields.
     */
    private static SignatureScheme sns(String version, Algorithm algorithm, VerifySettings settings) {
        SchemeBuilder scheme = snsScheme(version, algorithm)
                .requires(SNS_TYPE, Set.of(SNS_NOTIFICATION, "SubscriptionConfirmation", "UnsubscribeConfirmation"))
                .keys(new CertificateKeys(
                        Place.body("SigningCertURL"),
                        new Addresses.Allowed(Addresses.SNS, SNS_PATH, settings.hosts()),
                        Optional.empty(),
                        algorithm));
        boolean any = settings.topics().isEmpty() || settings.topics().contains("*");
        return any
                ? scheme.build()
                : scheme.requires("body:TopicArn", settings.topics()).build();
    }

    /** The second version with a private key of one's own; what a body does not tell itself is that of a notification. */
    static SignatureScheme snsSigning() {
        return snsScheme("2", Algorithm.RSA_SHA256)
                .requires(SNS_TYPE, Set.of(SNS_NOTIFICATION))
                .id("body:MessageId")
                .key(KeyForm.SPKI)
                .build();
    }

    private static SchemeBuilder snsScheme(String version, Algorithm algorithm) {
        return SchemeBuilder.in("body:Signature")
                .when("body:SignatureVersion", version)
                .by(algorithm, Encoding.BASE64)
                .signs("{lines:Message,MessageId,Subject,SubscribeURL,Timestamp,Token,TopicArn,Type}")
                .time(TimestampRule.Unit.ISO, Duration.ZERO, "body:Timestamp")
                .partly();
    }

    private static List<Proof> graph(VerifySettings settings) {
        Optional<TokenRules> tokens =
                settings.audience().isEmpty() ? Optional.empty() : Optional.of(entra(settings, GRAPH));
        return List.of(new GraphProof(tokens, settings.requireSigned()));
    }

    private static List<Proof> eventGrid(VerifySettings settings) {
        List<Proof> proofs = new ArrayList<>();
        if (!settings.audience().isEmpty()) {
            proofs.add(new JwtProof(Place.header("Authorization"), "Bearer ", entra(settings, EVENT_GRID)));
        }
        if (!settings.requireSigned()) {
            proofs.add(TokenProof.in("query:" + settings.parameter()));
        }
        return proofs;
    }

    private static List<Proof> bearer(VerifySettings settings) {
        List<Proof> proofs = new ArrayList<>();
        if (!settings.audience().isEmpty() && !settings.keysUrl().isEmpty()) {
            proofs.add(new JwtProof(
                    Place.header("Authorization"), "Bearer ", tokens(settings, settings.keysUrl(), Set.of())));
        }
        return settings.requireSigned()
                ? proofs
                : Stream.concat(proofs.stream(), Stream.of(TokenProof.bearer().get(0)))
                        .toList();
    }

    private static TokenRules entra(VerifySettings settings, Set<String> parties) {
        return tokens(settings, settings.keysUrl().isEmpty() ? ENTRA_KEYS : settings.keysUrl(), parties);
    }

    private static TokenRules tokens(VerifySettings settings, String keys, Set<String> parties) {
        Optional<Pattern> issuer = settings.issuer().isEmpty()
                ? Optional.of(ENTRA).filter(pattern -> !parties.isEmpty())
                : Optional.of(Pattern.compile(Pattern.quote(settings.issuer())));
        return new TokenRules(
                Algorithm.RSA_SHA256,
                new KeyEndpoint.Published(URI.create(keys)),
                settings.audience(),
                issuer,
                parties,
                false,
                Optional.empty());
    }

    /** A private key of one's own; what it signs is a {@link BodyToken}. */
    static SignatureScheme plaidSigning() {
        return SchemeBuilder.in("header:" + PLAID_FIELD)
                .by(Algorithm.ECDSA_P256_JWT, Encoding.BASE64)
                .key(KeyForm.SPKI)
                .signs("{sha256:body}")
                .build();
    }

    private static JwtProof plaid(VerifySettings settings) {
        URI keys = URI.create(settings.keysUrl().isEmpty() ? PLAID_KEYS : settings.keysUrl());
        return new JwtProof(
                Place.header(PLAID_FIELD),
                "",
                new TokenRules(
                        Algorithm.ECDSA_P256_JWT,
                        new KeyEndpoint.Plaid(keys, settings.user()),
                        "",
                        Optional.empty(),
                        Set.of(),
                        true,
                        Optional.of(Duration.ofMinutes(5))));
    }
}
