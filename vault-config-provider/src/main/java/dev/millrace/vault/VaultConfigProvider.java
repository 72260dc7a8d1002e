package dev.millrace.vault;

import dev.millrace.kit.ConnectorFailure;
import dev.millrace.kit.FailurePolicy;
import dev.millrace.kit.PluginVersion;
import dev.millrace.kit.Sleeper;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.config.ConfigData;
import org.apache.kafka.common.config.provider.ConfigProvider;
import org.apache.kafka.connect.components.Versioned;
import org.apache.kafka.connect.errors.ConnectException;
import org.jspecify.annotations.Nullable;

/**
 * Reads secrets from a Vault-compatible store: {@code ${vault:mount/path:key}}.
 *
 * <p>Configured by the worker, asked by any of its threads, closed with it. The worker also makes and closes some that it never
 * asks: none connects before its first secret. A secret that can't be read is a {@link ConnectException} that names path and key; no
 * exception and no log holds a value. Changes are not told ({@code subscribe}): Connect asks again when the time to live is over.
 */
public final class VaultConfigProvider implements ConfigProvider, Versioned {

    private Optional<VaultSettings> settings = Optional.empty();
    private @Nullable SecretStore store;
    private boolean closed;

    @Override
    public String version() {
        return PluginVersion.current();
    }

    /**
     * Reads the parameters.
     *
     * @throws org.apache.kafka.common.config.ConfigException naming each parameter that is wrong
     */
    @Override
    public synchronized void configure(Map<String, ?> parameters) {
        settings = VaultSettings.read(parameters);
    }

    @Override
    public ConfigData get(String path) {
        try {
            return store().get(path);
        } catch (ConnectorFailure failure) {
            throw FailurePolicy.stop(failure);
        }
    }

    @Override
    public ConfigData get(String path, Set<String> keys) {
        try {
            return store().get(path, keys);
        } catch (ConnectorFailure failure) {
            throw FailurePolicy.stop(failure);
        }
    }

    private synchronized SecretStore store() {
        if (closed) {
            throw new IllegalStateException("this provider is closed");
        }
        SecretStore open = store;
        if (open == null) {
            open = new SecretStore(settings.orElseThrow(VaultSettings::unresolved), Clock.systemUTC(), Sleeper.SYSTEM);
            store = open;
        }
        return open;
    }

    @Override
    public synchronized void close() {
        closed = true;
        if (store != null) {
            store.close();
            store = null;
        }
    }
}
