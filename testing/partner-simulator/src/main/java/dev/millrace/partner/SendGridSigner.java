package dev.millrace.partner;

import java.net.URI;
import java.security.KeyPair;
import java.time.Instant;
import java.util.Base64;

/** SendGrid's event webhook: ECDSA on P-256 over time and body, with a key of its own. */
public final class SendGridSigner implements WebhookSigner {

    private final KeyPair pair = KeyPairs.p256();

    /** The public key as the settings page shows it: base64 of its DER form. */
    public String publicKey() {
        return Base64.getEncoder().encodeToString(pair.getPublic().getEncoded());
    }

    @Override
    public SignedWebhook sign(URI target, WebhookEvent event, Instant now) {
        String time = Long.toString(now.getEpochSecond());
        byte[] signature = Macs.signature("SHA256withECDSA", pair.getPrivate(), Macs.joined(time, event.body()));
        return SignedWebhook.post(
                target,
                event,
                "X-Twilio-Email-Event-Webhook-Timestamp",
                time,
                "X-Twilio-Email-Event-Webhook-Signature",
                DigestText.BASE64.of(signature));
    }
}
