package dev.millrace.sftp;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.common.config.types.Password;

/** The CONNECT method of HTTP (RFC 9110, 9.3.6), with a Basic login (RFC 7617) if one is set. */
final class HttpConnect implements ProxySockets.Handshake {

    private static final Pattern STATUS = Pattern.compile("HTTP/1\\.[01] (\\d{3})(?: .*)?", Pattern.DOTALL);
    private static final String BEGINNING = "HTTP/";
    private static final int MOST_HEAD_BYTES = 16_384;
    private static final int LOGIN_REQUIRED = 407;

    private final ProxySettings settings;

    HttpConnect(ProxySettings settings) {
        this.settings = settings;
    }

    @Override
    public void ask(InputStream in, OutputStream out, ServerAddress server) throws IOException {
        String authority = server.host().contains(":") ? "[" + server.host() + "]:" + server.port() : server.toString();
        String login = settings.username()
                .map(user -> "Proxy-Authorization: Basic " + credentials(user) + "\r\n")
                .orElse("");
        String request = "CONNECT " + authority + " HTTP/1.1\r\nHost: " + authority + "\r\n" + login + "\r\n";
        out.write(request.getBytes(StandardCharsets.US_ASCII));
        out.flush();

        Matcher status = STATUS.matcher(head(in));
        if (!status.matches()) {
            throw new ProxySockets.Refusal(ProxySockets.Refusal.Meaning.FORBIDDEN, "its answer is no HTTP");
        }
        int code = Integer.parseInt(status.group(1));
        if (code / 100 != 2) {
            throw new ProxySockets.Refusal(meaning(code), "HTTP status " + code);
        }
    }

    private static ProxySockets.Refusal.Meaning meaning(int code) {
        if (code == LOGIN_REQUIRED) {
            return ProxySockets.Refusal.Meaning.LOGIN;
        }
        return code / 100 == 5
                ? ProxySockets.Refusal.Meaning.SERVER_UNREACHABLE
                : ProxySockets.Refusal.Meaning.FORBIDDEN;
    }

    private String credentials(String user) {
        String pair = user + ":" + settings.password().map(Password::value).orElse("");
        return Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    }

    /** Byte by byte: what follows the empty line is the server's. */
    private static String head(InputStream in) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        int ends = 0;
        while (ends < 2) {
            int next = in.read();
            if (next < 0) {
                throw new EOFException("the proxy hung up");
            }
            ends = next == '\n' ? ends + 1 : next == '\r' ? ends : 0;
            head.write(next);
            if (head.size() == BEGINNING.length()
                    && !head.toString(StandardCharsets.US_ASCII).equals(BEGINNING)) {
                throw new ProxySockets.Refusal(ProxySockets.Refusal.Meaning.FORBIDDEN, "its answer is no HTTP");
            }
            if (head.size() > MOST_HEAD_BYTES) {
                throw new ProxySockets.Refusal(ProxySockets.Refusal.Meaning.FORBIDDEN, "its answer does not end");
            }
        }
        return head.toString(StandardCharsets.ISO_8859_1).lines().findFirst().orElse("");
    }
}
