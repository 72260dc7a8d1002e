package dev.millrace.partner;

import java.time.temporal.ChronoUnit;

/** Providers that sign the time of the attempt and the body. */
final class TimedSigners {

    private TimedSigners() {}

    /** {@code v0:time:body} in hexadecimal. */
    static WebhookSigner versioned(String secret, String timeHeader, String signatureHeader) {
        return (target, event, now) -> {
            String time = Long.toString(now.getEpochSecond());
            byte[] mac = Macs.sha256(Macs.utf8(secret), "v0:", time, ":", event.body());
            return SignedWebhook.post(target, event, timeHeader, time, signatureHeader, "v0=" + DigestText.HEX.of(mac));
        };
    }

    static WebhookSigner zendesk(String secret) {
        return (target, event, now) -> {
            String time = now.truncatedTo(ChronoUnit.SECONDS).toString();
            byte[] mac = Macs.sha256(Macs.utf8(secret), time, event.body());
            return SignedWebhook.post(
                    target,
                    event,
                    "X-Zendesk-Webhook-Invocation-Id",
                    event.id(),
                    "X-Zendesk-Webhook-Signature-Timestamp",
                    time,
                    "X-Zendesk-Webhook-Signature",
                    DigestText.BASE64.of(mac));
        };
    }
}
