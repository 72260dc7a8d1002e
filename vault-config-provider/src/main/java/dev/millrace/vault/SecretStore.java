package dev.millrace.vault;

import dev.millrace.http.HttpSender;
import dev.millrace.kit.ConnectorFailure;
import dev.millrace.kit.FailureKind;
import dev.millrace.kit.Sleeper;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.config.ConfigData;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The store while the provider is in use: its connections, its session, and what it said last. Opened once, closed once; for any thread. */
final class SecretStore implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(SecretStore.class);
    private static final int CONNECTIONS = 4;
    /** How soon Connect asks again after it got what was known before. */
    private static final Duration SOON = Duration.ofMinutes(1);

    private final StoreSettings settings;
    private final HttpSender sender;
    private final ScheduledThreadPoolExecutor renewals;
    private final SecretReader reader;
    private final KnownSecrets known;

    /** Nothing is sent before a secret is asked for. */
    SecretStore(VaultSettings settings, Clock clock, Sleeper sleeper) {
        this.settings = settings.store();
        this.sender = settings.transport().client().openPlain(CONNECTIONS, false);
        this.renewals = new ScheduledThreadPoolExecutor(1, SecretStore::daemon);
        VaultApi api =
                new VaultApi(settings.store(), sender, settings.transport().retry(), clock, sleeper);
        this.reader = new SecretReader(api, new Session(settings.login().login(), api, this::later));
        this.known = new KnownSecrets(settings.store().staleMax(), clock);
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "vault-token-renewal");
        thread.setDaemon(true);
        return thread;
    }

    private void later(Duration wait, Runnable work) {
        if (!renewals.isShutdown()) {
            Object unused = renewals.schedule(work, wait.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    /** All keys of a secret. */
    ConfigData get(String path) {
        return get(SecretPath.parse(path, settings.mounts()), Set.of());
    }

    /**
     * These keys of a secret.
     *
     * @throws ConnectorFailure naming path and key, never a value
     */
    ConfigData get(String path, Set<String> keys) {
        SecretPath secret = SecretPath.parse(path, settings.mounts());
        ConfigData all = get(secret, keys);
        Map<String, String> wanted = new HashMap<>(all.data());
        wanted.keySet().retainAll(keys);
        return new ConfigData(wanted, all.ttl());
    }

    private ConfigData get(SecretPath secret, Set<String> keys) {
        try {
            Map<String, String> values = reader.read(secret);
            known.learn(secret, values);
            return data(checked(secret, values, keys), settings.ttl());
        } catch (ConnectorFailure failure) {
            if (failure.kind() != FailureKind.TRANSIENT && failure.kind() != FailureKind.THROTTLED) {
                known.forget(secret);
                throw failure;
            }
            Map<String, String> before = known.find(secret).orElseThrow(() -> failure);
            LOG.warn("[{}] {}; secret {} is taken as it was read before", failure.code(), failure.getMessage(), secret);
            return data(checked(secret, before, keys), settings.ttl().map(ttl -> ttl.compareTo(SOON) < 0 ? ttl : SOON));
        }
    }

    @SuppressWarnings("NullAway") // Kafka's null: a secret without an end
    private static ConfigData data(Map<String, String> values, Optional<Duration> ttl) {
        return new ConfigData(values, ttl.map(Duration::toMillis).orElse(null));
    }

    /** Connect would leave a placeholder without a value as it is, and the connector would take it for the secret. */
    private static Map<String, String> checked(SecretPath secret, Map<String, String> values, Set<String> keys) {
        List<String> missing = new TreeSet<>(keys)
                .stream().filter(key -> !values.containsKey(key)).toList();
        if (!missing.isEmpty()) {
            throw new ConnectorFailure(
                    FailureKind.REJECTED,
                    "secret-key-missing",
                    "secret " + secret + " has no key " + String.join(", ", missing)
                            + ": write it, or correct the placeholder");
        }
        return values;
    }

    @Override
    public void close() {
        renewals.shutdownNow();
        sender.close();
    }
}
