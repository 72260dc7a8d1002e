package dev.millrace.http.signature;

import dev.millrace.http.HttpHeader;
import dev.millrace.kit.OptionGroup;
import dev.millrace.kit.Problems;
import java.net.URI;
import java.util.List;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;

/**
 * What a preset needs to sign besides a key.
 *
 * @param webhookId the id of the webhook at the receiver, which PayPal's signatures cover
 * @param certificateUrl where the receiver finds the certificate of the key, for PayPal's and Amazon SNS's
 * @param keyId the name by which the receiver finds the public key, for Plaid's tokens
 */
public record SigningTerms(String webhookId, String certificateUrl, String keyId) {

    static final String WEBHOOK_ID = "http.auth.webhook.id";
    static final String CERTIFICATE = "http.auth.webhook.certificate.url";
    static final String KEY_ID = "http.auth.webhook.key.id";

    /** All keys. */
    public static final List<String> KEYS = List.of(WEBHOOK_ID, CERTIFICATE, KEY_ID);

    /** Nothing, which is enough for most presets. */
    public static final SigningTerms NONE = new SigningTerms("", "", "");

    public static void define(ConfigDef definition) {
        new OptionGroup(definition, "Signatures as of a provider")
                .text(
                        WEBHOOK_ID,
                        "",
                        "The id of the webhook at the receiver, which is part of what http.auth.webhook.preset=paypal signs. Set"
                                + " it to what the receiver was told.")
                .text(
                        CERTIFICATE,
                        "",
                        "The https address at which the receiver finds the certificate of the private key, for"
                                + " http.auth.webhook.preset=paypal or aws-sns. Set it to one that the receiver allows.")
                .text(
                        KEY_ID,
                        "",
                        "The name by which the receiver finds the public key, for http.auth.webhook.preset=plaid. Set it to what"
                                + " the receiver knows the key by.");
    }

    public static SigningTerms from(AbstractConfig config) {
        return new SigningTerms(config.getString(WEBHOOK_ID), config.getString(CERTIFICATE), config.getString(KEY_ID));
    }

    /** Reports what a preset lacks. */
    public void validate(String preset, Problems problems) {
        switch (preset) {
            case "paypal" -> {
                need(WEBHOOK_ID, webhookId, preset, problems);
                needAddress(preset, problems);
            }
            case "aws-sns" -> needAddress(preset, problems);
            case "plaid" -> need(KEY_ID, keyId, preset, problems);
            default -> {
                // The others need a key alone.
            }
        }
    }

    private void needAddress(String preset, Problems problems) {
        if (certificateUrl.isEmpty()) {
            need(CERTIFICATE, certificateUrl, preset, problems);
        } else if (!isAddress()) {
            problems.report(CERTIFICATE, "is no address: write https://host/path of the certificate");
        }
    }

    private boolean isAddress() {
        try {
            URI address = URI.create(certificateUrl);
            HttpHeader unused = HttpHeader.parse("X: " + certificateUrl);
            return "https".equals(address.getScheme()) && address.getHost() != null;
        } catch (IllegalArgumentException none) {
            return false;
        }
    }

    private static void need(String key, String value, String preset, Problems problems) {
        if (value.isEmpty()) {
            problems.report(key, "is missing, and " + preset + " signs with it: tell what the receiver expects");
        }
    }
}
