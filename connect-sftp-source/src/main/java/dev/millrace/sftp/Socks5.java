package dev.millrace.sftp;

import dev.millrace.sftp.ProxySockets.Refusal;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.config.types.Password;

/** SOCKS version 5 (RFC 1928), with a user and password (RFC 1929) if they are set. The proxy resolves the server's name. */
final class Socks5 implements ProxySockets.Handshake {

    private static final int VERSION = 5;
    private static final int NO_LOGIN = 0;
    private static final int USER_AND_PASSWORD = 2;
    private static final int CONNECT = 1;
    private static final int IPV4 = 1;
    private static final int NAME = 3;
    private static final int IPV6 = 4;

    private final ProxySettings settings;

    Socks5(ProxySettings settings) {
        this.settings = settings;
    }

    @Override
    public void ask(InputStream in, OutputStream out, ServerAddress server) throws IOException {
        DataInputStream answers = new DataInputStream(in);
        send(
                out,
                settings.username().isPresent()
                        ? new byte[] {VERSION, 2, NO_LOGIN, USER_AND_PASSWORD}
                        : new byte[] {VERSION, 1, NO_LOGIN});
        requireVersion(answers.readUnsignedByte(), VERSION);
        int method = answers.readUnsignedByte();
        if (method == USER_AND_PASSWORD && settings.username().isPresent()) {
            logIn(answers, out, settings.username().get());
        } else if (method != NO_LOGIN) {
            throw new Refusal(Refusal.Meaning.LOGIN, "it takes none of the methods offered");
        }
        send(out, request(server));
        readReply(answers);
    }

    private void logIn(DataInputStream answers, OutputStream out, String user) throws IOException {
        ByteArrayOutputStream login = new ByteArrayOutputStream();
        login.write(1);
        text(login, user);
        text(login, settings.password().map(Password::value).orElse(""));
        send(out, login.toByteArray());
        requireVersion(answers.readUnsignedByte(), 1);
        int status = answers.readUnsignedByte();
        if (status != 0) {
            throw new Refusal(Refusal.Meaning.LOGIN, "SOCKS login status " + status);
        }
    }

    private static byte[] request(ServerAddress server) throws IOException {
        ByteArrayOutputStream request = new ByteArrayOutputStream();
        request.write(VERSION);
        request.write(CONNECT);
        request.write(0);
        if (server.host().contains(":") || server.host().matches("\\d+\\.\\d+\\.\\d+\\.\\d+")) {
            // An address in digits: nothing is looked up.
            byte[] address = InetAddress.getByName(server.host()).getAddress();
            request.write(address.length == 4 ? IPV4 : IPV6);
            request.write(address);
        } else {
            request.write(NAME);
            text(request, server.host());
        }
        request.write(server.port() >> 8);
        request.write(server.port());
        return request.toByteArray();
    }

    private static void readReply(DataInputStream answers) throws IOException {
        requireVersion(answers.readUnsignedByte(), VERSION);
        int reply = answers.readUnsignedByte();
        if (reply != 0) {
            throw new Refusal(meaning(reply), "SOCKS reply " + reply);
        }
        answers.readUnsignedByte();
        int bound = switch (answers.readUnsignedByte()) {
            case IPV4 -> 4;
            case IPV6 -> 16;
            case NAME -> answers.readUnsignedByte();
            default -> throw new Refusal(Refusal.Meaning.FORBIDDEN, "its answer is no SOCKS 5");
        };
        answers.readFully(new byte[bound + 2]);
    }

    /** General failure, network, host and port unreachable and an expired TTL are of the network; the rest is meant. */
    private static Refusal.Meaning meaning(int reply) {
        return switch (reply) {
            case 1, 3, 4, 5, 6 -> Refusal.Meaning.SERVER_UNREACHABLE;
            default -> Refusal.Meaning.FORBIDDEN;
        };
    }

    private static void requireVersion(int version, int expected) throws Refusal {
        if (version != expected) {
            throw new Refusal(Refusal.Meaning.FORBIDDEN, "its answer is no SOCKS 5");
        }
    }

    private static void text(ByteArrayOutputStream out, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        if (bytes.length > 255) {
            throw new IOException("a SOCKS proxy takes no text of more than 255 bytes");
        }
        out.write(bytes.length);
        out.write(bytes);
    }

    private static void send(OutputStream out, byte[] bytes) throws IOException {
        out.write(bytes);
        out.flush();
    }
}
