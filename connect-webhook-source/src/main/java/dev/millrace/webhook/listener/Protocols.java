package dev.millrace.webhook.listener;

import dev.millrace.http.address.AddressRange;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.jetty.alpn.server.ALPNServerConnectionFactory;
import org.eclipse.jetty.http.HttpCompliance;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.http2.server.HTTP2CServerConnectionFactory;
import org.eclipse.jetty.http2.server.HTTP2ServerConnectionFactory;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.ProxyConnectionFactory;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.ssl.SslContextFactory;

/** What is spoken on a port, from the socket up: the PROXY protocol, TLS, HTTP. */
final class Protocols {

    private static final String HEALTH = "health";

    private final ListenerSettings settings;

    Protocols(ListenerSettings settings) {
        this.settings = settings;
    }

    /** The port for requests. */
    ServerConnector dataPort(Server server, Peers peers, Optional<TlsReload> tls) {
        HttpConfiguration http = http();
        List<ConnectionFactory> factories = new ArrayList<>();
        HttpConnectionFactory plain = new HttpConnectionFactory(http);
        if (tls.isPresent()) {
            SslContextFactory.Server secured = secured(tls.get());
            if (settings.http2()) {
                ALPNServerConnectionFactory choice = new ALPNServerConnectionFactory();
                choice.setDefaultProtocol(plain.getProtocol());
                factories.add(new SslConnectionFactory(secured, choice.getProtocol()));
                factories.add(choice);
                factories.add(new HTTP2ServerConnectionFactory(http));
            } else {
                factories.add(new SslConnectionFactory(secured, plain.getProtocol()));
            }
            factories.add(plain);
        } else {
            factories.add(plain);
            if (settings.http2()) {
                factories.add(new HTTP2CServerConnectionFactory(http));
            }
        }
        List<AddressRange> proxies = settings.trust().proxyProtocol().stream()
                .map(AddressRange::parse)
                .toList();
        if (!proxies.isEmpty()) {
            factories.add(0, new TrustedProxies(proxies, factories.get(0)));
        }
        return port(server, peers, settings.port(), factories);
    }

    /** The port for health checks, which needs neither certificates nor proxies. */
    ServerConnector healthPort(Server server, Peers peers, int port) {
        ServerConnector health = port(server, peers, port, List.of(new HttpConnectionFactory(http())));
        health.setName(HEALTH);
        return health;
    }

    static boolean isHealthPort(Request request) {
        return HEALTH.equals(request.getConnectionMetaData().getConnector().getName());
    }

    private ServerConnector port(Server server, Peers peers, int number, List<ConnectionFactory> factories) {
        ListenerPort port =
                new ListenerPort(server, peers, settings.host(), number, factories.toArray(ConnectionFactory[]::new));
        port.setIdleTimeout(settings.limits().idleTimeout().toMillis());
        return port;
    }

    private HttpConfiguration http() {
        HttpConfiguration http = new HttpConfiguration();
        http.setSendServerVersion(false);
        http.setSendXPoweredBy(false);
        http.setRequestHeaderSize(settings.limits().headerBytes());
        http.setHttpCompliance(HttpCompliance.RFC9110);
        http.setUriCompliance(UriCompliance.DEFAULT);
        http.setRelativeRedirectAllowed(false);
        return http;
    }

    private SslContextFactory.Server secured(TlsReload reload) {
        TlsSettings tls = settings.tls().orElseThrow();
        SslContextFactory.Server secured = new SslContextFactory.Server();
        secured.setSslContext(reload.context());
        secured.setIncludeProtocols(tls.protocols().toArray(String[]::new));
        secured.setNeedClientAuth(tls.clientAuth() == TlsSettings.ClientAuth.NEED);
        secured.setWantClientAuth(tls.clientAuth() == TlsSettings.ClientAuth.WANT);
        secured.setRenegotiationAllowed(false);
        return secured;
    }

    /** Listens to the PROXY protocol from those who may speak it; for all others it is no HTTP, and refused as such. */
    private static final class TrustedProxies extends ProxyConnectionFactory {
        private final List<AddressRange> trusted;
        private final ConnectionFactory next;

        TrustedProxies(List<AddressRange> trusted, ConnectionFactory next) {
            super(next.getProtocol());
            this.trusted = trusted;
            this.next = next;
        }

        @Override
        public Connection newConnection(Connector connector, EndPoint endPoint) {
            InetAddress remote = endPoint.getRemoteSocketAddress() instanceof InetSocketAddress internet
                    ? internet.getAddress()
                    : null;
            return remote != null && AddressRange.anyHolds(trusted, remote)
                    ? super.newConnection(connector, endPoint)
                    : next.newConnection(connector, endPoint);
        }
    }
}
