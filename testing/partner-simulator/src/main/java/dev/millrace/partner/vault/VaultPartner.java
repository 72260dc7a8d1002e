package dev.millrace.partner.vault;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.millrace.partner.JsonReader;
import dev.millrace.partner.Loopback;
import dev.millrace.partner.PartnerAuthority;
import dev.millrace.partner.PartnerIdentity;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A server in this process on 127.0.0.1 that speaks the part of Vault's HTTP API that a reader of secrets needs: KV in both
 * versions, logins by AppRole and Kubernetes, tokens that end, namespaces, and a seal. It knows no secret, no token and nobody until
 * told.
 *
 * <p>Settings may change at any time. Thread-safe; {@link #close()} cuts every connection and ends every thread.
 */
public final class VaultPartner implements AutoCloseable {

    private static final String API = "/v1/";
    private static final String MOUNTS = "sys/internal/ui/mounts/";

    private final VaultSecrets secrets = new VaultSecrets();
    private final VaultTokens tokens = new VaultTokens();
    private final VaultLogins logins = new VaultLogins(tokens);
    private final Set<String> namespaces = ConcurrentHashMap.newKeySet();
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final AtomicInteger faults = new AtomicInteger();
    private final ExecutorService threads = Executors.newCachedThreadPool(VaultPartner::daemon);
    private final HttpServer server;
    private final String url;
    private volatile VaultAnswer fault = VaultAnswer.refusal(500, "internal error");
    private volatile boolean sealed;

    private VaultPartner(HttpServer server, String scheme) {
        // The JDK's server writes head and body apart: without this, Nagle's algorithm holds the body for 40 ms.
        if (System.getProperty("sun.net.httpserver.nodelay") == null) {
            System.setProperty("sun.net.httpserver.nodelay", "true");
        }
        this.server = server;
        this.url = scheme + "://" + Loopback.HOST + ":" + server.getAddress().getPort();
        namespaces.add("");
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    /** Listens on a free port. */
    public static VaultPartner start() throws IOException {
        return new VaultPartner(HttpServer.create(Loopback.at(0), 0), "http");
    }

    /** Listens on a free port with TLS and shows that identity. */
    public static VaultPartner start(PartnerIdentity identity, PartnerAuthority clientsOf) throws IOException {
        HttpsServer server = HttpsServer.create(Loopback.at(0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(identity.context(clientsOf)));
        return new VaultPartner(server, "https");
    }

    public String url() {
        return url;
    }

    /** Mounts an engine of KV, version 1 or 2. The name begins with that of its namespace, where it has one. */
    public VaultPartner mount(String name, int version) {
        secrets.mount(name, version);
        return this;
    }

    public VaultPartner namespace(String name) {
        namespaces.add(name);
        return this;
    }

    /** Writes a secret, whose name begins with that of its mount; the number of its version is returned. */
    public int put(String name, Map<String, ?> data) {
        return secrets.put(name, data);
    }

    public void delete(String name, int version) {
        secrets.delete(name, version, false);
    }

    public void destroy(String name, int version) {
        secrets.delete(name, version, true);
    }

    public VaultPartner token(String value, VaultTerms terms) {
        tokens.add(value, terms);
        return this;
    }

    public void revoke(String token) {
        tokens.revoke(token);
    }

    /** Ends every token, those of logins too. */
    public void revokeAll() {
        tokens.revokeAll();
    }

    /** Lets an application log in; what it gets has these terms. */
    public VaultPartner appRole(String mount, String roleId, String secretId, VaultTerms terms) {
        logins.appRole(mount, roleId, secretId, terms);
        return this;
    }

    /** Lets a service account log in that shows this token of its cluster. */
    public VaultPartner serviceAccount(String mount, String role, String token, VaultTerms terms) {
        logins.serviceAccount(mount, role, token, terms);
        return this;
    }

    /** The time that counts for tokens. */
    public VaultPartner clock(Clock clock) {
        tokens.clock(clock);
        return this;
    }

    /** Seals the store: it answers nothing but that it is sealed. */
    public void seal(boolean isSealed) {
        sealed = isSealed;
    }

    /** Answers the next so many requests with that status; {@code Retry-After} with 429. */
    public void fail(int status, int requests) {
        VaultAnswer failing = VaultAnswer.refusal(status, "internal error");
        fault = status == 429 ? failing.with("Retry-After", "1") : failing;
        faults.set(requests);
    }

    /** The requests so far, each as its method and what follows {@code /v1/}. */
    public List<String> asked() {
        return List.copyOf(asked);
    }

    /** How many requests there were with that beginning. */
    public long asked(String beginning) {
        return asked.stream().filter(request -> request.startsWith(beginning)).count();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            VaultAnswer answer = answer(exchange, new String(body, StandardCharsets.UTF_8));
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            answer.headers().forEach(exchange.getResponseHeaders()::set);
            byte[] bytes = answer.body().getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(answer.status(), bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    private VaultAnswer answer(HttpExchange exchange, String body) {
        String path = exchange.getRequestURI().getPath();
        if (!path.startsWith(API)) {
            return VaultAnswer.refusal(404);
        }
        path = path.substring(API.length());
        asked.add(exchange.getRequestMethod() + " " + path);
        if (faults.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
            return fault;
        }
        if (sealed) {
            return VaultAnswer.refusal(503, "Vault is sealed");
        }
        String namespace = Optional.ofNullable(exchange.getRequestHeaders().getFirst("X-Vault-Namespace"))
                .orElse("");
        if (!namespaces.contains(namespace)) {
            return VaultAnswer.refusal(404, "no handler for route \"" + path + "\". route entry not found.");
        }
        if (path.startsWith("auth/") && path.endsWith("/login")) {
            String mount = path.substring("auth/".length(), path.length() - "/login".length());
            return logins.login(mount, JsonReader.object(body));
        }
        return answer(
                namespace.isEmpty() ? path : namespace + "/" + path,
                path,
                exchange.getRequestHeaders().getFirst("X-Vault-Token"),
                exchange.getRequestURI().getQuery());
    }

    private VaultAnswer answer(String full, String path, @Nullable String token, @Nullable String query) {
        Optional<VaultTerms> terms = token == null ? Optional.empty() : tokens.termsOf(token);
        if (token == null || terms.isEmpty() || !tokens.use(token)) {
            return VaultAnswer.refusal(403, "permission denied");
        }
        if (path.equals("auth/token/lookup-self")) {
            return tokens.lookup(token);
        }
        if (path.equals("auth/token/renew-self")) {
            return tokens.renew(token);
        }
        if (path.startsWith(MOUNTS)) {
            return mountOf(full.replace(MOUNTS, ""));
        }
        if (!tokens.mayRead(terms.get(), path)) {
            return VaultAnswer.refusal(403, "1 error occurred:\n\t* permission denied\n\n");
        }
        return secrets.engineOf(full)
                .map(engine -> secrets.read(
                        engine, full.substring(Math.min(full.length(), engine.length() + 1)), version(query)))
                .orElseGet(() ->
                        VaultAnswer.refusal(404, "no handler for route \"" + path + "\". route entry not found."));
    }

    private VaultAnswer mountOf(String path) {
        return secrets.engineOf(path)
                .flatMap(secrets::kvVersion)
                .map(version ->
                        VaultAnswer.data(Map.of("type", "kv", "options", Map.of("version", String.valueOf(version)))))
                .orElseGet(() -> VaultAnswer.refusal(403, "preflight capability check returned 403"));
    }

    private static @Nullable String version(@Nullable String query) {
        return query != null && query.startsWith("version=") ? query.substring("version=".length()) : null;
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "vault-partner");
        thread.setDaemon(true);
        return thread;
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
