package dev.millrace.partner;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** The server's side of SOCKS 5. */
final class SocksProxyProtocol implements ProxyPartner.Protocol {

    @Override
    public Optional<ProxyPartner.Wish> read(Socket visitor, Optional<String> login) throws IOException {
        DataInputStream in = new DataInputStream(visitor.getInputStream());
        if (in.readUnsignedByte() != 5) {
            return Optional.empty();
        }
        byte[] methods = in.readNBytes(in.readUnsignedByte());
        int wanted = login.isPresent() ? 2 : 0;
        boolean offered = false;
        for (byte method : methods) {
            offered |= method == wanted;
        }
        say(visitor, 5, offered ? wanted : 0xff);
        if (!offered) {
            return Optional.empty();
        }
        if (login.isPresent()) {
            in.readUnsignedByte();
            String given = text(in) + ":" + text(in);
            say(visitor, 1, given.equals(login.get()) ? 0 : 1);
            if (!given.equals(login.get())) {
                return Optional.empty();
            }
        }
        in.skipNBytes(3);
        String host = switch (in.readUnsignedByte()) {
            case 1 -> InetAddress.getByAddress(in.readNBytes(4)).getHostAddress();
            case 3 -> text(in);
            case 4 -> InetAddress.getByAddress(in.readNBytes(16)).getHostAddress();
            default -> throw new IOException("no such type of address");
        };
        return Optional.of(new ProxyPartner.Wish(host, in.readUnsignedShort(), login));
    }

    @Override
    public void granted(Socket visitor) throws IOException {
        // bound to a name, which is the rarest form
        say(visitor, 5, 0, 0, 3, 1, 'x', 0, 0);
    }

    @Override
    public void forbidden(Socket visitor) throws IOException {
        say(visitor, 5, 2, 0, 1, 0, 0, 0, 0, 0, 0);
    }

    @Override
    public void unreachable(Socket visitor) throws IOException {
        say(visitor, 5, 5, 0, 1, 0, 0, 0, 0, 0, 0);
    }

    private static String text(DataInputStream in) throws IOException {
        return new String(in.readNBytes(in.readUnsignedByte()), StandardCharsets.UTF_8);
    }

    private static void say(Socket visitor, int... bytes) throws IOException {
        byte[] answer = new byte[bytes.length];
        for (int index = 0; index < bytes.length; index++) {
            answer[index] = (byte) bytes[index];
        }
        visitor.getOutputStream().write(answer);
    }
}
