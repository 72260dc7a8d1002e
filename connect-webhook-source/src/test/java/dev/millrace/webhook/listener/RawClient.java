package dev.millrace.webhook.listener;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** A client that says exactly what it is told, byte by byte, and reads one answer at a time. */
final class RawClient implements AutoCloseable {

    /** An answer as it came. */
    record Reply(int status, Map<String, String> headers, String body) {
        String header(String name) {
            return headers.getOrDefault(name.toLowerCase(Locale.ROOT), "");
        }
    }

    private final Socket socket;

    RawClient(int port) throws IOException {
        this(new Socket());
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 5_000);
        socket.setSoTimeout(20_000);
    }

    private RawClient(Socket socket) {
        this.socket = socket;
    }

    /** Talks through a socket that is open. */
    static RawClient over(Socket socket) throws IOException {
        socket.setSoTimeout(20_000);
        return new RawClient(socket);
    }

    /** One request on a connection of its own. */
    static Reply post(int port, String path, String body, String... headers) throws IOException {
        try (RawClient client = new RawClient(port)) {
            return client.post(path, body, headers);
        }
    }

    static Reply get(int port, String path) throws IOException {
        try (RawClient client = new RawClient(port)) {
            return client.send("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n")
                    .read();
        }
    }

    Reply post(String path, String body, String... headers) throws IOException {
        return send(request(path, body, headers)).read();
    }

    static String request(String path, String body, String... headers) {
        StringBuilder request = new StringBuilder("POST ").append(path).append(" HTTP/1.1\r\n");
        boolean hosted = false;
        for (String header : headers) {
            request.append(header).append("\r\n");
            hosted |= header.startsWith("Host:");
        }
        if (!hosted) {
            request.append("Host: localhost\r\n");
        }
        return request.append("Content-Length: ")
                .append(body.getBytes(StandardCharsets.UTF_8).length)
                .append("\r\n\r\n")
                .append(body)
                .toString();
    }

    RawClient send(String text) throws IOException {
        return send(text.getBytes(StandardCharsets.UTF_8));
    }

    RawClient send(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
        socket.getOutputStream().flush();
        return this;
    }

    /** Sends nothing more, and goes on listening. */
    RawClient endOutput() throws IOException {
        socket.shutdownOutput();
        return this;
    }

    /** Whether the server neither sends nor closes for so long. */
    boolean isLeftAlone(int millis) throws IOException {
        int before = socket.getSoTimeout();
        socket.setSoTimeout(millis);
        try {
            int unused = socket.getInputStream().read();
            return false;
        } catch (SocketTimeoutException silence) {
            return true;
        } finally {
            socket.setSoTimeout(before);
        }
    }

    /** Reads one answer with a length. */
    Reply read() throws IOException {
        String[] status = line().split(" ", 3);
        if (status.length < 2) {
            throw new IOException("the connection was closed without an answer");
        }
        Map<String, String> headers = new TreeMap<>();
        for (String line = line(); !line.isEmpty(); line = line()) {
            String[] parts = line.split(":", 2);
            headers.put(parts[0].toLowerCase(Locale.ROOT), parts[1].trim());
        }
        int length = Integer.parseInt(headers.getOrDefault("content-length", "0"));
        return new Reply(
                Integer.parseInt(status[1]), headers, new String(in().readNBytes(length), StandardCharsets.UTF_8));
    }

    /** Whether the other side has closed, orderly or not; waits for it. */
    boolean isClosedByServer() throws IOException {
        try {
            return in().read() < 0;
        } catch (SocketException reset) {
            return true;
        }
    }

    private InputStream in() throws IOException {
        return socket.getInputStream();
    }

    private String line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int next = in().read(); next >= 0 && next != '\n'; next = in().read()) {
            if (next != '\r') {
                line.write(next);
            }
        }
        return line.toString(StandardCharsets.UTF_8);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
