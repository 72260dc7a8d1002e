package dev.millrace.rest;

import dev.millrace.http.ApiVersionWatch;
import dev.millrace.http.ClientSettings;
import dev.millrace.http.HttpCall;
import dev.millrace.http.HttpReply;
import dev.millrace.http.HttpSender;
import dev.millrace.http.ReplySettings;
import dev.millrace.http.auth.AuthSettings;
import dev.millrace.http.limit.LimitSettings;
import dev.millrace.http.limit.RequestLimiter;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.jspecify.annotations.Nullable;

/**
 * The clients of a task: endpoints that travel and prove themselves alike share one, its connections, its token and its limits. Opened and
 * closed by the task's thread.
 */
final class ApiClients implements AutoCloseable {

    private static final Set<String> KEYS = keys();

    private final int connections;
    private final Clock clock;
    private final ApiVersionWatch versions;
    private final HostBreakers breakers;
    private final Map<Map<String, @Nullable Object>, ApiClient> opened = new HashMap<>();
    private final Map<String, Long> lastRequests = new HashMap<>();

    /**
     * No client yet.
     *
     * @param connections how many requests may be under way at a time
     * @param versions hears of every reply
     * @param breakers keep endpoints from a host that is down
     */
    ApiClients(int connections, ApiVersionWatch versions, HostBreakers breakers, Clock clock) {
        this.versions = versions;
        this.breakers = breakers;
        this.connections = connections;
        this.clock = clock;
    }

    /** The client of an endpoint; closed with all of them. */
    ApiClient of(AbstractConfig config) {
        Map<String, @Nullable Object> settings = new HashMap<>();
        KEYS.forEach(key -> settings.put(key, config.values().get(key)));
        settings.put("manners", MannerSettings.from(config));
        return opened.computeIfAbsent(settings, unknown -> open(config));
    }

    @Override
    public void close() {
        opened.values().forEach(ApiClient::close);
        opened.clear();
    }

    private ApiClient open(AbstractConfig config) {
        ClientSettings client = ClientSettings.from(config);
        WhenNeeded tokens = new WhenNeeded(client);
        HttpSender sender = client.open(
                AuthSettings.from(config).open(tokens, clock, client.requestCompression()::apply), connections, false);
        RequestLimiter limiter = RequestLimiter.of(
                LimitSettings.from(config), connections, client.retryAfterMax(), clock, System::nanoTime);
        MannerSettings polite = MannerSettings.from(config);
        Robots robots = new Robots(tokens, polite.agent(), clock);
        return new ApiClient(
                sender,
                tokens,
                limiter,
                versions,
                breakers,
                new Manners(polite, robots, lastRequests, System::nanoTime));
    }

    private static Set<String> keys() {
        ConfigDef definition = new ConfigDef();
        ClientSettings.define(definition, ReplySettings.Defaults.DOWNLOADS);
        AuthSettings.define(definition);
        LimitSettings.define(definition);
        return Set.copyOf(definition.names());
    }

    /** A client for fetching tokens, which most schemes have no use for. Any thread may send. */
    private static final class WhenNeeded implements HttpSender {

        private final ClientSettings settings;
        private @Nullable HttpSender sender;
        private boolean closed;

        WhenNeeded(ClientSettings settings) {
            this.settings = settings;
        }

        @Override
        public synchronized CompletableFuture<HttpReply> send(HttpCall call) {
            HttpSender ready = sender;
            if (ready == null) {
                if (closed) {
                    return CompletableFuture.failedFuture(new IllegalStateException("the client is closed"));
                }
                ready = settings.openPlain(1, false);
                sender = ready;
            }
            return ready.send(call);
        }

        @Override
        public synchronized void close() {
            closed = true;
            if (sender != null) {
                sender.close();
            }
        }
    }
}
