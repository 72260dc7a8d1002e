package dev.millrace.partner;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsExchange;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.Key;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLPeerUnverifiedException;

/**
 * An OAuth 2.0 server in this process on 127.0.0.1 that checks every claim, with a resource that only the bearers of its tokens
 * may use. It knows no client and trusts nobody until told; why a request was refused is kept for tests, and told to the
 * requester by its code alone.
 *
 * <p>Settings may change at any time. Thread-safe; {@link #close()} cuts every connection and ends every thread.
 */
public final class AuthorisationServer implements AutoCloseable {

    private static final String TOKEN = "/token";
    private static final String RESOURCE = "/resource";

    private final Script tokenScript = new Script();
    private final Script resourceScript = new Script();
    private final OAuthDesk desk = new OAuthDesk();
    private final OAuthGate gate = new OAuthGate();
    private final Bell bell = new Bell();
    private final List<ReceivedRequest> asked = new CopyOnWriteArrayList<>();
    private final List<String> refusals = new CopyOnWriteArrayList<>();
    private final AtomicInteger inFlight = new AtomicInteger();
    private final AtomicInteger maxInFlight = new AtomicInteger();
    private final List<ReceivedRequest> accepted = new CopyOnWriteArrayList<>();
    private final AtomicInteger turnedAway = new AtomicInteger();
    private final ExecutorService threads = Executors.newCachedThreadPool(AuthorisationServer::daemon);
    private final HttpServer server;
    private final String url;
    private volatile boolean up = true;
    private volatile Clock clock = Clock.systemUTC();
    private volatile Optional<Duration> lifetime = Optional.of(Duration.ofHours(1));
    private volatile boolean tellsLifetime = true;
    private volatile boolean lifetimeAsText;

    private AuthorisationServer(HttpServer server, String scheme) {
        // The JDK's server writes head and body apart: without this, Nagle's algorithm holds the body for 40 ms.
        if (System.getProperty("sun.net.httpserver.nodelay") == null) {
            System.setProperty("sun.net.httpserver.nodelay", "true");
        }
        this.server = server;
        this.url = scheme + "://" + Loopback.HOST + ":" + server.getAddress().getPort();
        server.setExecutor(threads);
        server.createContext(TOKEN, exchange -> handle(exchange, true));
        server.createContext(RESOURCE, exchange -> handle(exchange, false));
        server.start();
    }

    /** Listens on a free port. */
    public static AuthorisationServer start() throws IOException {
        return new AuthorisationServer(HttpServer.create(Loopback.at(0), 0), "http");
    }

    /**
     * Listens on a free port with TLS.
     *
     * @param identity what it shows
     * @param clientsOf signs the certificates of clients; whoever shows one of another authority is cut off, and whoever shows
     *     none is let through as somebody without a certificate
     */
    public static AuthorisationServer start(PartnerIdentity identity, PartnerAuthority clientsOf) throws IOException {
        HttpsServer server = HttpsServer.create(Loopback.at(0), 0);
        SSLContext context = identity.context(clientsOf);
        server.setHttpsConfigurator(new HttpsConfigurator(context) {
            @Override
            public void configure(HttpsParameters parameters) {
                SSLParameters wanted = context.getDefaultSSLParameters();
                wanted.setWantClientAuth(true);
                parameters.setSSLParameters(wanted);
            }
        });
        return new AuthorisationServer(server, "https");
    }

    /** Its name, which signed tokens may be meant for as well as for the token endpoint. */
    public String issuer() {
        return url;
    }

    public String tokenUrl() {
        return url + TOKEN;
    }

    public String resourceUrl() {
        return url + RESOURCE;
    }

    public AuthorisationServer register(OAuthClient client) {
        desk.register(client);
        return this;
    }

    /** Knows a user, for the password grant. */
    public AuthorisationServer user(String name, String password) {
        desk.user(name, password);
        return this;
    }

    /** Takes tokens that this issuer signs for these subjects, by the JWT bearer grant or {@link #takeSelfSigned}. */
    public AuthorisationServer trust(String issuer, Key key, String algorithm, String... subjects) {
        desk.trust(issuer, key, algorithm, subjects);
        return this;
    }

    /** Gives tokens for this audience. */
    public AuthorisationServer audience(String name) {
        desk.audience(name);
        return this;
    }

    /** Gives tokens for this resource (RFC 8707). */
    public AuthorisationServer resource(String address) {
        desk.resource(address);
        return this;
    }

    /** The time that counts here, the field Date excepted. */
    public AuthorisationServer clock(Clock other) {
        clock = other;
        return this;
    }

    /** How long the tokens given from now on are good for; an hour at first. */
    public AuthorisationServer lifetime(Duration duration) {
        lifetime = Optional.of(duration);
        return this;
    }

    /** Tells nobody from now on how long tokens are good for. */
    public AuthorisationServer hideLifetime() {
        tellsLifetime = false;
        return this;
    }

    /** Writes the lifetime as a text from now on, as some servers do. */
    public AuthorisationServer lifetimeAsText() {
        lifetimeAsText = true;
        return this;
    }

    /** Gives this answer to token requests instead of a token, as many as {@link Answer#times} allows. */
    public AuthorisationServer answerToken(Answer answer) {
        tokenScript.add(request -> true, answer);
        return this;
    }

    /** Gives this answer to requests for the resource before any token is looked at. */
    public AuthorisationServer answerResource(Answer answer) {
        resourceScript.add(request -> true, answer);
        return this;
    }

    /** Forgets both scripts. */
    public AuthorisationServer clearAnswers() {
        tokenScript.clear();
        resourceScript.clear();
        return this;
    }

    /** The resource wants tokens with this scope. */
    public AuthorisationServer requireScope(String scope) {
        gate.requireScope(scope);
        return this;
    }

    /**
     * The resource takes tokens of trusted issuers themselves.
     *
     * @param audience their aud
     * @param onceOnly whether each must have an id that was never seen
     */
    public AuthorisationServer takeSelfSigned(String audience, boolean onceOnly) {
        gate.takeSelfSigned(audience, onceOnly);
        return this;
    }

    /** Ends a token before its time. */
    public void revoke(String token) {
        gate.revoke(token);
    }

    /** Ends all tokens before their time. */
    public void revokeAll() {
        gate.revokeAll();
    }

    /** All token requests, in order of arrival. */
    public List<ReceivedRequest> tokenRequests() {
        return List.copyOf(asked);
    }

    /** The most token requests that were ever unanswered at one time. */
    public int maxTokenRequestsInFlight() {
        return maxInFlight.get();
    }

    /** All tokens that were given. */
    public List<OAuthToken> issued() {
        return gate.issued();
    }

    /** Why requests of both kinds were refused: the code, a colon, and the reason in a tester's words. */
    public List<String> refusals() {
        return List.copyOf(refusals);
    }

    /** The requests for the resource that were let in, in order of arrival. */
    public List<ReceivedRequest> accepted() {
        return List.copyOf(accepted);
    }

    /** How many requests for the resource were turned away for their token. */
    public int turnedAway() {
        return turnedAway.get();
    }

    /** Waits until so many token requests came. */
    public void awaitTokenRequests(int count, Duration atMost) throws InterruptedException {
        if (!bell.await(() -> asked.size() >= count, atMost)) {
            throw new IllegalStateException(
                    "waited " + atMost + " for " + count + " token requests, got " + asked.size());
        }
    }

    @Override
    public void close() {
        up = false;
        bell.ring();
        server.stop(0);
        threads.shutdownNow();
    }

    private void handle(HttpExchange exchange, boolean forToken) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        ReceivedRequest request = ReceivedRequest.of(
                0,
                exchange.getRequestMethod(),
                exchange.getRequestURI().toString(),
                exchange.getRequestHeaders(),
                body);
        try {
            if (!forToken) {
                Answer answer = resource(exchange, request);
                respond(exchange, answer, think(answer));
                return;
            }
            asked.add(request);
            maxInFlight.accumulateAndGet(inFlight.incrementAndGet(), Math::max);
            bell.ring();
            Answer answer = token(exchange, request);
            boolean answers = think(answer);
            inFlight.decrementAndGet();
            respond(exchange, answer, answers);
        } finally {
            exchange.close();
        }
    }

    private Answer token(HttpExchange exchange, ReceivedRequest request) {
        Answer scripted = tokenScript.next(request);
        if (!scripted.equals(Answer.accepted())) {
            return scripted;
        }
        try {
            OAuthToken token = desk.decide(
                    OAuthAsk.of(request, certificate(exchange)), Set.of(tokenUrl(), issuer()), lifetime, clock);
            gate.give(token);
            return Answer.status(200)
                    .body("application/json", json(token))
                    .header("Cache-Control", "no-store")
                    .header("Pragma", "no-cache");
        } catch (OAuthRefusal refusal) {
            refusals.add(refusal.error() + ": " + refusal.getMessage());
            Answer answer = Answer.status(refusal.status())
                    .body("application/json", "{\"error\":" + Json.quoted(refusal.error()) + "}")
                    .header("Cache-Control", "no-store");
            // RFC 6749 section 5.2: with the scheme that the client used.
            return request.header("Authorization").isPresent() && refusal.status() == 401
                    ? answer.header("WWW-Authenticate", "Basic realm=\"tokens\"")
                    : answer;
        }
    }

    private Answer resource(HttpExchange exchange, ReceivedRequest request) {
        Answer scripted = resourceScript.next(request);
        if (!scripted.equals(Answer.accepted())) {
            return scripted;
        }
        try {
            gate.check(request, certificate(exchange), desk, clock);
            accepted.add(request);
            return Answer.accepted();
        } catch (OAuthRefusal refusal) {
            refusals.add(refusal.error() + ": " + refusal.getMessage());
            turnedAway.incrementAndGet();
            return Answer.status(refusal.error().equals("insufficient_scope") ? 403 : 401)
                    .header("WWW-Authenticate", "Bearer realm=\"resource\", error=\"" + refusal.error() + "\"");
        }
    }

    /** With a member that is no text, which a client has to pass over (RFC 6749 section 5.1). */
    private String json(OAuthToken token) {
        StringBuilder json = new StringBuilder("{\"access_token\":" + Json.quoted(token.value()));
        json.append(",\"token_type\":\"Bearer\",\"details\":[{\"expires_in\":1}]");
        if (tellsLifetime) {
            long seconds = lifetime.orElseThrow().toSeconds();
            json.append(",\"expires_in\":").append(lifetimeAsText ? "\"" + seconds + "\"" : "" + seconds);
        }
        if (!token.scope().isEmpty()) {
            json.append(",\"scope\":").append(Json.quoted(token.scope()));
        }
        return json.append('}').toString();
    }

    private static Optional<X509Certificate> certificate(HttpExchange exchange) {
        try {
            return exchange instanceof HttpsExchange secured
                    ? Optional.of((X509Certificate) secured.getSSLSession().getPeerCertificates()[0])
                    : Optional.empty();
        } catch (SSLPeerUnverifiedException none) {
            return Optional.empty();
        }
    }

    /** Returns whether there is to be a response at all. */
    private boolean think(Answer answer) {
        try {
            boolean cutShort = bell.await(() -> !up, answer.delay());
            if (answer.ending() == Answer.Ending.SILENCE) {
                bell.await(() -> !up);
            }
            return !cutShort && answer.ending() == Answer.Ending.RESPONSE;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static void respond(HttpExchange exchange, Answer answer, boolean answers) throws IOException {
        if (!answers) {
            return;
        }
        answer.headers().forEach(exchange.getResponseHeaders()::set);
        byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
        if (body.length > 0) {
            exchange.getResponseBody().write(body);
        }
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "authorisation-server");
        thread.setDaemon(true);
        return thread;
    }
}
