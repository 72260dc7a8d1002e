package dev.millrace.http.signature;

import com.sun.net.httpserver.HttpServer;
import dev.millrace.http.HttpReply;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** A server on the loopback address that stands for all hosts of the providers. */
final class KeyServer implements Fetch {

    private final HttpServer server;
    private final Fetch fetch = SenderFetch.open();
    private final Map<String, byte[]> pages = new ConcurrentHashMap<>();
    private final List<URI> asked = new CopyOnWriteArrayList<>();
    private final List<String> questions = new CopyOnWriteArrayList<>();
    private volatile int failure;

    KeyServer() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException noPort) {
            throw new UncheckedIOException(noPort);
        }
        server.createContext("/", exchange -> {
            questions.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            byte[] page = pages.get(exchange.getRequestURI().getPath());
            int status = failure > 0 ? failure : page == null ? 404 : 200;
            byte[] body = status == 200 && page != null ? page : new byte[0];
            exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
    }

    void page(String path, byte[] content) {
        pages.put(path, content);
    }

    /** Answers with that status until it is 0. */
    void fail(int status) {
        failure = status;
    }

    void goAway() {
        server.stop(0);
    }

    /** The addresses asked for, as they would have been on the net. */
    List<URI> asked() {
        return asked;
    }

    List<String> questions() {
        return questions;
    }

    private URI here(URI address) {
        asked.add(address);
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + address.getRawPath());
    }

    @Override
    public CompletionStage<HttpReply> get(URI address) {
        return fetch.get(here(address));
    }

    @Override
    public CompletionStage<HttpReply> post(URI address, String json) {
        return fetch.post(here(address), json);
    }

    @Override
    public void close() {
        fetch.close();
        server.stop(0);
    }
}
