package dev.millrace.webhook.listener;

import dev.millrace.http.HttpAnswer;
import dev.millrace.http.ReceivedHeaders;
import dev.millrace.http.ReceivedRequest;
import java.io.EOFException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpURI;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The way of a request: route, method, announced length, rate, room, and only then its body; the answer comes from the route,
 * at its time. No thread waits for anything.
 */
final class RequestHandler extends Handler.Abstract {

    private static final Logger LOG = LoggerFactory.getLogger(RequestHandler.class);

    private final RouteTable routes;
    private final Health health;
    private final LimitSettings limits;
    private final Optional<String> publicBaseUrl;
    private final Senders senders;
    private final RefusalMeters refusals;
    private final Supplier<String> ids;
    private final Watch watch;
    private final Peers peers;
    private final Outbox outbox;
    private final UnknownPaths unknownPaths;
    private final AtomicInteger inHand = new AtomicInteger();

    RequestHandler(
            RouteTable routes,
            Health health,
            LimitSettings limits,
            TrustSettings trust,
            RefusalMeters refusals,
            Supplier<String> ids,
            Watch watch,
            Peers peers,
            Outbox outbox,
            UnknownPaths unknownPaths) {
        this.routes = routes;
        this.health = health;
        this.limits = limits;
        this.publicBaseUrl = trust.publicBaseUrl();
        this.senders = new Senders(trust);
        this.refusals = refusals;
        this.ids = ids;
        this.watch = watch;
        this.peers = peers;
        this.outbox = outbox;
        this.unknownPaths = unknownPaths;
    }

    int inHand() {
        return inHand.get();
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        Exchange exchange = new Exchange(ids.get(), request, response, callback, watch);
        response.getHeaders().put(Exchange.REQUEST_ID, exchange.id());
        int now = inHand.incrementAndGet();
        Peers.Peer peer = peers.begin(request);
        Request.addCompletionListener(request, failure -> {
            inHand.decrementAndGet();
            peer.end();
        });
        String path = Request.getPathInContext(request);
        if (Health.isReserved(path)) {
            exchange.refuse(health.answer(request.getMethod(), path));
        } else if (Protocols.isHealthPort(request)) {
            exchange.refuse(Answers.NOT_FOUND);
        } else if (!routes.isActive()) {
            // A sender that connects anew may meet another worker.
            response.getHeaders().put("Connection", "close");
            route(exchange, path, now);
        } else {
            route(exchange, path, now);
        }
        return true;
    }

    private void route(Exchange exchange, String path, int now) {
        Request request = exchange.request();
        // Looked at first: the route may come between the two.
        boolean incomplete = routes.isIncomplete();
        RoutePlace place = routes.find(path, host(request));
        RouteEntry entry = place == null ? null : place.entry(request.getMethod());
        Route route = entry == null ? null : entry.active();
        if (place == null && incomplete) {
            // Senders give an event up at a 404: a worker that starts must not give it before its tasks are there.
            refusals.count(Refusal.INACTIVE);
            exchange.refuse(Answers.unavailable(Answers.STARTING));
        } else if (place == null) {
            refusals.count(Refusal.UNKNOWN_PATH);
            unknownPaths.count();
            exchange.refuse(Answers.NOT_FOUND);
        } else if (request.getHeaders().size() > limits.headerCount()) {
            refusals.count(Refusal.HEADERS);
            exchange.refuseAndClose(Answers.HEADERS_TOO_LARGE);
        } else if (entry == null) {
            refusals.count(Refusal.METHOD);
            exchange.refuse(Answers.notAllowed(place.allow()));
        } else if (route == null) {
            entry.refusals().count(Refusal.INACTIVE);
            exchange.refuse(Answers.unavailable(Answers.STOPPING));
        } else if (request.getLength() > route.limits().bodyBytes()) {
            entry.refusals().count(Refusal.TOO_LARGE);
            exchange.refuseAndClose(Answers.TOO_LARGE);
        } else if (now > limits.requests()) {
            entry.refusals().count(Refusal.BUSY);
            exchange.refuse(Answers.unavailable(Answers.BUSY));
        } else if (!entry.requests().tryTake(1)) {
            entry.refusals().count(Refusal.RATE);
            exchange.refuse(Answers.tooMany(entry.requests().untilNext()));
        } else if (!entry.bytes().tryTake((double) Math.max(0, request.getLength()))) {
            entry.refusals().count(Refusal.RATE);
            exchange.refuse(Answers.tooMany(entry.bytes().untilNext()));
        } else {
            admit(exchange, entry, route);
        }
    }

    private void admit(Exchange exchange, RouteEntry entry, Route route) {
        Route.Admission admission;
        try {
            admission = route.admit(Math.max(0, exchange.request().getLength()));
        } catch (RuntimeException defect) {
            unexpected(exchange, entry, defect);
            return;
        }
        if (admission instanceof Route.Admission.Refused refused) {
            entry.refusals().count(Refusal.NO_ROOM);
            exchange.refuse(refused.answer());
        } else if (admission instanceof Route.Admission.Admitted admitted) {
            Request request = exchange.request();
            new BodyReader(
                            request,
                            watch,
                            admitted.room(),
                            route.limits(),
                            entry.bytes(),
                            limits.bytesPerSecond(),
                            new Receiving(exchange, entry, route, admitted.room()))
                    .run();
        }
    }

    private void unexpected(Exchange exchange, RouteEntry entry, Throwable defect) {
        LOG.error("the route of connector {} failed on request {}", entry.connector(), exchange.id(), defect);
        exchange.refuse(Answers.unavailable(Answers.DEFECT));
    }

    /** What becomes of a body. */
    private final class Receiving implements BodyReader.Reading {
        private final Exchange exchange;
        private final RouteEntry entry;
        private final Route route;
        private final Route.Room room;
        private final Instant receivedAt = Instant.now();

        Receiving(Exchange exchange, RouteEntry entry, Route route, Route.Room room) {
            this.exchange = exchange;
            this.entry = entry;
            this.route = route;
            this.room = room;
        }

        @Override
        public void whole(byte[] body) {
            // The route has its own deadline; the connection's must not end the wait.
            exchange.request().addIdleTimeoutListener(timeout -> false);
            try {
                answerWith(route.receive(received(exchange, body, receivedAt), room));
            } catch (RuntimeException defect) {
                room.close();
                unexpected(exchange, entry, defect);
            }
        }

        private void answerWith(CompletionStage<HttpAnswer> answering) {
            boolean done = answering.toCompletableFuture().isDone();
            CompletionStage<HttpAnswer> unused = answering.whenComplete((answer, failure) -> {
                if (failure != null) {
                    room.close();
                    LOG.error("connector {} has no answer to {}", entry.connector(), exchange.id(), failure);
                }
                HttpAnswer given = failure == null ? answer : Answers.unavailable(Answers.DEFECT);
                if (done) {
                    exchange.answer(given);
                } else {
                    outbox.hand(() -> exchange.answer(given), exchange::fail);
                }
            });
        }

        @Override
        public void tooLarge() {
            refuse(Refusal.TOO_LARGE);
            exchange.refuseAndClose(Answers.TOO_LARGE);
        }

        @Override
        public void tooSlow() {
            refuse(Refusal.TOO_SLOW);
            exchange.abandon(Answers.TIMEOUT);
        }

        @Override
        public void noRoom() {
            refuse(Refusal.NO_ROOM);
            exchange.refuse(Answers.unavailable(Answers.QUEUE_FULL));
        }

        @Override
        public void brokenOff(Throwable failure) {
            refuse(Refusal.BROKEN_OFF);
            if (failure instanceof HttpException && !(failure instanceof EOFException)) {
                exchange.fail(failure);
            } else {
                exchange.abandon(Answers.unavailable(Answers.BROKEN_OFF));
            }
        }

        private void refuse(Refusal refusal) {
            room.close();
            entry.refusals().count(refusal);
        }
    }

    private ReceivedRequest received(Exchange exchange, byte[] body, Instant receivedAt) {
        Request request = exchange.request();
        HttpURI uri = request.getHttpURI();
        Sender sender = senders.of(request.getConnectionMetaData().getRemoteSocketAddress(), request.getHeaders());
        List<ReceivedHeaders.Field> fields =
                new ArrayList<>(request.getHeaders().size());
        for (HttpField field : request.getHeaders()) {
            fields.add(new ReceivedHeaders.Field(field.getName(), field.getValue() == null ? "" : field.getValue()));
        }
        return new ReceivedRequest(
                exchange.id(),
                request.getMethod(),
                base(request, sender) + uri.getPathQuery(),
                uri.getPath(),
                uri.getQuery() == null ? "" : uri.getQuery(),
                new ReceivedHeaders(fields),
                body,
                sender.address(),
                subject(request.getConnectionMetaData().getConnection().getEndPoint()),
                receivedAt);
    }

    private String base(Request request, Sender sender) {
        if (publicBaseUrl.isPresent()) {
            return publicBaseUrl.get();
        }
        String scheme = sender.scheme().orElse(request.getConnectionMetaData().isSecure() ? "https" : "http");
        return scheme + "://" + sender.host().orElseGet(() -> authority(request));
    }

    private static String authority(Request request) {
        String authority = request.getHttpURI().getAuthority();
        return authority == null ? Request.getServerName(request) : authority;
    }

    private static String host(Request request) {
        String host = request.getHttpURI().getHost();
        return host == null ? "" : host.toLowerCase(Locale.ROOT);
    }

    private static @Nullable String subject(EndPoint endPoint) {
        EndPoint.SslSessionData session = endPoint.getSslSessionData();
        X509Certificate[] shown = session == null ? null : session.peerCertificates();
        return shown == null || shown.length == 0
                ? null
                : shown[0].getSubjectX500Principal().getName();
    }
}
