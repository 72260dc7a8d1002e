package dev.millrace.partner;

import java.net.URI;
import java.security.KeyPair;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;

/** Discord: Ed25519 over time and body, with a key of its own. */
public final class DiscordSigner implements WebhookSigner {

    private static final int KEY_LENGTH = 32;

    private final KeyPair pair = KeyPairs.ed25519();

    /** The public key as the developer portal shows it: 64 hexadecimal digits. */
    public String publicKey() {
        byte[] der = pair.getPublic().getEncoded(); // RFC 8410: the key is the end of the structure
        return HexFormat.of().formatHex(Arrays.copyOfRange(der, der.length - KEY_LENGTH, der.length));
    }

    @Override
    public SignedWebhook sign(URI target, WebhookEvent event, Instant now) {
        String time = Long.toString(now.getEpochSecond());
        byte[] signature = Macs.signature("Ed25519", pair.getPrivate(), Macs.joined(time, event.body()));
        return SignedWebhook.post(
                target,
                event,
                "X-Signature-Timestamp",
                time,
                "X-Signature-Ed25519",
                HexFormat.of().formatHex(signature));
    }
}
