package dev.millrace.http.signature;

import dev.millrace.http.signature.WebhookProvider.Admission;
import dev.millrace.http.signature.WebhookProvider.Coverage;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Adyen's payment notifications: each item of a body is signed by itself, in eight of its fields. */
record AdyenProof() implements Proof {

    private static final String ITEM = "NotificationRequestItem.";
    private static final String SIGNATURE = ITEM + "additionalData.hmacSignature";
    private static final String FREE_TEXT = ITEM + "merchantReference";
    private static final List<String> FIELDS = Stream.of(
                    "pspReference",
                    "originalReference",
                    "merchantAccountCode",
                    "merchantReference",
                    "amount.value",
                    "amount.currency",
                    "eventCode",
                    "success")
            .map(ITEM::concat)
            .toList();

    @Override
    public boolean isReady(Terms terms) {
        return !keys(terms).isEmpty();
    }

    private static List<VerifyKey> keys(Terms terms) {
        return terms.secrets().keys(Algorithm.HMAC_SHA256, KeyForm.HEX);
    }

    @Override
    public boolean isOffered(Evidence evidence) {
        return items(evidence).stream().anyMatch(item -> item.has(SIGNATURE));
    }

    private static List<BodyJson> items(Evidence evidence) {
        return evidence.json().map(json -> json.elements("notificationItems")).orElse(List.of());
    }

    @Override
    public CompletionStage<Admission> judge(Evidence evidence, Terms terms) {
        return CompletableFuture.completedFuture(verdict(items(evidence), keys(terms)));
    }

    private static Admission verdict(List<BodyJson> items, List<VerifyKey> keys) {
        int first = -1;
        for (BodyJson item : items) {
            Optional<byte[]> offered = item.text(SIGNATURE).flatMap(Encoding.BASE64::decode);
            if (offered.isEmpty()) {
                return new Admission.Refused("signature-malformed", "an item of the body has no signature in base64");
            }
            if (isAmbiguous(item)) {
                return new Admission.Refused(
                        "value-refused", "a signed field of an item holds a colon, which stands between such fields");
            }
            byte[] content = FIELDS.stream()
                    .map(field -> item.text(field).orElse(""))
                    .collect(Collectors.joining(":"))
                    .getBytes(StandardCharsets.UTF_8);
            Optional<VerifyKey> fitting = keys.stream()
                    .filter(key -> key.accepts(List.of(offered.get()), (sink, secret) -> sink.update(content)))
                    .findFirst();
            if (fitting.isEmpty()) {
                return new Admission.Refused(
                        "signature-mismatch", "the signature of an item fits none of " + keys.size() + " keys");
            }
            first = first < 0 ? fitting.get().number() : first;
        }
        return new Admission.Event(Coverage.PARTIAL, first);
    }

    /** Nothing escapes a colon, so only the merchant's own reference may hold one: all borders are then told from both ends. */
    private static boolean isAmbiguous(BodyJson item) {
        return FIELDS.stream()
                .filter(field -> !field.equals(FREE_TEXT))
                .anyMatch(field -> item.text(field).orElse("").indexOf(':') >= 0);
    }

    @Override
    public Admission.Refused missing() {
        return new Admission.Refused("signature-missing", "body:" + SIGNATURE + " is missing");
    }

    @Override
    public Description description() {
        return new Description(
                "`body:notificationItems[]." + SIGNATURE + "`",
                "HMAC-SHA256, base64; key: hexadecimal",
                "`pspReference:originalReference:merchantAccountCode:merchantReference:value:currency:eventCode:success` of each"
                        + " item",
                "none");
    }
}
