package dev.millrace.partner;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A proxy on 127.0.0.1 that connects its visitors to where they ask: by HTTP CONNECT or by SOCKS 5.
 *
 * <p>Every name is taken for 127.0.0.1, so that nothing is resolved and nothing leaves the machine. Switches may be thrown
 * at any time from any thread. Thread-safe; {@link #close()} cuts every connection and ends every thread.
 */
public final class ProxyPartner implements AutoCloseable {

    private static final int CONNECT_MILLISECONDS = 5_000;

    /** A visitor's wish, as the proxy's protocol brought it. */
    record Wish(String host, int port, Optional<String> login) {}

    /** The two sides of a proxy's protocol. */
    interface Protocol {

        /** Reads what a visitor wants; empty after it was turned away. */
        Optional<Wish> read(Socket visitor, Optional<String> login) throws IOException;

        void granted(Socket visitor) throws IOException;

        void forbidden(Socket visitor) throws IOException;

        void unreachable(Socket visitor) throws IOException;
    }

    private final ServerSocket entrance;
    private final Protocol protocol;
    private final Optional<String> login;
    private final Set<TcpLink> links = ConcurrentHashMap.newKeySet();
    private final Set<Socket> visitors = ConcurrentHashMap.newKeySet();
    private final List<String> wishes = new CopyOnWriteArrayList<>();
    private final AtomicLong refused = new AtomicLong();
    private final TcpWeather weather = new TcpWeather();
    private volatile boolean forbidding;
    private volatile boolean silent;

    private ProxyPartner(Protocol protocol, Optional<String> login) throws IOException {
        this.protocol = protocol;
        this.login = login;
        this.entrance = new ServerSocket();
        entrance.bind(Loopback.at(0));
        TcpLink.begin("proxy-" + entrance.getLocalPort(), this::letIn);
    }

    /** An HTTP proxy (RFC 9110, 9.3.6) for everybody. */
    public static ProxyPartner http() throws IOException {
        return new ProxyPartner(new HttpProxyProtocol(), Optional.empty());
    }

    /** An HTTP proxy that asks for a Basic login (RFC 7617). */
    public static ProxyPartner http(String user, String password) throws IOException {
        return new ProxyPartner(new HttpProxyProtocol(), Optional.of(user + ":" + password));
    }

    /** A SOCKS 5 proxy (RFC 1928) for everybody. */
    public static ProxyPartner socks5() throws IOException {
        return new ProxyPartner(new SocksProxyProtocol(), Optional.empty());
    }

    /** A SOCKS 5 proxy that asks for a user and password (RFC 1929). */
    public static ProxyPartner socks5(String user, String password) throws IOException {
        return new ProxyPartner(new SocksProxyProtocol(), Optional.of(user + ":" + password));
    }

    public String host() {
        return Loopback.HOST;
    }

    public int port() {
        return entrance.getLocalPort();
    }

    /** Where visitors wanted to go, as {@code host:port} in their own words. */
    public List<String> wishes() {
        return List.copyOf(wishes);
    }

    /** How many visitors were turned away for their login. */
    public long refusedLogins() {
        return refused.get();
    }

    /** Answers that where visitors want to go is not allowed. */
    public void forbid(boolean on) {
        forbidding = on;
    }

    /** Takes connections and says nothing. */
    public void sayNothing(boolean on) {
        silent = on;
    }

    @Override
    public void close() {
        try {
            entrance.close();
            links.forEach(TcpLink::cut);
            for (Socket visitor : visitors) {
                visitor.close();
            }
        } catch (IOException failure) {
            throw new UncheckedIOException("the proxy on port " + port() + " did not stop", failure);
        }
    }

    private void letIn() {
        while (!entrance.isClosed()) {
            try {
                Socket visitor = entrance.accept();
                visitors.add(visitor);
                TcpLink.begin("proxy-visitor", () -> serve(visitor));
            } catch (IOException closed) {
                // the proxy was closed
            }
        }
    }

    private void serve(Socket visitor) {
        try {
            if (silent) {
                return;
            }
            Optional<Wish> wish = protocol.read(visitor, login);
            if (wish.isEmpty()) {
                refused.incrementAndGet();
                visitor.close();
                return;
            }
            wishes.add(wish.get().host() + ":" + wish.get().port());
            if (forbidding) {
                protocol.forbidden(visitor);
                visitor.close();
                return;
            }
            connect(visitor, wish.get().port());
        } catch (IOException gone) {
            visitors.remove(visitor);
        }
    }

    private void connect(Socket visitor, int port) throws IOException {
        Socket server = new Socket();
        InetSocketAddress target = Loopback.at(port);
        try {
            server.connect(target, CONNECT_MILLISECONDS);
        } catch (IOException failure) {
            protocol.unreachable(visitor);
            visitor.close();
            return;
        }
        protocol.granted(visitor);
        TcpLink link = new TcpLink(visitor, server, weather, links::remove);
        links.add(link);
        link.start();
    }
}
