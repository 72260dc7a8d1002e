package dev.millrace.partner;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;

/**
 * An HTTP receiver in this process on 127.0.0.1 that writes down what arrives and answers as scripted.
 *
 * <p>A request is <em>received</em> once its body was read, and <em>accepted</em> when it is answered with a 2xx:
 * what a real partner would have processed, whether or not the requester still waits for the answer. Order and
 * duplicates are judged among the accepted ones, so that an honest retry after a 503 is neither.
 *
 * <p>Every request has a thread of its own; nothing but memory limits how many are in flight. Scripts and switches may
 * change at any time. Thread-safe; {@link #close()} cuts every connection and ends every thread.
 */
public final class RestPartner implements AutoCloseable {

    private static final int BACKLOG = 1024;

    private final Script script = new Script();
    private final Arrivals arrivals = new Arrivals();
    private final Bell bell = new Bell();
    private final ExecutorService threads = Executors.newCachedThreadPool(RestPartner::daemon);
    private final int port;
    private volatile HttpServer server;
    private volatile boolean up = true;
    private final AtomicLong letGo = new AtomicLong();
    private volatile Optional<String> authorization = Optional.empty();
    private volatile Function<ReceivedRequest, Optional<Answer>> mind = request -> Optional.empty();
    private volatile OrderWatch watch = new OrderWatch(request -> "#" + request.number(), request -> 0);

    private RestPartner(int port) throws IOException {
        this.server = listen(port);
        this.port = server.getAddress().getPort();
    }

    /** Listens on a free port. */
    public static RestPartner start() throws IOException {
        return start(0);
    }

    /**
     * Listens on the given port.
     *
     * @param port 1 to 65535, or 0 for a free one
     */
    public static RestPartner start(int port) throws IOException {
        // The JDK's server writes head and body apart: without this, Nagle's algorithm holds the body for 40 ms.
        if (System.getProperty("sun.net.httpserver.nodelay") == null) {
            System.setProperty("sun.net.httpserver.nodelay", "true");
        }
        return new RestPartner(port);
    }

    /** {@code http://127.0.0.1:port}, without a slash at the end. */
    public String url() {
        return "http://" + Loopback.HOST + ":" + port;
    }

    public int port() {
        return port;
    }

    /**
     * Adds a line to the script: requests that match get this answer, as many as {@link Answer#times} allows. The first
     * line that matches and has turns left decides; a predicate that throws answers 500 with its reason.
     */
    public RestPartner answer(Predicate<ReceivedRequest> match, Answer answer) {
        script.add(match, answer);
        return this;
    }

    /**
     * Lets a function answer, before any script, for a partner that remembers what it was sent; what it leaves empty is for the
     * script. It is asked by several threads at once; when it throws, the answer is 500 with its reason.
     */
    public RestPartner answerBy(Function<ReceivedRequest, Optional<Answer>> answers) {
        mind = answers;
        return this;
    }

    /** Gives this answer to every request that no line of the script takes; one with limited turns is added as a line. */
    public RestPartner answerAll(Answer answer) {
        if (answer.times() == Answer.ALWAYS) {
            script.otherwise(answer);
        } else {
            script.add(request -> true, answer);
        }
        return this;
    }

    /** Gives this status to every request that no line of the script takes. */
    public RestPartner answerAll(int status) {
        return answerAll(Answer.status(status));
    }

    /** Forgets the script: 200 for everybody. */
    public RestPartner clearAnswers() {
        script.clear();
        return this;
    }

    /** Answers requests whose header {@code Authorization} is not exactly this with 401, before any script. */
    public RestPartner requireAuthorization(String expected) {
        authorization = Optional.of(expected);
        return this;
    }

    /** Takes {@link #requireAuthorization} back. */
    public RestPartner requireNoAuthorization() {
        authorization = Optional.empty();
        return this;
    }

    /**
     * Tells the receiver what must stay in order; judged from the next arrival on. A request that one of the functions
     * fails on counts as out of order.
     *
     * @param key requests of one key are to come one at a time
     * @param sequence grows from one accepted request of a key to the next
     */
    public RestPartner orderBy(Function<ReceivedRequest, String> key, ToLongFunction<ReceivedRequest> sequence) {
        watch = new OrderWatch(key, sequence);
        return this;
    }

    /** Whether headers and bodies are kept for {@link #received()}; switch it off for large volumes. On at first. */
    public RestPartner keepBodies(boolean on) {
        arrivals.keepBodies(on);
        return this;
    }

    /** All that was received, in order of arrival. */
    public List<ReceivedRequest> received() {
        return arrivals.received();
    }

    /** All that was answered with a 2xx, in the order of the answers. */
    public List<ReceivedRequest> accepted() {
        return arrivals.accepted();
    }

    /** How many requests were received. */
    public int count() {
        return arrivals.count();
    }

    /** How many requests were answered with a 2xx. */
    public int acceptedCount() {
        return arrivals.acceptedCount();
    }

    /** How many different idempotency keys were accepted; a request without one counts as different from all others. */
    public int uniqueCount() {
        return arrivals.uniqueCount();
    }

    /** The idempotency keys that were accepted more than once. */
    public List<String> duplicates() {
        return arrivals.duplicates();
    }

    /** The accepted requests that came after one of their key with a higher sequence; see {@link #orderBy}. */
    public List<ReceivedRequest> outOfOrder() {
        return watch.outOfOrder();
    }

    /**
     * The requests that arrived while another one of their key was unanswered; see {@link #orderBy}. The same
     * idempotency key sent again is a repetition and no overlap.
     */
    public List<ReceivedRequest> overlapping() {
        return watch.overlapping();
    }

    /** How many requests are received and unanswered now. */
    public int inFlight() {
        return arrivals.inFlight();
    }

    /** The most requests that were ever received and unanswered at one time. */
    public int maxInFlight() {
        return arrivals.maxInFlight();
    }

    /** Waits until this many requests were received. */
    public void awaitCount(int requests, Duration atMost) throws InterruptedException {
        await(() -> arrivals.count() >= requests, requests + " requests received", atMost);
    }

    /** Waits until this many different idempotency keys were accepted. */
    public void awaitUnique(int requests, Duration atMost) throws InterruptedException {
        await(() -> arrivals.uniqueCount() >= requests, requests + " different requests accepted", atMost);
    }

    /** Waits until this many requests are unanswered at the same time. */
    public void awaitInFlight(int requests, Duration atMost) throws InterruptedException {
        await(() -> arrivals.inFlight() >= requests, requests + " requests in flight", atMost);
    }

    /** Closes the connections of all requests that hang now, without an answer. */
    public void letGo() {
        letGo.incrementAndGet();
        bell.ring();
    }

    /** Goes down: cuts every connection and refuses new ones, until {@link #listenAgain()}. Does nothing when down. */
    public synchronized void stopListening() {
        if (up) {
            up = false;
            bell.ring();
            server.stop(0);
        }
    }

    /** Comes back on the same port, with script and diary as they were. Does nothing when up. */
    public synchronized void listenAgain() throws IOException {
        if (!up) {
            up = true;
            server = listen(port);
        }
    }

    @Override
    public void close() {
        stopListening();
        threads.shutdownNow();
    }

    private HttpServer listen(int wanted) throws IOException {
        HttpServer listener = HttpServer.create(Loopback.at(wanted), BACKLOG);
        listener.setExecutor(threads);
        listener.createContext("/", this::handle);
        listener.start();
        return listener;
    }

    private void handle(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        String path = exchange.getRequestURI().toString();
        ReceivedRequest request = arrivals.arrive(number ->
                ReceivedRequest.of(number, exchange.getRequestMethod(), path, exchange.getRequestHeaders(), body));
        OrderWatch watching = watch;
        OrderWatch.Place place = watching.arrived(request);
        bell.ring();
        Answer answer = decide(request);
        boolean answered = false;
        try {
            answered = think(answer);
            if (answered && answer.accepts()) {
                arrivals.accepted(request);
                watching.accepted(place);
            }
        } finally {
            // off the wire before the requester can know, or its next request would seem to overlap
            watching.left(place);
            arrivals.left();
            bell.ring();
            if (answered) {
                respond(exchange, answer);
            }
            exchange.close();
        }
    }

    /** Returns whether there is to be a response at all. */
    private boolean think(Answer answer) {
        long before = letGo.get();
        try {
            boolean cutShort = bell.await(() -> !up, answer.delay());
            if (answer.ending() == Answer.Ending.SILENCE) {
                bell.await(() -> !up || letGo.get() != before);
            }
            return !cutShort && answer.ending() == Answer.Ending.RESPONSE;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private Answer decide(ReceivedRequest request) {
        if (!authorized(request)) {
            return challenge();
        }
        try {
            return mind.apply(request).orElseGet(() -> script.next(request));
        } catch (RuntimeException mistake) {
            return Answer.status(500).body("text/plain", "the receiver's script failed: " + mistake);
        }
    }

    private boolean authorized(ReceivedRequest request) {
        Optional<String> expected = authorization;
        return expected.isEmpty() || expected.equals(request.header("Authorization"));
    }

    private Answer challenge() {
        // RFC 9110, section 15.5.2: a 401 carries a challenge
        String scheme = authorization.orElse("Basic").split(" ", 2)[0];
        return Answer.status(401).header("WWW-Authenticate", scheme + " realm=\"partner\"");
    }

    private static void respond(HttpExchange exchange, Answer answer) throws IOException {
        answer.headers().forEach(exchange.getResponseHeaders()::set);
        byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
        boolean bodiless = body.length == 0 || exchange.getRequestMethod().equals("HEAD");
        exchange.sendResponseHeaders(answer.status(), bodiless ? -1 : body.length);
        if (!bodiless) {
            exchange.getResponseBody().write(body);
        }
    }

    private void await(BooleanSupplier condition, String wanted, Duration atMost) throws InterruptedException {
        if (!bell.await(condition, atMost)) {
            throw new IllegalStateException("waited " + atMost + " for " + wanted + ", got " + arrivals.count()
                    + " received, " + arrivals.uniqueCount() + " different accepted, " + arrivals.inFlight()
                    + " in flight");
        }
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "rest-partner");
        thread.setDaemon(true);
        return thread;
    }
}
