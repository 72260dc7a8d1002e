package dev.millrace.partner;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * An HTTP receiver on 127.0.0.1 that wants Digest authentication (RFC 7616) and checks all of it: the response, that no count
 * of a nonce comes twice, and that a nonce is one of its own. Whoever proves nothing gets 401 with a new nonce; whoever does,
 * 200. Written from the standard alone.
 *
 * <p>Switches may change at any time. Thread-safe; {@link #close()} cuts every connection.
 */
public final class DigestPartner implements AutoCloseable {

    private static final int BACKLOG = 1024;
    private static final Duration LONGEST_HOLD = Duration.ofSeconds(10);

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool(DigestPartner::daemon);
    private final Bell bell = new Bell();
    private final String realm = "orders \"north\"";
    private final AtomicInteger accepted = new AtomicInteger();
    private final AtomicInteger refused = new AtomicInteger();
    private final AtomicInteger replays = new AtomicInteger();
    private final AtomicInteger nonces = new AtomicInteger();
    private final AtomicInteger held = new AtomicInteger();
    private final Map<String, Set<String>> known = new ConcurrentHashMap<>();
    private final Set<String> used = ConcurrentHashMap.newKeySet();
    private volatile DigestCheck check;
    private volatile List<String> algorithms = List.of("SHA-256");
    private volatile String qop = "auth";
    private volatile boolean userHash;
    private volatile boolean saysStale = true;
    private volatile boolean namesNext;
    private volatile int usesOfANonce = Integer.MAX_VALUE;
    private volatile int together;

    private DigestPartner(String user, String password) throws IOException {
        check = new DigestCheck(user, password, realm);
        server = HttpServer.create(Loopback.at(0), BACKLOG);
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    /** Listens on a free port and knows one user. */
    public static DigestPartner start(String user, String password) throws IOException {
        if (System.getProperty("sun.net.httpserver.nodelay") == null) {
            System.setProperty("sun.net.httpserver.nodelay", "true");
        }
        return new DigestPartner(user, password);
    }

    /** {@code http://127.0.0.1:port}, without a slash at the end. */
    public String url() {
        return "http://" + Loopback.HOST + ":" + server.getAddress().getPort();
    }

    /** Offers these, a challenge each, in this order; {@code -sess} may stand behind them. */
    public DigestPartner offer(String... names) {
        algorithms = List.of(names);
        return this;
    }

    /** Offers this protection, such as {@code auth,auth-int}; an empty one is that of RFC 2069. */
    public DigestPartner protect(String names) {
        qop = names;
        return this;
    }

    /** Wants the user's name hashed. */
    public DigestPartner hashUsers() {
        userHash = true;
        return this;
    }

    /** Makes a nonce stale once it was used that often. */
    public DigestPartner usesOfANonce(int most) {
        usesOfANonce = most;
        return this;
    }

    /** Names the next nonce in each answer. */
    public DigestPartner nameNextNonce() {
        namesNext = true;
        return this;
    }

    /** Refuses an old nonce as if the password were wrong, as careless servers do. */
    public DigestPartner neverSayStale() {
        saysStale = false;
        return this;
    }

    /** Knows none of its nonces any more, as after a restart. */
    public void forgetNonces() {
        known.clear();
    }

    /** Changes the user's password. */
    public void password(String password) {
        check = new DigestCheck(check.user(), password, realm);
    }

    /** Answers the next refusals only when so many wait, each with a nonce of its own. */
    public DigestPartner refuseTogether(int requests) {
        held.set(0);
        together = requests;
        return this;
    }

    /** How many requests were answered with 200. */
    public int accepted() {
        return accepted.get();
    }

    /** How many requests were answered with 401. */
    public int refused() {
        return refused.get();
    }

    /** How many requests had a count that had been there before. */
    public int replays() {
        return replays.get();
    }

    /** The nonces of the accepted requests. */
    public Set<String> usedNonces() {
        return new TreeSet<>(used);
    }

    @Override
    public void close() {
        together = 0;
        bell.ring();
        server.stop(0);
        threads.shutdownNow();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            Map<String, String> given =
                    DigestCheck.parameters(exchange.getRequestHeaders().getFirst("Authorization"));
            String nonce = given.getOrDefault("nonce", "");
            Set<String> counts = known.get(nonce);
            boolean right = check.isRight(
                    given, exchange.getRequestMethod(), exchange.getRequestURI().toString(), body, qop, algorithms);
            boolean stale = right && (counts == null || counts.size() >= usesOfANonce);
            if (!right || stale || !isFirst(counts, given)) {
                refuse(exchange, stale && saysStale);
                return;
            }
            used.add(nonce);
            accepted.incrementAndGet();
            if (namesNext) {
                exchange.getResponseHeaders().set("Authentication-Info", "nextnonce=\"" + newNonce() + "\"");
            }
            exchange.sendResponseHeaders(200, -1);
        }
    }

    private boolean isFirst(@Nullable Set<String> counts, Map<String, String> given) {
        boolean first = counts == null || qop.isEmpty() || counts.add(given.getOrDefault("nc", ""));
        if (!first) {
            replays.incrementAndGet();
        }
        return first;
    }

    private void refuse(HttpExchange exchange, boolean stale) throws IOException {
        hold();
        refused.incrementAndGet();
        List<String> challenges = new ArrayList<>(List.of("Negotiate"));
        for (String algorithm : algorithms) {
            challenges.add("Digest realm=\"" + realm.replace("\"", "\\\"") + "\", nonce=\"" + newNonce()
                    + "\", opaque=\"o,p=q\", algorithm=" + algorithm
                    + (qop.isEmpty() ? "" : ", qop=\"" + qop + "\"")
                    + (userHash ? ", userhash=true" : "") + (stale ? ", stale=TRUE" : "") + ", charset=UTF-8");
        }
        // Some in one field, some in fields of their own: both are allowed (RFC 9110 section 11.6.1).
        exchange.getResponseHeaders().add("WWW-Authenticate", challenges.get(0) + ", " + challenges.get(1));
        challenges.stream()
                .skip(2)
                .forEach(more -> exchange.getResponseHeaders().add("WWW-Authenticate", more));
        exchange.sendResponseHeaders(401, -1);
    }

    private void hold() {
        held.incrementAndGet();
        bell.ring();
        try {
            boolean unused = bell.await(() -> held.get() >= together, LONGEST_HOLD);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private String newNonce() {
        String nonce = "n/" + nonces.incrementAndGet() + "=";
        known.put(nonce, ConcurrentHashMap.newKeySet());
        return nonce;
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "digest-partner");
        thread.setDaemon(true);
        return thread;
    }
}
