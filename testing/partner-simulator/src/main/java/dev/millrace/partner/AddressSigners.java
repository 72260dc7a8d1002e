package dev.millrace.partner;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;

/** Providers that sign the address they send to. */
final class AddressSigners {

    /** HubSpot decodes these escapes of the address before it signs, and no others. */
    private static final String DECODED = ":/?@!$'()*,;";

    private AddressSigners() {}

    static WebhookSigner square(String key) {
        return (target, event, now) -> SignedWebhook.post(
                target,
                event,
                "x-square-hmacsha256-signature",
                DigestText.BASE64.of(Macs.sha256(Macs.utf8(key), target, event.body())));
    }

    static WebhookSigner hubspot(String secret) {
        return (target, event, now) -> {
            String time = Long.toString(now.toEpochMilli());
            byte[] mac = Macs.sha256(Macs.utf8(secret), "POST", decoded(target.toString()), event.body(), time);
            return SignedWebhook.post(
                    target,
                    event,
                    "X-HubSpot-Request-Timestamp",
                    time,
                    "X-HubSpot-Signature-v3",
                    DigestText.BASE64.of(mac));
        };
    }

    private static String decoded(String address) {
        String plain = address;
        for (int at = 0; at < DECODED.length(); at++) {
            String sign = DECODED.substring(at, at + 1);
            String escape = "(?i)%" + Integer.toHexString(sign.charAt(0));
            plain = plain.replaceAll(escape, Matcher.quoteReplacement(sign));
        }
        return plain;
    }

    static WebhookSigner twilio(String token) {
        return (target, event, now) -> {
            boolean form = event.contentType().startsWith("application/x-www-form-urlencoded");
            URI address = form ? target : withHash(target, event.body());
            String signed = form ? address + sortedFields(event.text()) : address.toString();
            byte[] mac = Macs.mac("HmacSHA1", Macs.utf8(token), Macs.utf8(signed));
            return SignedWebhook.post(
                    address,
                    event,
                    "I-Twilio-Idempotency-Token",
                    event.id(),
                    "X-Twilio-Signature",
                    DigestText.BASE64.of(mac));
        };
    }

    private static URI withHash(URI target, byte[] body) {
        String hash = "bodySHA256=" + DigestText.HEX.of(Macs.sha256Of(body));
        return URI.create(target + (target.getRawQuery() == null ? "?" : "&") + hash);
    }

    /** Names and values, sorted by both, each pair once. */
    private static String sortedFields(String form) {
        Map<String, TreeSet<String>> byName = new TreeMap<>();
        for (String field : form.split("&", -1)) {
            if (!field.isEmpty()) {
                String[] parts = field.split("=", 2);
                String value = parts.length == 2 ? unescaped(parts[1]) : "";
                byName.computeIfAbsent(unescaped(parts[0]), name -> new TreeSet<>())
                        .add(value);
            }
        }
        StringBuilder signed = new StringBuilder();
        byName.forEach(
                (name, values) -> values.forEach(value -> signed.append(name).append(value)));
        return signed.toString();
    }

    private static String unescaped(String part) {
        return URLDecoder.decode(part, StandardCharsets.UTF_8);
    }
}
