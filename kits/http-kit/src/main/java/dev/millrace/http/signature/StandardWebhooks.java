package dev.millrace.http.signature;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The two signatures of the Standard Webhooks specification, both of which may stand in one header. */
final class StandardWebhooks {

    private StandardWebhooks() {}

    static List<Proof> proofs(VerifySettings settings) {
        List<Proof> proofs = new ArrayList<>();
        proofs.add(shared(KeyForm.WHSEC));
        proofs.add(base("v1a,")
                .by(Algorithm.ED25519, Encoding.BASE64)
                .key(KeyForm.WHPK)
                .build());
        KeyEndpoint.of(settings.keysUrl())
                .forEach(endpoint -> proofs.add(base("v1a,")
                        .by(Algorithm.ED25519, Encoding.BASE64)
                        .keys(new KeyEndpoint.Keys(endpoint, Algorithm.ED25519, "published at webhook.verify.keys.url"))
                        .build()));
        return proofs;
    }

    /** Version 1, by a secret of that form. */
    static SignatureScheme shared(KeyForm form) {
        return base("v1,").by(Algorithm.HMAC_SHA256, Encoding.BASE64).key(form).build();
    }

    private static SchemeBuilder base(String prefix) {
        return SchemeBuilder.in("header:webhook-signature", "header:svix-signature")
                .pieces(" ", prefix)
                .signs("{id}.{ts}.{body}")
                .id("header:webhook-id", "header:svix-id")
                .time(TimestampRule.Unit.S, Duration.ofMinutes(5), "header:webhook-timestamp", "header:svix-timestamp");
    }
}
