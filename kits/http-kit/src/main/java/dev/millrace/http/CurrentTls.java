package dev.millrace.http;

import dev.millrace.http.tls.ClientTls;
import java.net.SocketAddress;
import javax.net.ssl.SSLContext;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.client5.http.ssl.HostnameVerificationPolicy;
import org.apache.hc.client5.http.ssl.HttpsSupport;
import org.apache.hc.core5.concurrent.FutureCallback;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.nio.ssl.TlsStrategy;
import org.apache.hc.core5.net.NamedEndpoint;
import org.apache.hc.core5.reactor.ssl.SSLBufferMode;
import org.apache.hc.core5.reactor.ssl.TransportSecurityLayer;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/**
 * Begins each handshake with the certificates in force. The name of the server is verified by the JVM and by the client
 * library; nothing switches that off. Thread-safe.
 */
final class CurrentTls implements TlsStrategy {

    private record Prepared(SSLContext context, TlsStrategy strategy) {}

    private final ClientTls tls;
    private volatile Prepared prepared;

    CurrentTls(ClientTls tls) {
        this.tls = tls;
        this.prepared = prepare(tls.context());
    }

    @Override
    public void upgrade(
            TransportSecurityLayer session,
            NamedEndpoint endpoint,
            @Nullable Object attachment,
            Timeout timeout,
            FutureCallback<TransportSecurityLayer> callback) {
        current().upgrade(session, endpoint, attachment, timeout, callback);
    }

    @Override
    @Deprecated
    public boolean upgrade(
            TransportSecurityLayer session,
            HttpHost host,
            SocketAddress localAddress,
            SocketAddress remoteAddress,
            @Nullable Object attachment,
            Timeout timeout) {
        return current().upgrade(session, host, localAddress, remoteAddress, attachment, timeout);
    }

    private TlsStrategy current() {
        SSLContext context = tls.context();
        Prepared known = prepared;
        if (known.context() != context) {
            known = prepare(context);
            prepared = known;
        }
        return known.strategy();
    }

    private Prepared prepare(SSLContext context) {
        return new Prepared(
                context,
                new DefaultClientTlsStrategy(
                        context,
                        tls.settings().protocols().toArray(String[]::new),
                        null,
                        SSLBufferMode.STATIC,
                        HostnameVerificationPolicy.BOTH,
                        HttpsSupport.getDefaultHostnameVerifier()));
    }
}
