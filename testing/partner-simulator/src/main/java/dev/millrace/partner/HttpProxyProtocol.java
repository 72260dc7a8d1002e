package dev.millrace.partner;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;

/** The server's side of HTTP CONNECT. */
final class HttpProxyProtocol implements ProxyPartner.Protocol {

    @Override
    public Optional<ProxyPartner.Wish> read(Socket visitor, Optional<String> login) throws IOException {
        StringBuilder head = new StringBuilder();
        InputStream in = visitor.getInputStream();
        while (!head.toString().endsWith("\r\n\r\n")) {
            int next = in.read();
            if (next < 0) {
                throw new IOException("the visitor left");
            }
            head.append((char) next);
        }
        String[] lines = head.toString().split("\r\n", -1);
        String[] request = lines[0].split(" ", -1);
        if (!request[0].equals("CONNECT") || request.length != 3) {
            say(visitor, "400 Bad Request");
            return Optional.empty();
        }
        Optional<String> given = credentials(lines);
        if (login.isPresent() && !login.equals(given)) {
            say(visitor, "407 Proxy Authentication Required\r\nProxy-Authenticate: Basic realm=\"partner\"");
            return Optional.empty();
        }
        int colon = request[1].lastIndexOf(':');
        return Optional.of(new ProxyPartner.Wish(
                request[1].substring(0, colon), Integer.parseInt(request[1].substring(colon + 1)), given));
    }

    @Override
    public void granted(Socket visitor) throws IOException {
        say(visitor, "200 Connection established");
    }

    @Override
    public void forbidden(Socket visitor) throws IOException {
        say(visitor, "403 Forbidden");
    }

    @Override
    public void unreachable(Socket visitor) throws IOException {
        say(visitor, "502 Bad Gateway");
    }

    private static Optional<String> credentials(String[] lines) {
        for (String line : lines) {
            if (line.toLowerCase(Locale.ROOT).startsWith("proxy-authorization: basic ")) {
                byte[] pair = Base64.getDecoder().decode(line.substring(line.lastIndexOf(' ') + 1));
                return Optional.of(new String(pair, StandardCharsets.UTF_8));
            }
        }
        return Optional.empty();
    }

    private static void say(Socket visitor, String status) throws IOException {
        visitor.getOutputStream()
                .write(("HTTP/1.1 " + status + "\r\nVia: 1.1 partner\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
    }
}
