package dev.millrace.http.signature;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;

/**
 * The presets by which requests can be signed, too. Those of Amazon SNS, PayPal and Plaid sign with a key of one's own, for
 * receivers that are made to take it: the keys of these providers are theirs alone.
 */
final class SigningPresets {

    private static final String SNS = "aws-sns";
    private static final String MAILGUN = "mailgun";
    private static final String PAYPAL = "paypal";
    private static final String PLAID = "plaid";
    private static final Set<String> SPECIAL = Set.of(SNS, MAILGUN, PAYPAL, PLAID);

    private SigningPresets() {}

    /** In the order of the alphabet; hmac has options of its own for that. */
    static List<String> names() {
        return Presets.names().stream()
                .filter(name -> !name.equals("hmac")
                        && (SPECIAL.contains(name) || !schemes(name).isEmpty()))
                .toList();
    }

    static RequestSigner signer(String preset, SigningTerms terms) {
        return switch (preset) {
            case SNS ->
                new RequestSigner(
                        List.of(SpecialPresets.snsSigning()),
                        false,
                        new SigningExtras(
                                true,
                                Set.of("Type", "MessageId", "Timestamp"),
                                Map.of(Place.body("SigningCertURL"), terms.certificateUrl()),
                                List.of(),
                                Optional.empty()));
            case MAILGUN ->
                new RequestSigner(
                        schemes(preset),
                        false,
                        new SigningExtras(
                                true, Set.of(), Map.of(), List.of(Place.body("signature.token")), Optional.empty()));
            case PAYPAL ->
                new RequestSigner(
                        List.of(SpecialPresets.payPalSigning(terms.webhookId())),
                        false,
                        new SigningExtras(
                                false,
                                Set.of(),
                                Map.of(Place.header("PAYPAL-CERT-URL"), terms.certificateUrl()),
                                List.of(),
                                Optional.empty()));
            case PLAID ->
                new RequestSigner(
                        List.of(SpecialPresets.plaidSigning()),
                        false,
                        new SigningExtras(
                                false,
                                Set.of(),
                                Map.of(),
                                List.of(),
                                Optional.of(new BodyToken(SpecialPresets.PLAID_FIELD, terms.keyId()))));
            default -> new RequestSigner(schemes(preset), false, SigningExtras.NONE);
        };
    }

    /** The strongest scheme first, then those that may stand beside it; empty when it can't sign. */
    private static List<SignatureScheme> schemes(String preset) {
        List<SignatureScheme> schemes = new ArrayList<>();
        for (Proof proof : Presets.of(preset).proofs().apply(settings(preset))) {
            if (proof instanceof SignatureScheme scheme && canSign(scheme) && fits(scheme, schemes)) {
                schemes.add(scheme);
            }
        }
        return schemes;
    }

    private static boolean canSign(SignatureScheme scheme) {
        Place.Kind kind = scheme.signatures().get(0).kind();
        return scheme.keys() instanceof KeySource.Configured && kind != Place.Kind.FORM;
    }

    private static boolean fits(SignatureScheme scheme, List<SignatureScheme> others) {
        return others.isEmpty()
                || (!scheme.separator().isEmpty()
                        && scheme.signatures().equals(others.get(0).signatures()));
    }

    /** What a receiver of that preset has by default. */
    private static VerifySettings settings(String preset) {
        ConfigDef definition = new ConfigDef();
        VerifySettings.define(definition);
        return VerifySettings.from(new AbstractConfig(definition, Map.of(VerifySettings.VERIFY, preset), false));
    }
}
