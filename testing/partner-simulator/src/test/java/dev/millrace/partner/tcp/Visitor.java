package dev.millrace.partner.tcp;

import dev.millrace.partner.Loopback;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** A raw socket, which knows no protocol at all. */
final class Visitor implements AutoCloseable {

    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    private final Socket socket;
    private final DataInputStream in;

    Visitor(Socket socket) throws IOException {
        this.socket = socket;
        socket.setSoTimeout(20_000);
        socket.setTcpNoDelay(true);
        this.in = new DataInputStream(socket.getInputStream());
    }

    static Visitor to(int port) throws IOException {
        return new Visitor(socketTo(port));
    }

    static Socket socketTo(int port) throws IOException {
        Socket socket = new Socket();
        socket.connect(Loopback.at(port));
        return socket;
    }

    Visitor says(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
        return this;
    }

    Visitor says(String latin) throws IOException {
        return says(latin.getBytes(StandardCharsets.ISO_8859_1));
    }

    Visitor saysHex(String hex) throws IOException {
        return says(HEX.parseHex(hex));
    }

    byte[] hears(int bytes) throws IOException {
        byte[] heard = new byte[bytes];
        in.readFully(heard);
        return heard;
    }

    String hearsHex(int bytes) throws IOException {
        return HEX.formatHex(hears(bytes));
    }

    String hearsText(int bytes) throws IOException {
        return new String(hears(bytes), StandardCharsets.ISO_8859_1);
    }

    /** Everything up to and including that byte, as Latin-1 text. */
    String hearsUntil(int last) throws IOException {
        StringBuilder heard = new StringBuilder();
        int next;
        do {
            next = in.readUnsignedByte();
            heard.append((char) next);
        } while (next != last);
        return heard.toString();
    }

    /** A frame behind a length of two bytes that does not count itself, as Latin-1 text. */
    String hearsFrame() throws IOException {
        return hearsText(in.readUnsignedShort());
    }

    /** What is left until the other side says goodbye or resets. */
    String hearsTheRest() throws IOException {
        StringBuilder heard = new StringBuilder();
        try {
            for (int next = in.read(); next >= 0; next = in.read()) {
                heard.append((char) next);
            }
        } catch (java.net.SocketException reset) {
            heard.append("(reset)");
        }
        return heard.toString();
    }

    Visitor patience(int milliseconds) throws IOException {
        socket.setSoTimeout(milliseconds);
        return this;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
