package dev.millrace.http;

import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.async.CloseableHttpAsyncClient;
import org.apache.hc.client5.http.impl.async.HttpAsyncClientBuilder;
import org.apache.hc.client5.http.impl.nio.PoolingAsyncClientConnectionManager;
import org.apache.hc.client5.http.impl.nio.PoolingAsyncClientConnectionManagerBuilder;
import org.apache.hc.core5.concurrent.FutureCallback;
import org.apache.hc.core5.http.ConnectionClosedException;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.NoHttpResponseException;
import org.apache.hc.core5.http.RequestNotExecutedException;
import org.apache.hc.core5.http.nio.AsyncRequestProducer;
import org.apache.hc.core5.http.nio.entity.BasicAsyncEntityProducer;
import org.apache.hc.core5.http.nio.support.AsyncRequestBuilder;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.reactor.IOReactorConfig;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends on Apache HttpClient 5, asynchronously, on one thread of its own. The client's own retries, redirects, cookies,
 * authentication cache and decompression are off: what they would do is decided here or by the caller. Connections are
 * renewed every five minutes, so that a change of the receiver's addresses is noticed.
 */
public final class ApacheHttpSender implements HttpSender {

    private static final Logger LOG = LoggerFactory.getLogger(ApacheHttpSender.class);

    private static final TimeValue CONNECTION_LIFE = TimeValue.ofMinutes(5);
    private static final TimeValue IDLE = TimeValue.ofSeconds(50);
    private static final TimeValue FAREWELL = TimeValue.ofMilliseconds(500);

    private final PoolingAsyncClientConnectionManager connections;
    private final CloseableHttpAsyncClient client;
    private final Duration requestTimeout;
    private final int bodyLimit;
    private volatile boolean closing;

    /**
     * Opens the client; the first connection is made by the first request.
     *
     * @param connectionLimit how many may be open at once
     * @param bodyLimit how many bytes of a reply are kept; the rest is read and forgotten
     */
    public ApacheHttpSender(HttpSettings settings, int connectionLimit, int bodyLimit) {
        this.requestTimeout = settings.requestTimeout();
        this.bodyLimit = bodyLimit;
        Timeout connect = Timeout.of(settings.connectTimeout());
        Timeout request = Timeout.of(settings.requestTimeout());
        this.connections = PoolingAsyncClientConnectionManagerBuilder.create()
                .setMaxConnTotal(connectionLimit)
                .setMaxConnPerRoute(connectionLimit)
                .setDefaultConnectionConfig(ConnectionConfig.custom()
                        .setConnectTimeout(connect)
                        .setTimeToLive(CONNECTION_LIFE)
                        .build())
                .build();
        this.client = HttpAsyncClientBuilder.create()
                .setConnectionManager(connections)
                .setIOReactorConfig(IOReactorConfig.custom()
                        .setIoThreadCount(1)
                        .setTcpNoDelay(true)
                        .build())
                .setDefaultRequestConfig(RequestConfig.custom()
                        .setConnectionRequestTimeout(request)
                        .setResponseTimeout(request)
                        .setAuthenticationEnabled(false)
                        .setProtocolUpgradeEnabled(false)
                        .build())
                .setIoReactorExceptionCallback(this::reactorFailed)
                .disableAutomaticRetries()
                .disableRedirectHandling()
                .disableCookieManagement()
                .disableAuthCaching()
                .disableConnectionState()
                .disableContentCompression()
                .evictExpiredConnections()
                .evictIdleConnections(IDLE)
                .setUserAgent("millrace")
                .build();
        client.start();
    }

    @Override
    public CompletableFuture<HttpReply> send(HttpCall call) {
        CompletableFuture<HttpReply> reply = new CompletableFuture<>();
        CompletableFuture<Void> deadline =
                new CompletableFuture<Void>().orTimeout(requestTimeout.toMillis(), TimeUnit.MILLISECONDS);
        Future<?> unusedReplied = reply.whenComplete((done, failure) -> deadline.complete(null));
        Future<?> unusedLate = deadline.whenComplete((inTime, over) -> {
            if (over != null) {
                reply.completeExceptionally(new HttpFault(
                        HttpFault.Stage.TIMEOUT,
                        "no complete reply within " + requestTimeout.toMillis() + " ms",
                        over));
            }
        });
        exchange(call, reply, call.repeatable());
        return reply;
    }

    @Override
    public void close() {
        closing = true;
        // Connections first: a reactor that is closed with open ones complains of its own closed selector.
        connections.close(CloseMode.IMMEDIATE);
        client.initiateShutdown();
        try {
            client.awaitShutdown(FAREWELL);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        client.close(CloseMode.IMMEDIATE);
    }

    /** The reactor gives up the connection concerned, and the request on it fails. */
    private void reactorFailed(Exception failure) {
        if (!closing) {
            // Without its message, which may quote a reply.
            LOG.warn(
                    "the HTTP client gave up a connection after {}",
                    failure.getClass().getName());
        }
    }

    private void exchange(HttpCall call, CompletableFuture<HttpReply> reply, boolean mayRepeat) {
        ReplyReader reader = new ReplyReader(bodyLimit);
        try {
            Future<HttpReply> exchange =
                    client.execute(null, producer(call), reader, null, null, new FutureCallback<HttpReply>() {
                        @Override
                        public void completed(HttpReply result) {
                            reply.complete(result);
                        }

                        @Override
                        public void failed(Exception failure) {
                            HttpFault fault = faultOf(failure, reader.began());
                            // The server closed a kept connection while the request was on its way to it.
                            if (mayRepeat && fault.stage() == HttpFault.Stage.UNANSWERED && !reply.isDone()) {
                                exchange(call, reply, false);
                            } else {
                                reply.completeExceptionally(fault);
                            }
                        }

                        @Override
                        public void cancelled() {
                            reply.cancel(false);
                        }
                    });
            Future<?> unusedGivenUp = reply.whenComplete((done, failure) -> {
                if (failure != null) {
                    exchange.cancel(true);
                }
            });
        } catch (RuntimeException unsendable) {
            reply.completeExceptionally(faultOf(unsendable, false));
        }
    }

    private static AsyncRequestProducer producer(HttpCall call) {
        AsyncRequestBuilder request =
                AsyncRequestBuilder.create(call.method().name()).setUri(call.target());
        call.headers().forEach(header -> request.addHeader(header.name(), header.value()));
        if (call.body().length > 0) {
            request.setEntity(new BasicAsyncEntityProducer(call.body(), ContentType.parse(call.contentType())));
        }
        return request.build();
    }

    private static HttpFault faultOf(Exception failure, boolean replyBegan) {
        if (replyBegan) {
            return new HttpFault(HttpFault.Stage.BROKEN, "the reply broke off", failure);
        }
        if (failure instanceof UnknownHostException) {
            return new HttpFault(HttpFault.Stage.CONNECT, "the host name can't be resolved", failure);
        }
        if (failure instanceof ConnectTimeoutException) {
            return new HttpFault(HttpFault.Stage.CONNECT, "the connection takes too long", failure);
        }
        if (failure instanceof SSLException) {
            return new HttpFault(HttpFault.Stage.CONNECT, "TLS failed: " + failure.getMessage(), failure);
        }
        if (failure instanceof ConnectException || failure instanceof NoRouteToHostException) {
            return new HttpFault(HttpFault.Stage.CONNECT, "the connection was refused", failure);
        }
        if (failure instanceof SocketTimeoutException) {
            return new HttpFault(HttpFault.Stage.TIMEOUT, "no reply in time", failure);
        }
        if (failure instanceof ConnectionClosedException
                || failure instanceof NoHttpResponseException
                || failure instanceof RequestNotExecutedException
                || failure instanceof SocketException) {
            return new HttpFault(HttpFault.Stage.UNANSWERED, "the connection ended before the reply", failure);
        }
        return new HttpFault(
                failure instanceof IOException ? HttpFault.Stage.UNANSWERED : HttpFault.Stage.BROKEN,
                "the exchange failed: " + failure.getClass().getSimpleName(),
                failure);
    }
}
