package dev.millrace.http.signature;

import static dev.millrace.http.signature.Algorithm.ECDSA_P256;
import static dev.millrace.http.signature.Algorithm.ED25519;
import static dev.millrace.http.signature.Algorithm.HMAC_SHA1;
import static dev.millrace.http.signature.Algorithm.HMAC_SHA256;
import static dev.millrace.http.signature.Algorithm.RSA_SHA256;
import static dev.millrace.http.signature.Algorithm.SHA256;
import static dev.millrace.http.signature.Encoding.BASE64;
import static dev.millrace.http.signature.Encoding.HEX;
import static dev.millrace.http.signature.PresetBuilder.preset;
import static dev.millrace.http.signature.PresetBuilder.strongest;
import static dev.millrace.http.signature.SchemeBuilder.in;
import static dev.millrace.http.signature.TimestampRule.Unit.ISO;
import static dev.millrace.http.signature.TimestampRule.Unit.MS;
import static dev.millrace.http.signature.TimestampRule.Unit.S;

import dev.millrace.http.HttpAnswer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * All presets. Each line of a scheme is a fact of the provider's document; the rules behind are in {@link SignatureScheme}.
 */
final class Presets {

    private static final Duration ANY = Duration.ZERO;
    private static final Duration FIVE_MINUTES = Duration.ofMinutes(5);
    private static final Duration THREE_SECONDS_AT_MOST = Duration.ofMillis(2_500);

    private static final Map<String, Preset> BY_NAME = Stream.of(signed(), SpecialPresets.all(), unsigned())
            .flatMap(List::stream)
            .collect(Collectors.toUnmodifiableMap(Preset::name, Function.identity()));

    private Presets() {}

    static Preset of(String name) {
        Preset preset = BY_NAME.get(name);
        if (preset == null) {
            throw new IllegalArgumentException("there is no preset " + name);
        }
        return preset;
    }

    /** In the order of the alphabet. */
    static List<String> names() {
        return BY_NAME.keySet().stream().sorted().toList();
    }

    /** Those whose signatures are verified with what the settings hold. */
    private static List<Preset> signed() {
        List<Preset> presets = new ArrayList<>();
        presets.add(preset("standard-webhooks", "Standard Webhooks, Svix", StandardWebhooks::proofs)
                .uses(VerifySettings.SECRETS, VerifySettings.KEYS_URL)
                .signedId("header:webhook-id")
                .note(
                        "Secrets with whsec_ and public keys with whpk_ may stand side by side; the headers may begin with svix-.")
                .from("https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md"));
        presets.add(strongest(
                        "github",
                        "GitHub",
                        in("header:X-Hub-Signature-256").after("sha256=").build(),
                        in("header:X-Hub-Signature")
                                .after("sha1=")
                                .by(HMAC_SHA1, HEX)
                                .build())
                .unsignedId("header:X-GitHub-Delivery")
                .bodies(25)
                .note("SHA-1 is for old servers that send nothing else; webhook.verify.require.signed refuses it.")
                .from("https://docs.github.com/webhooks/using-webhooks/validating-webhook-deliveries"));
        presets.add(strongest(
                        "gitlab",
                        "GitLab",
                        StandardWebhooks.shared(KeyForm.WHSEC_MARKED),
                        TokenProof.in("header:X-Gitlab-Token"))
                .unsignedId("header:Idempotency-Key")
                .note(
                        "A secret that begins with whsec_ is a signing token; every secret also counts as X-Gitlab-Token, unless"
                                + " webhook.verify.require.signed is true.")
                .from("https://docs.gitlab.com/user/project/integrations/webhooks/"));
        presets.add(preset(
                        "bitbucket",
                        "Bitbucket, Jira",
                        in("header:X-Hub-Signature").after("sha256=").build())
                .unsignedId("header:X-Request-UUID")
                .from("https://support.atlassian.com/bitbucket-cloud/docs/manage-webhooks/"));
        presets.add(preset(
                        "stripe",
                        "Stripe",
                        in("header:Stripe-Signature")
                                .pieces(",", "v1=")
                                .signs("{ts}.{body}")
                                .time(S, FIVE_MINUTES, "signature:t=")
                                .build())
                .signedId("body:id")
                .note(
                        "The secret is the whole whsec_ text; it is not base64 here. Times in the future are refused too.")
                .from("https://docs.stripe.com/webhooks#verify-manually"));
        presets.add(preset(
                        "shopify",
                        "Shopify",
                        in("header:X-Shopify-Hmac-Sha256", "header:Shopify-Hmac-Sha256")
                                .by(HMAC_SHA256, BASE64)
                                .build())
                .answersWithin(Duration.ofSeconds(4))
                .unsignedId("header:X-Shopify-Event-Id")
                .note("After a rotation Shopify may sign with the old secret for an hour: keep both.")
                .from("https://shopify.dev/docs/apps/build/webhooks/verify-deliveries"));
        presets.add(preset(
                        "slack",
                        "Slack",
                        in("header:X-Slack-Signature")
                                .after("v0=")
                                .signs("v0:{ts}:{body}")
                                .time(S, FIVE_MINUTES, "header:X-Slack-Request-Timestamp")
                                .build())
                .answersWithin(THREE_SECONDS_AT_MOST)
                .signedId("body:event_id")
                .from("https://docs.slack.dev/authentication/verifying-requests-from-slack"));
        presets.add(preset(
                        "twilio",
                        "Twilio",
                        in("header:X-Twilio-Signature")
                                .by(HMAC_SHA1, BASE64)
                                .signs("{url}{param.sorted}")
                                .variants(Variants.PORTS)
                                .bodyHash("query:bodySHA256")
                                .build())
                .accepts(HttpAnswer.of(200, "text/xml", "<Response/>"))
                .unsignedId("header:I-Twilio-Idempotency-Token")
                .note("Signs the public address: set public.base.url behind a proxy.")
                .from("https://www.twilio.com/docs/usage/webhooks/webhooks-security"));
        presets.add(preset(
                        "square",
                        "Square",
                        in("header:x-square-hmacsha256-signature")
                                .by(HMAC_SHA256, BASE64)
                                .signs("{url}{body}")
                                .build())
                .signedId("body:event_id")
                .note("Signs the public address: set public.base.url behind a proxy.")
                .from("https://developer.squareup.com/docs/webhooks/step3validate"));
        presets.add(preset(
                        "zoom",
                        "Zoom",
                        in("header:x-zm-signature")
                                .after("v0=")
                                .signs("v0:{ts}:{body}")
                                .time(S, FIVE_MINUTES, "header:x-zm-request-timestamp")
                                .build())
                .answersWithin(THREE_SECONDS_AT_MOST)
                .from("https://developers.zoom.us/docs/api/webhooks/"));
        presets.add(preset(
                        "zendesk",
                        "Zendesk",
                        in("header:X-Zendesk-Webhook-Signature")
                                .by(HMAC_SHA256, BASE64)
                                .signs("{ts}{body}")
                                .time(ISO, ANY, "header:X-Zendesk-Webhook-Signature-Timestamp")
                                .build())
                .unsignedId("header:X-Zendesk-Webhook-Invocation-Id")
                .note("The secret is text that only looks like base64.")
                .from("https://developer.zendesk.com/documentation/webhooks/verifying/"));
        presets.add(strongest(
                        "hubspot",
                        "HubSpot",
                        in("header:X-HubSpot-Signature-v3")
                                .by(HMAC_SHA256, BASE64)
                                .signs("{method}{url}{body}{ts}")
                                .variants(Variants.ESCAPES)
                                .time(MS, FIVE_MINUTES, "header:X-HubSpot-Request-Timestamp")
                                .build(),
                        in("header:X-HubSpot-Signature")
                                .when("header:X-HubSpot-Signature-Version", "v2")
                                .by(SHA256, HEX)
                                .signs("{secret}{method}{url}{body}")
                                .bodies(BodyRule.TEXT)
                                .build(),
                        in("header:X-HubSpot-Signature")
                                .when("header:X-HubSpot-Signature-Version", "v1")
                                .by(SHA256, HEX)
                                .signs("{secret}{body}")
                                .bodies(BodyRule.TEXT)
                                .build())
                .note(
                        "Versions 1 and 2 are bare hashes without a time; webhook.verify.require.signed allows version 3 alone."
                                + " Signs the public address: set public.base.url behind a proxy. Bodies are arrays of up to 100 events.")
                .from("https://developers.hubspot.com/docs/apps/legacy-apps/authentication/validating-requests"));
        presets.add(preset(
                        "intercom",
                        "Intercom",
                        in("header:X-Hub-Signature")
                                .after("sha1=")
                                .by(HMAC_SHA1, HEX)
                                .build())
                .signedId("body:id")
                .from("https://developers.intercom.com/docs/webhooks/setting-up-webhooks"));
        presets.add(preset(
                        "mailgun",
                        "Mailgun",
                        mailgun("body:signature.", "{json:signature.timestamp}{json:signature.token}"),
                        mailgun(
                                "body:parent-signature.",
                                "{json:parent-signature.timestamp}{json:parent-signature.token}"),
                        mailgun("form:", "{ts}{form:token}"))
                .unsignedId("body:event-data.id")
                .note(
                        "Nothing of the event is signed: whoever has seen one request can send others. Allow its addresses alone,"
                                + " and set webhook.timestamp.tolerance.ms.")
                .from("https://documentation.mailgun.com/docs/mailgun/user-manual/webhooks/securing-webhooks"));
        presets.add(
                preset(
                                "sendgrid",
                                "SendGrid",
                                in("header:X-Twilio-Email-Event-Webhook-Signature")
                                        .by(ECDSA_P256, BASE64)
                                        .key(KeyForm.SPKI)
                                        .signs("{ts}{body}")
                                        .time(S, ANY, "header:X-Twilio-Email-Event-Webhook-Timestamp")
                                        .build())
                        .note("The secret is the public key of the webhook. Bodies are arrays of events.")
                        .from(
                                "https://www.twilio.com/docs/sendgrid/for-developers/tracking-events/getting-started-event-webhook-security-features"));
        presets.add(preset(
                        "discord",
                        "Discord",
                        in("header:X-Signature-Ed25519")
                                .by(ED25519, HEX)
                                .key(KeyForm.ED25519_HEX)
                                .signs("{ts}{body}")
                                .time(S, ANY, "header:X-Signature-Timestamp")
                                .build())
                .accepts(HttpAnswer.of(204))
                .signedId("body:id")
                .note(
                        "The secret is the public key of the application. Sends wrong signatures on purpose and wants 401 for them.")
                .from("https://docs.discord.com/developers/events/webhook-events"));
        presets.add(preset(
                        "meta",
                        "Meta, WhatsApp",
                        in("header:X-Hub-Signature-256").after("sha256=").build())
                .refuses(403)
                .bodies(3)
                .note("The secret is that of the app.")
                .from("https://developers.facebook.com/docs/graph-api/webhooks/getting-started"));
        presets.add(
                preset("dropbox", "Dropbox", in("header:X-Dropbox-Signature").build())
                        .note("The secret is that of the app.")
                        .from("https://www.dropbox.com/developers/reference/webhooks"));
        presets.add(preset(
                        "box",
                        "Box",
                        in("header:box-signature-primary", "header:box-signature-secondary")
                                .when("header:box-signature-algorithm", "HmacSHA256")
                                .by(HMAC_SHA256, BASE64)
                                .signs("{body}{ts}")
                                .variants(Variants.ASCII)
                                .time(ISO, Duration.ofMinutes(10), "header:box-delivery-timestamp")
                                .build())
                .unsignedId("header:box-delivery-id")
                .note("Give the primary and the secondary key; each may be replaced while the other one signs.")
                .from("https://developer.box.com/guides/webhooks/v2/signatures-v2/"));
        presets.add(preset(
                        "docusign",
                        "DocuSign Connect",
                        in("header:X-DocuSign-Signature-#")
                                .by(HMAC_SHA256, BASE64)
                                .build())
                .bodies(25)
                .note(
                        "One header for each key; one of them that fits is enough. The key is text that only looks like base64.")
                .from("https://developers.docusign.com/platform/webhooks/connect/hmac/"));
        presets.add(preset(
                        "linear",
                        "Linear",
                        in("header:linear-signature")
                                .time(MS, Duration.ofMinutes(1), "body:webhookTimestamp")
                                .build())
                .unsignedId("header:Linear-Delivery")
                .note("The time counts that is in the body, where it is signed.")
                .from("https://linear.app/developers/webhooks"));
        presets.add(preset(
                        "paddle",
                        "Paddle",
                        in("header:Paddle-Signature")
                                .pieces(";", "h1=")
                                .signs("{ts}:{body}")
                                .time(S, Duration.ofSeconds(5), "signature:ts=")
                                .build())
                .signedId("body:event_id")
                .note("Five seconds are Paddle's own tolerance: raise it when clocks or networks are slow.")
                .from("https://developer.paddle.com/webhooks/signature-verification"));
        presets.add(preset(
                        "x",
                        "X (Twitter)",
                        in("header:X-Twitter-Webhooks-Signature")
                                .after("sha256=")
                                .by(HMAC_SHA256, BASE64)
                                .bodies(BodyRule.OBJECT)
                                .build())
                .note("The secret is the consumer secret of the app.")
                .from("https://docs.x.com/x-api/webhooks/introduction"));
        presets.add(preset(
                        "wise",
                        "Wise",
                        in("header:X-Signature-SHA256")
                                .by(RSA_SHA256, BASE64)
                                .key(KeyForm.SPKI)
                                .build())
                .unsignedId("header:X-Delivery-Id")
                .note("The secret is the public key that Wise publishes.")
                .from("https://docs.wise.com/api-docs/features/webhooks-notifications/event-handling"));
        presets.add(preset(
                        "hmac",
                        "any other sender",
                        settings -> List.of(settings.hmac().scheme()))
                .needs(VerifySettings.SECRETS)
                .uses(HmacSettings.keys().toArray(String[]::new))
                .note("All parts are set by webhook.hmac; the row shows the defaults.")
                .from("https://www.rfc-editor.org/rfc/rfc2104"));
        return presets;
    }

    private static SignatureScheme mailgun(String at, String content) {
        return in(at + "signature")
                .signs(content)
                .time(S, ANY, at + "timestamp")
                .partly()
                .build();
    }

    /** Those that prove a sender without a signature, and the one that proves nothing. */
    private static List<Preset> unsigned() {
        List<Preset> presets = new ArrayList<>();
        presets.add(preset("basic", "user name and password", settings -> List.of(TokenProof.basic(settings.user())))
                .needs(VerifySettings.SECRETS, VerifySettings.USER)
                .note("The passwords are webhook.secrets.")
                .from("https://www.rfc-editor.org/rfc/rfc7617"));
        presets.add(preset(
                        "api-key",
                        "a key in a header",
                        settings -> List.of(TokenProof.in("header:" + settings.header())))
                .needs(VerifySettings.SECRETS)
                .uses(VerifySettings.HEADER)
                .note("webhook.verify.header names the header.")
                .from("https://www.rfc-editor.org/rfc/rfc9110#section-11"));
        presets.add(preset(
                        "mtls", "a client certificate", settings -> List.of(new CertificateProof(settings.subjects())))
                .uses(VerifySettings.SUBJECTS)
                .note("The listener verifies the certificate; webhook.verify.subjects tells which ones are welcome.")
                .from("https://www.rfc-editor.org/rfc/rfc8446#section-4.4.2"));
        presets.add(preset("none", "nobody in particular", settings -> List.of(new NoProof()))
                .note("Whoever reaches the port can write to the topic.")
                .from("https://www.rfc-editor.org/rfc/rfc9110"));
        return presets;
    }
}
