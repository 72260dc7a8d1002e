package dev.millrace.http.auth;

import dev.millrace.http.Authenticator;
import dev.millrace.http.HttpCall;
import dev.millrace.http.HttpReply;
import dev.millrace.http.signature.HmacSigning;
import dev.millrace.http.signature.RequestSigner;
import dev.millrace.http.signature.SigningKeys;
import dev.millrace.http.signature.SigningTerms;
import dev.millrace.kit.OptionGroup;
import dev.millrace.kit.Problems;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;

/**
 * Signatures by secrets: as a provider of webhooks signs, or as the settings say.
 *
 * @param signer made when it is needed, for its parts may be wrong where another scheme is chosen
 */
record SigningSettings(SecretOption secrets, Supplier<RequestSigner> signer, boolean authorizes)
        implements SchemeSettings {

    static final String SECRETS = "http.auth.secrets";
    static final String PRESET = "http.auth.webhook.preset";

    static final List<String> HMAC_KEYS = Stream.concat(SecretOption.keys(SECRETS).stream(), HmacSigning.KEYS.stream())
            .toList();

    static final List<String> WEBHOOK_KEYS = Stream.of(SecretOption.keys(SECRETS), List.of(PRESET), SigningTerms.KEYS)
            .flatMap(List::stream)
            .toList();

    static void define(ConfigDef definition) {
        OptionGroup group = new OptionGroup(definition, "Authentication by signature");
        SecretOption.define(
                        group,
                        SECRETS,
                        "The secrets or private keys that requests are signed with, one on each line; a PEM block is one of them."
                                + " Set it with http.auth=hmac or webhook; while a secret is replaced, give the old and the new"
                                + " one where the scheme has room for both.")
                .add(
                        PRESET,
                        ConfigDef.Type.STRING,
                        "standard-webhooks",
                        ConfigDef.CaseInsensitiveValidString.in(
                                RequestSigner.presets().toArray(String[]::new)),
                        ConfigDef.Importance.MEDIUM,
                        "As whose requests http.auth=webhook signs; docs/reference/webhook-signatures.md tells how each does."
                                + " Change it for a receiver that was made for another provider's webhooks.");
        SigningTerms.define(definition);
        HmacSigning.define(definition);
    }

    static SigningSettings hmac(AbstractConfig config) {
        HmacSigning parts = HmacSigning.from(config);
        return new SigningSettings(SecretOption.from(config, SECRETS), parts::signer, parts.authorizes());
    }

    static SigningSettings webhook(AbstractConfig config) {
        String preset = preset(config);
        SigningTerms terms = SigningTerms.from(config);
        return new SigningSettings(
                SecretOption.from(config, SECRETS), () -> RequestSigner.ofPreset(preset, terms), false);
    }

    private static String preset(AbstractConfig config) {
        return config.getString(PRESET).toLowerCase(Locale.ROOT);
    }

    static void validateHmac(AbstractConfig config, Problems problems) {
        SigningSettings settings = hmac(config);
        if (HmacSigning.validate(config, problems)) {
            settings.secrets.validate(settings.signer.get()::keys, "http.auth=hmac", problems);
        }
    }

    static void validateWebhook(AbstractConfig config, Problems problems) {
        SigningSettings settings = webhook(config);
        settings.secrets.validate(settings.signer.get()::keys, "http.auth=webhook", problems);
        SigningTerms.from(config).validate(preset(config), problems);
    }

    @Override
    public Authenticator open(Opening opening) {
        RequestSigner chosen = signer.get();
        return new Signing(chosen, secrets.open(chosen::keys, opening.nanos()), opening.clock());
    }

    private record Signing(RequestSigner signer, Secret<SigningKeys> keys, Clock clock) implements AtOnce {

        @Override
        public HttpCall proven(HttpCall call) {
            return signer.sign(
                    call,
                    keys.current(),
                    clock.instant(),
                    () -> UUID.randomUUID().toString());
        }

        @Override
        public CompletableFuture<Boolean> renew(HttpCall proven, HttpReply refusal) {
            return CompletableFuture.completedFuture(keys.lookNow());
        }
    }
}
