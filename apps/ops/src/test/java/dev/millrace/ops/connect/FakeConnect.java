package dev.millrace.ops.connect;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.SSLContext;

/** Answers what it was told to, in that order and the last one for ever, and remembers what it was asked. */
public final class FakeConnect implements AutoCloseable {

    private record Answer(int status, String body) {}

    private final HttpServer server;
    private final Deque<Answer> answers = new ConcurrentLinkedDeque<>();
    private final List<String> calls = new CopyOnWriteArrayList<>();
    private final List<String> logins = new CopyOnWriteArrayList<>();

    public FakeConnect() {
        this(Optional.empty());
    }

    /** Speaks TLS, where there is something to speak it with. */
    public FakeConnect(Optional<SSLContext> tls) {
        InetSocketAddress anyPort = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        try {
            if (tls.isPresent()) {
                HttpsServer secured = HttpsServer.create(anyPort, 0);
                secured.setHttpsConfigurator(new HttpsConfigurator(tls.get()));
                server = secured;
            } else {
                server = HttpServer.create(anyPort, 0);
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        server.createContext("/", this::answer);
        server.start();
    }

    public FakeConnect answers(int status, String body) {
        answers.add(new Answer(status, body));
        return this;
    }

    public String url() {
        return (server instanceof HttpsServer ? "https" : "http") + "://127.0.0.1:"
                + server.getAddress().getPort();
    }

    /** Method, path and body of each call. */
    public List<String> calls() {
        return calls;
    }

    /** The header Authorization of each call. */
    public List<String> logins() {
        return logins;
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            calls.add((exchange.getRequestMethod() + " " + exchange.getRequestURI() + " " + body).strip());
            logins.add(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
            Answer next = answers.size() > 1 ? answers.removeFirst() : answers.getFirst();
            byte[] bytes = next.body().getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(next.status(), bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
