package dev.millrace.webhook.listener;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.SocketChannelEndPoint;
import org.eclipse.jetty.io.ssl.SslConnection;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.internal.HttpConnection;
import org.jspecify.annotations.Nullable;

/**
 * Who is connected, and since when without a request. When there are too many, whoever never sent one, and then whoever
 * has been without one for longest, has to go: connections that only stand around never keep working ones out. Whoever takes too long over the head of a request goes as
 * well: the server's own timeouts begin anew with every byte. Thread-safe.
 */
final class Peers implements Watch.Timed {

    /** One connection. */
    static final class Peer {
        private final EndPoint endPoint;
        private final AtomicInteger requests = new AtomicInteger();
        private volatile long idleSince = System.nanoTime();
        private volatile boolean greeted;
        private long headSince;
        private boolean inHead;

        private Peer(EndPoint endPoint) {
            this.endPoint = endPoint;
        }

        private void begin() {
            greeted = true;
            requests.incrementAndGet();
        }

        void end() {
            idleSince = System.nanoTime();
            requests.decrementAndGet();
        }

        private boolean isIdle() {
            return requests.get() == 0;
        }

        /** Whether bytes came that nobody had the time to read: a request stands before the door. */
        private boolean isHeard() {
            try {
                return endPoint instanceof SocketChannelEndPoint socket
                        && socket.getChannel().socket().getInputStream().available() > 0;
            } catch (IOException gone) {
                return false;
            }
        }

        /** Whether it has to go before another: whoever never sent a request first, then whoever sent none for longest. */
        private boolean leavesBefore(Peer other, long now) {
            return greeted == other.greeted ? now - idleSince > now - other.idleSince : other.greeted;
        }
    }

    /** So many that are about to be served may be passed over in the search for one that is not. */
    private static final int MOST_HEARD = 16;

    private final Map<EndPoint, Peer> peers = new ConcurrentHashMap<>();
    private final int most;
    private final long headNanos;
    private @Nullable ListenerMeters meters;

    Peers(LimitSettings limits) {
        this.most = limits.connections();
        this.headNanos = limits.headTimeout().toNanos();
    }

    void count(ListenerMeters by) {
        this.meters = by;
    }

    int size() {
        return peers.size();
    }

    /** Somebody connected. */
    void opened(EndPoint endPoint) {
        peers.put(endPoint, new Peer(endPoint));
        ListenerMeters counting = meters;
        if (counting != null) {
            counting.opened();
        }
        if (peers.size() > most) {
            evict(endPoint);
        }
    }

    void closed(EndPoint endPoint) {
        peers.remove(endPoint);
    }

    private void evict(EndPoint newest) {
        Peer idle = idlest(newest);
        for (int heard = 0; idle != null && heard < MOST_HEARD && idle.isHeard(); heard++) {
            idle.idleSince = System.nanoTime();
            idle = idlest(newest);
        }
        EndPoint leaving = idle == null ? newest : idle.endPoint;
        peers.remove(leaving);
        ListenerMeters counting = meters;
        if (counting != null) {
            counting.evicted();
        }
        leaving.close();
    }

    private @Nullable Peer idlest(EndPoint newest) {
        Peer idlest = null;
        long now = System.nanoTime();
        for (Peer peer : peers.values()) {
            if (peer.isIdle() && peer.endPoint != newest && (idlest == null || peer.leavesBefore(idlest, now))) {
                idlest = peer;
            }
        }
        return idlest;
    }

    /** A request came. */
    Peer begin(Request request) {
        EndPoint endPoint = request.getConnectionMetaData().getConnection().getEndPoint();
        while (endPoint instanceof EndPoint.Wrapper wrapper) {
            endPoint = wrapper.unwrap();
        }
        Peer peer = peers.get(endPoint);
        if (peer == null) {
            peer = new Peer(endPoint);
        }
        peer.begin();
        return peer;
    }

    @Override
    public void look(long nanoTime) {
        for (Peer peer : peers.values()) {
            boolean heading = peer.isIdle() && isInHead(peer);
            if (heading && !peer.inHead) {
                peer.headSince = nanoTime;
            }
            peer.inHead = heading;
            if (heading && nanoTime - peer.headSince > headNanos) {
                ListenerMeters counting = meters;
                if (counting != null) {
                    counting.timedOut();
                }
                peer.endPoint.close();
            }
        }
    }

    /** Whether bytes came that are no whole request yet: of a head, of a handshake, of a proxy's header. */
    private static boolean isInHead(Peer peer) {
        Connection connection = peer.endPoint.getConnection();
        if (connection == null) {
            return false;
        }
        if (!peer.greeted) {
            return connection.getBytesIn() != 0;
        }
        while (connection instanceof SslConnection secured) {
            connection = secured.getSslEndPoint().getConnection();
        }
        return connection instanceof HttpConnection plain
                && plain.getParser().inHeaderState()
                && !plain.getParser().isStart();
    }
}
