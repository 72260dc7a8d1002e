package dev.millrace.partner;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/**
 * Puts TLS in front of any TCP server: a gate on 127.0.0.1 that shows a certificate, may ask for one, and hands on what is
 * inside. Certificates may be exchanged at any time; the next handshake meets the new ones. Thread-safe; {@link #close()}
 * cuts every connection.
 */
public final class TlsGate implements AutoCloseable {

    private record Terms(SSLContext context, boolean asksForClients) {}

    private final InetSocketAddress target;
    private final ServerSocket entrance;
    private final Set<TcpLink> links = ConcurrentHashMap.newKeySet();
    private final List<String> clients = new CopyOnWriteArrayList<>();
    private final AtomicLong handshakes = new AtomicLong();
    private final AtomicLong refused = new AtomicLong();
    private volatile Terms terms;
    private volatile List<String> protocols = List.of("TLSv1.3", "TLSv1.2");

    private TlsGate(int port, PartnerIdentity identity) throws IOException {
        this.target = Loopback.at(port);
        this.terms = terms(identity, Optional.empty());
        this.entrance = new ServerSocket();
        entrance.bind(Loopback.at(0));
        TcpLink.begin("tls-gate-" + entrance.getLocalPort(), this::letIn);
    }

    /** Opens a gate on a free port before the server on the given one. */
    public static TlsGate before(int port, PartnerIdentity identity) throws IOException {
        return new TlsGate(port, identity);
    }

    public int port() {
        return entrance.getLocalPort();
    }

    /** Shows this certificate from now on and asks for none. */
    public void show(PartnerIdentity identity) {
        terms = terms(identity, Optional.empty());
    }

    /** Shows this certificate from now on, and lets in who has one of the authority. */
    public void showAndAsk(PartnerIdentity identity, PartnerAuthority clientsOf) {
        terms = terms(identity, Optional.of(clientsOf));
    }

    /** Speaks these versions alone, such as {@code TLSv1.2}. */
    public void speak(String... versions) {
        protocols = List.of(versions);
    }

    /** The names on the certificates that clients showed, one for each handshake that asked. */
    public List<String> clients() {
        return List.copyOf(clients);
    }

    /** How many handshakes succeeded. */
    public long handshakes() {
        return handshakes.get();
    }

    /** How many handshakes failed. */
    public long refused() {
        return refused.get();
    }

    @Override
    public void close() {
        try {
            entrance.close();
            links.forEach(TcpLink::cut);
        } catch (IOException failure) {
            throw new UncheckedIOException("the gate on port " + port() + " did not shut", failure);
        }
    }

    private void letIn() {
        while (!entrance.isClosed()) {
            try {
                Socket visitor = entrance.accept();
                TcpLink.begin("tls-visitor", () -> serve(visitor));
            } catch (IOException closed) {
                // the gate was closed
            }
        }
    }

    private void serve(Socket visitor) {
        Terms now = terms;
        try {
            visitor.setTcpNoDelay(true);
            SSLSocket secured = (SSLSocket) now.context().getSocketFactory().createSocket(visitor, null, true);
            secured.setUseClientMode(false);
            secured.setNeedClientAuth(now.asksForClients());
            secured.setEnabledProtocols(protocols.toArray(String[]::new));
            secured.startHandshake();
            handshakes.incrementAndGet();
            if (now.asksForClients()) {
                X509Certificate shown = (X509Certificate) secured.getSession().getPeerCertificates()[0];
                clients.add(shown.getSubjectX500Principal().getName());
            }
            Socket server = new Socket();
            server.connect(target);
            TcpLink link = new TcpLink(secured, server, new TcpWeather(), links::remove);
            links.add(link);
            link.start();
        } catch (IOException failed) {
            refused.incrementAndGet();
            close(visitor);
        }
    }

    private static void close(Socket visitor) {
        try {
            visitor.close();
        } catch (IOException gone) {
            // nothing left to close
        }
    }

    private static Terms terms(PartnerIdentity identity, Optional<PartnerAuthority> clientsOf) {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(identity.keys(), clientsOf.map(PartnerAuthority::trust).orElse(null), null);
            return new Terms(context, clientsOf.isPresent());
        } catch (GeneralSecurityException failure) {
            throw new IllegalStateException("this JDK has no TLS", failure);
        }
    }
}
