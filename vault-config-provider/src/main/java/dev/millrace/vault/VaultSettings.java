package dev.millrace.vault;

import dev.millrace.kit.ConnectorFailure;
import dev.millrace.kit.FailureKind;
import dev.millrace.kit.FailurePolicy;
import dev.millrace.kit.Findings;
import dev.millrace.kit.Problems;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.Config;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigTransformer;

/** The parameters of the provider: {@code config.providers.<name>.param.<key>} of the worker. */
record VaultSettings(StoreSettings store, LoginSettings login, TransportSettings transport) {

    static ConfigDef definition() {
        ConfigDef definition = new ConfigDef();
        StoreSettings.define(definition);
        LoginSettings.define(definition);
        TransportSettings.define(definition);
        return definition;
    }

    static VaultSettings from(AbstractConfig config) {
        return new VaultSettings(
                StoreSettings.from(config), LoginSettings.from(config), TransportSettings.from(config));
    }

    static void validate(AbstractConfig config, Problems problems) {
        StoreSettings.validate(config, problems);
        LoginSettings.validate(config, problems);
        TransportSettings.validate(config, problems);
    }

    /**
     * Reads the parameters. The worker configures its providers a first time to resolve its own properties, with their
     * parameters as they are written ({@code AbstractConfig.resolveConfigVariables}); what may still be resolved is no fault.
     *
     * @return empty when a parameter is a placeholder still
     * @throws org.apache.kafka.common.config.ConfigException naming each parameter that is wrong
     */
    static Optional<VaultSettings> read(Map<String, ?> parameters) {
        Map<String, String> texts = new TreeMap<>();
        parameters.forEach((key, value) -> {
            if (value != null) {
                texts.put(key, value.toString());
            }
        });
        if (texts.values().stream()
                .anyMatch(
                        text -> ConfigTransformer.DEFAULT_PATTERN.matcher(text).find())) {
            return Optional.empty();
        }
        Config checked = new Config(definition().validate(texts));
        Findings findings = new Findings(checked, texts);
        if (findings.isEmpty()) {
            validate(new AbstractConfig(definition(), texts, false), findings);
        }
        List<String> faults = checked.configValues().stream()
                .flatMap(value -> value.errorMessages().stream())
                .toList();
        if (!faults.isEmpty()) {
            throw FailurePolicy.misconfigured(
                    "the parameters of VaultConfigProvider", faults.stream().collect(Collectors.joining("; ")));
        }
        return Optional.of(from(new AbstractConfig(definition(), texts, false)));
    }

    /** What is told where a secret is asked for without settings. */
    static ConnectorFailure unresolved() {
        return new ConnectorFailure(
                FailureKind.MISCONFIGURED,
                "vault-not-configured",
                "a parameter of VaultConfigProvider is a placeholder that no other config provider has resolved: correct"
                        + " config.providers.*.param.* of the worker");
    }
}
