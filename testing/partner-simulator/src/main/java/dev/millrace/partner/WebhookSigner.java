package dev.millrace.partner;

import java.net.URI;
import java.time.Instant;
import java.util.Base64;

/**
 * How a provider proves that a webhook is its own. Thread-safe.
 *
 * <p>Written from the providers' documentation alone and with nothing of the receiver's code, so that the two can be held
 * against each other. Providers that sign with a key pair have classes of their own: {@link DiscordSigner},
 * {@link SendGridSigner}, {@link PlaidSigner}, {@link SnsSigner}.
 */
@FunctionalInterface
public interface WebhookSigner {

    /**
     * Makes one attempt.
     *
     * @param target the address the provider knows; some sign it
     * @param now the time of the attempt, which most sign
     */
    SignedWebhook sign(URI target, WebhookEvent event, Instant now);

    /**
     * Signs another address than the one it sends to, as a provider does that knows a receiver behind a proxy.
     *
     * @param origin scheme, host and port that the provider knows, such as {@code https://hooks.example.com}
     */
    default WebhookSigner knownAs(String origin) {
        return (target, event, now) -> {
            String own = target.getScheme() + "://" + target.getRawAuthority();
            String path = target.toString().substring(own.length());
            SignedWebhook signed = sign(URI.create(origin + path), event, now);
            String signedPath = signed.target().toString().substring(origin.length());
            return new SignedWebhook(signed.method(), URI.create(own + signedPath), signed.headers(), signed.content());
        };
    }

    /** No proof at all. */
    static WebhookSigner none() {
        return (target, event, now) -> SignedWebhook.post(target, event);
    }

    /** A header that is always the same: a token, a password, an API key. */
    static WebhookSigner header(String name, String value) {
        return (target, event, now) -> SignedWebhook.post(target, event, name, value);
    }

    /**
     * An HMAC of the body in a header, and the event's id in another.
     *
     * @param algorithm of the JDK, such as {@code HmacSHA256}
     * @param key the secret's bytes
     * @param prefix before the digest, such as {@code sha256=}
     */
    static WebhookSigner hmac(
            String algorithm, byte[] key, String header, String prefix, DigestText digest, String idHeader) {
        byte[] secret = key.clone();
        return (target, event, now) -> SignedWebhook.post(
                target,
                event,
                idHeader,
                event.id(),
                header,
                prefix + digest.of(Macs.mac(algorithm, secret, event.body())));
    }

    /** Standard Webhooks, version 1; Svix. The secret is {@code whsec_} and base64. */
    static WebhookSigner standardWebhooks(String secret) {
        byte[] key = Base64.getDecoder().decode(secret.replaceFirst("^whsec_", ""));
        return (target, event, now) -> {
            String time = Long.toString(now.getEpochSecond());
            byte[] mac = Macs.sha256(key, event.id(), ".", time, ".", event.body());
            return SignedWebhook.post(
                    target,
                    event,
                    "webhook-id",
                    event.id(),
                    "webhook-timestamp",
                    time,
                    "webhook-signature",
                    "v1," + DigestText.BASE64.of(mac));
        };
    }

    /** GitHub: {@code X-Hub-Signature-256} over the body. */
    static WebhookSigner github(String secret) {
        return (target, event, now) -> SignedWebhook.post(
                target,
                event,
                "User-Agent",
                "GitHub-Hookshot/simulated",
                "X-GitHub-Event",
                event.type(),
                "X-GitHub-Delivery",
                event.id(),
                "X-Hub-Signature-256",
                "sha256=" + DigestText.HEX.of(Macs.sha256(Macs.utf8(secret), event.body())));
    }

    /** Stripe: the whole secret, {@code whsec_} included, is the key; the time of the attempt is signed. */
    static WebhookSigner stripe(String secret) {
        return (target, event, now) -> {
            String time = Long.toString(now.getEpochSecond());
            String mac = DigestText.HEX.of(Macs.sha256(Macs.utf8(secret), time, ".", event.body()));
            return SignedWebhook.post(target, event, "Stripe-Signature", "t=" + time + ",v1=" + mac);
        };
    }

    /** Shopify: base64 over the body, with the application's client secret. */
    static WebhookSigner shopify(String secret) {
        return (target, event, now) -> SignedWebhook.post(
                target,
                event,
                "X-Shopify-Topic",
                event.type(),
                "X-Shopify-Event-Id",
                event.id(),
                "X-Shopify-Webhook-Id",
                event.id(),
                "X-Shopify-Hmac-Sha256",
                DigestText.BASE64.of(Macs.sha256(Macs.utf8(secret), event.body())));
    }

    /** Slack: version, time and body. */
    static WebhookSigner slack(String secret) {
        return TimedSigners.versioned(secret, "X-Slack-Request-Timestamp", "X-Slack-Signature");
    }

    /** Zoom: as Slack, under names of its own. */
    static WebhookSigner zoom(String secret) {
        return TimedSigners.versioned(secret, "x-zm-request-timestamp", "x-zm-signature");
    }

    /** Zendesk: time and body, one behind the other. */
    static WebhookSigner zendesk(String secret) {
        return TimedSigners.zendesk(secret);
    }

    /** Twilio: address and sorted form fields with SHA-1; of other bodies their hash in the address. */
    static WebhookSigner twilio(String token) {
        return AddressSigners.twilio(token);
    }

    /** Square: address and body. */
    static WebhookSigner square(String key) {
        return AddressSigners.square(key);
    }

    /** HubSpot, version 3: method, address, body and the time in milliseconds. */
    static WebhookSigner hubspot(String secret) {
        return AddressSigners.hubspot(secret);
    }
}
