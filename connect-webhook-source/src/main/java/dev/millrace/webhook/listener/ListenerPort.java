package dev.millrace.webhook.listener;

import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/** A port that tells who comes and goes. */
final class ListenerPort extends ServerConnector {

    private static final int ACCEPT_QUEUE = 512;

    private final Peers peers;

    ListenerPort(Server server, Peers peers, String host, int port, ConnectionFactory... protocols) {
        super(server, 1, -1, protocols);
        this.peers = peers;
        setHost(host);
        setPort(port);
        setAcceptQueueSize(ACCEPT_QUEUE);
    }

    @Override
    protected void onEndPointOpened(EndPoint endPoint) {
        super.onEndPointOpened(endPoint);
        peers.opened(endPoint);
    }

    @Override
    protected void onEndPointClosed(EndPoint endPoint) {
        peers.closed(endPoint);
        super.onEndPointClosed(endPoint);
    }
}
