package dev.millrace.legacy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A server that numbers its lines, sends from the number that it is asked for, and hears acknowledgements. */
final class NumberedPeer implements AutoCloseable {

    /** How to talk to it. */
    static final String SESSION = """
            protocol: numbered
            roles: [client]
            framing: {delimiter: {end: "0A"}}
            fields:
              type: {at: 0, length: 1}
              number: {regex: '^.(\\d+)', group: 1}
            messages:
              - {name: row, when: {type: M}, is: data, payload: {from: 11}}
              - {name: welcome, when: {type: W}, is: accepted}
            handshake:
              - send: "LOGIN ${sequence}"
              - {expect: welcome, within.ms: 5000}
            sequence: {by: field, field: number, gap: reconnect}
            acknowledge: {per: cumulative, send: "ACK ${last}"}
            """;

    private final ServerSocket server;
    private final Thread thread;
    private final List<String> rows = new ArrayList<>();
    private @Nullable Socket open;
    private long acknowledged;
    private long asked;
    private int logins;

    NumberedPeer() throws IOException {
        server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        thread = new Thread(this::serve, "numbered-peer");
        thread.setDaemon(true);
        thread.start();
    }

    String address() {
        return "127.0.0.1:" + server.getLocalPort();
    }

    private void serve() {
        while (!server.isClosed()) {
            try (Socket socket = server.accept()) {
                talk(socket);
            } catch (IOException gone) {
                // The next one, or nobody.
            } finally {
                synchronized (this) {
                    open = null;
                }
            }
        }
    }

    private void talk(Socket socket) throws IOException {
        BufferedReader in =
                new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            if (line.startsWith("LOGIN ")) {
                login(socket, Long.parseLong(line.substring(6)));
            } else if (line.startsWith("ACK ")) {
                synchronized (this) {
                    acknowledged = Math.max(acknowledged, Long.parseLong(line.substring(4)));
                }
            }
        }
    }

    private synchronized void login(Socket socket, long from) throws IOException {
        logins++;
        asked = from;
        open = socket;
        write("W\n");
        for (int at = (int) from - 1; at < rows.size(); at++) {
            send(at);
        }
    }

    synchronized void offer(List<String> more) {
        for (String row : more) {
            rows.add(row);
            if (open != null) {
                try {
                    send(rows.size() - 1);
                } catch (IOException gone) {
                    // It is sent again when somebody asks for it.
                }
            }
        }
    }

    private void send(int at) throws IOException {
        write(String.format("M%010d%s\n", at + 1, rows.get(at)));
    }

    private void write(String text) throws IOException {
        Socket socket = open;
        if (socket != null) {
            socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
        }
    }

    synchronized boolean isAllAcknowledged() {
        return acknowledged >= rows.size();
    }

    synchronized long acknowledged() {
        return acknowledged;
    }

    synchronized long asked() {
        return asked;
    }

    synchronized int logins() {
        return logins;
    }

    synchronized boolean isConnected() {
        return open != null;
    }

    synchronized void cut() throws IOException {
        Socket socket = open;
        if (socket != null) {
            try {
                socket.setSoLinger(true, 0);
            } catch (SocketException goneAlready) {
                // The thread that reads it was first.
            }
            socket.close();
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
        cut();
    }
}
