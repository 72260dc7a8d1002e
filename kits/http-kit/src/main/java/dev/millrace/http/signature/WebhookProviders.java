package dev.millrace.http.signature;

import dev.millrace.kit.Problems;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;

/** From options to a {@link WebhookProvider}: the front door of this package. */
public final class WebhookProviders {

    private WebhookProviders() {}

    public static void define(ConfigDef definition) {
        VerifySettings.define(definition);
        Handshakes.define(definition);
    }

    public static void validate(AbstractConfig config, Problems problems) {
        VerifyChecks.validate(config, problems);
        Handshakes.validate(config, problems);
    }

    /** What the chosen provider expects, before it is opened; the options must be {@linkplain #validate valid}. */
    public static Habits habits(AbstractConfig config) {
        return Presets.of(VerifySettings.from(config).preset()).habits();
    }

    /** The methods besides POST by which the chosen provider asks for handshakes, in capitals. */
    public static Set<String> handshakeMethods(AbstractConfig config) {
        return Handshakes.methods(VerifySettings.from(config).preset());
    }

    /** Where the chosen provider's requests carry what proves their sender; the options must be valid. */
    public static SecretNames secretNames(AbstractConfig config) {
        VerifySettings settings = VerifySettings.from(config);
        return SecretNames.of(Presets.of(settings.preset()).proofs().apply(settings));
    }

    /** Opens the chosen provider; the options must be {@linkplain #validate valid}. The caller closes it. */
    public static WebhookProvider open(AbstractConfig config) {
        return open(config, SenderFetch::open, CertificateTrust::platform, System::nanoTime);
    }

    static WebhookProvider open(
            AbstractConfig config, Supplier<Fetch> fetch, Supplier<CertificateTrust> trust, LongSupplier nanos) {
        VerifySettings settings = VerifySettings.from(config);
        Preset preset = Presets.of(settings.preset());
        return new PresetProvider(
                preset.habits(),
                preset.proofs().apply(settings),
                Handshakes.of(preset.name(), config),
                new SecretStore(settings.secrets(), settings.secretsFile(), nanos),
                settings.tolerance(),
                new FetchedKeys(fetch, nanos),
                trust);
    }
}
