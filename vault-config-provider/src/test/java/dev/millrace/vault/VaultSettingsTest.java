package dev.millrace.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.testkit.SettingsContract;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.connect.connector.Connector;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VaultSettingsTest extends SettingsContract {

    @Override
    protected Connector connector() {
        return new ParametersConnector();
    }

    @Override
    protected Map<String, String> configuration() {
        return Map.of("address", "https://vault.example:8200", "token", "hvs.something");
    }

    @Override
    protected AbstractConfig read(Map<String, String> properties) {
        AbstractConfig config = new AbstractConfig(VaultSettings.definition(), properties, false);
        VaultSettings unused = VaultSettings.from(config);
        return config;
    }

    @Override
    protected Set<String> requiredKeys() {
        return Set.of("address");
    }

    @Override
    protected Map<String, String> wrongValues() {
        return Map.ofEntries(
                Map.entry("address", "vault.example:8200"),
                Map.entry("namespace", "two words"),
                Map.entry("mounts", "kv/a,/"),
                Map.entry("ttl.ms", "-1"),
                Map.entry("stale.max.ms", "-1"),
                Map.entry("auth.method", "ldap"),
                Map.entry("auth.mount", "approle"),
                Map.entry("token.file", "/run/token"),
                Map.entry("approle.role.id", "orders"),
                Map.entry("kubernetes.role", "connect"),
                Map.entry("http.request.timeout.ms", "10"),
                Map.entry("http.tls.truststore.file", "/nowhere.pem"),
                Map.entry("retry.max.attempts", "0"),
                Map.entry("retry.backoff.max.ms", "1"));
    }

    @ParameterizedTest
    @CsvSource({
        "approle, approle.role.id",
        "approle, approle.secret.id",
        "kubernetes, kubernetes.role",
    })
    void namesWhatALoginLacks(String method, String key) {
        Map<String, String> parameters = Map.of("address", "https://vault.example:8200", "auth.method", method);

        assertThatThrownBy(() -> VaultSettings.read(parameters))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining(key + " is missing");
    }

    @ParameterizedTest
    @CsvSource({
        "https://vault.example:8200/v1, leave that out",
        "https://user@vault.example, more than scheme",
        "ftp://vault.example, no address of a server",
        "https://vault example, no address",
    })
    void refusesAnAddressThatLeadsNowhere(String address, String why) {
        Map<String, String> parameters = Map.of("address", address, "token", "hvs.something");

        assertThatThrownBy(() -> VaultSettings.read(parameters))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("address")
                .hasMessageContaining(why);
    }

    @Test
    void neverQuotesASecretThatItRefuses() {
        Map<String, String> parameters = new HashMap<>(configuration());
        parameters.put("approle.secret.id", "hush-hush");

        assertThatThrownBy(() -> VaultSettings.read(parameters))
                .hasMessageContaining("approle.secret.id is not read with auth.method=token")
                .hasMessageNotContaining("hush-hush")
                .hasMessageNotContaining("hvs.something");
    }

    /** The worker configures each provider twice, first with the parameters as they are written. */
    @Test
    void waitsForAPlaceholderThatAnotherProviderResolves() {
        Map<String, String> parameters = Map.of("address", "${env:VAULT_ADDR}", "ttl.ms", "${env:TTL}", "token", "t");

        assertThat(VaultSettings.read(parameters)).isEmpty();
    }

    @Test
    void knowsAMountWithSlashesByTheSettings() {
        VaultSettings settings = VaultSettings.read(
                        Map.of("address", "https://vault.example:8200/", "token", "t", "mounts", "/kv/team-a/, kv"))
                .orElseThrow();

        SecretPath path =
                SecretPath.parse("kv/team-a/orders/erp", settings.store().mounts());

        assertThat(settings.store().address()).isEqualTo("https://vault.example:8200");
        assertThat(path).isEqualTo(new SecretPath("kv/team-a", "orders/erp", Optional.empty()));
    }
}
