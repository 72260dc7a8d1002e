package dev.millrace.http;

import dev.millrace.http.address.EgressGuard;
import dev.millrace.http.address.EgressRefused;
import dev.millrace.http.tls.ClientTls;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.config.TlsConfig;
import org.apache.hc.client5.http.impl.ChainElement;
import org.apache.hc.client5.http.impl.async.CloseableHttpAsyncClient;
import org.apache.hc.client5.http.impl.async.HttpAsyncClientBuilder;
import org.apache.hc.client5.http.impl.nio.PoolingAsyncClientConnectionManager;
import org.apache.hc.client5.http.impl.nio.PoolingAsyncClientConnectionManagerBuilder;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.concurrent.FutureCallback;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.nio.AsyncRequestProducer;
import org.apache.hc.core5.http.nio.entity.BasicAsyncEntityProducer;
import org.apache.hc.core5.http.nio.support.AsyncRequestBuilder;
import org.apache.hc.core5.http2.HttpVersionPolicy;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.reactor.IOReactorConfig;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends on Apache HttpClient 5 by HTTP/1.1, asynchronously, on one thread of its own. The client's own retries, redirects,
 * cookies, authentication cache and decompression are off: what they would do is decided here or by the caller. Each new
 * connection resolves its host anew, goes only where the egress rules let it, and shakes hands with the certificates that the
 * files hold by then.
 *
 * <p>Besides {@link HttpFault}, a future may fail with a {@link dev.millrace.kit.ConnectorFailure}: where the egress rules
 * refuse the address, or the proxy its login.
 */
public final class ApacheHttpSender implements HttpSender {

    private static final Logger LOG = LoggerFactory.getLogger(ApacheHttpSender.class);

    private static final TimeValue FAREWELL = TimeValue.ofMilliseconds(500);
    private static final int MOST_LINE_BYTES = 64 * 1024;
    private static final int MOST_HEADERS = 500;
    private static final HttpHeader ACCEPTS_GZIP = new HttpHeader("Accept-Encoding", "gzip");

    private final ClientTls tls;
    private final ClientProxy proxy;
    private final EgressGuard guard;
    private final PoolingAsyncClientConnectionManager connections;
    private final CloseableHttpAsyncClient client;
    private final Duration requestTimeout;
    private final ReplySettings replies;
    private final ExchangeFaults faults;
    private volatile boolean closing;

    /**
     * Opens the client; the first connection is made by the first request.
     *
     * @param connectionLimit how many may be open at once
     * @param hostFromRecord whether a record decides the host of requests
     */
    public ApacheHttpSender(ClientSettings settings, int connectionLimit, boolean hostFromRecord) {
        this(settings, connectionLimit, hostFromRecord, SystemDefaultDnsResolver.INSTANCE);
    }

    /**
     * Opens the client for a host of the configuration.
     *
     * @param connectionLimit how many may be open at once
     * @param bodyLimit how many bytes of a reply are kept
     */
    public ApacheHttpSender(ClientSettings settings, int connectionLimit, int bodyLimit) {
        this(
                settings.with(new ReplySettings(bodyLimit, settings.reply().compression())),
                connectionLimit,
                false,
                SystemDefaultDnsResolver.INSTANCE);
    }

    ApacheHttpSender(ClientSettings settings, int connectionLimit, boolean hostFromRecord, DnsResolver names) {
        this.requestTimeout = settings.requestTimeout();
        this.replies = settings.reply();
        this.proxy = new ClientProxy(settings.proxy());
        this.guard = new EgressGuard(settings.egress(), hostFromRecord);
        this.faults = new ExchangeFaults(proxy);
        this.tls = new ClientTls(settings.tls());
        Timeout connect = Timeout.of(settings.connectTimeout());
        Timeout request = Timeout.of(settings.requestTimeout());
        this.connections = PoolingAsyncClientConnectionManagerBuilder.create()
                .setMaxConnTotal(connectionLimit)
                .setMaxConnPerRoute(connectionLimit)
                .setDnsResolver(new GuardedResolver(names, guard, proxy))
                .setTlsStrategy(new CurrentTls(tls))
                .setDefaultTlsConfig(TlsConfig.custom()
                        .setVersionPolicy(HttpVersionPolicy.FORCE_HTTP_1)
                        .setHandshakeTimeout(connect)
                        .build())
                .setDefaultConnectionConfig(ConnectionConfig.custom()
                        .setConnectTimeout(connect)
                        .setTimeToLive(TimeValue.of(settings.connections().maxAge()))
                        .build())
                .build();
        IOReactorConfig.Builder reactor =
                IOReactorConfig.custom().setIoThreadCount(1).setTcpNoDelay(true);
        proxy.socks(reactor);
        this.client = HttpAsyncClientBuilder.create()
                .setConnectionManager(connections)
                .setRoutePlanner(proxy.routes())
                .setHttp1Config(Http1Config.custom()
                        .setMaxLineLength(MOST_LINE_BYTES)
                        .setMaxHeaderCount(MOST_HEADERS)
                        .build())
                .setIOReactorConfig(reactor.build())
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
                .evictIdleConnections(TimeValue.of(settings.connections().idle()))
                .addExecInterceptorAfter(ChainElement.CONNECT.name(), "reached", new Reached())
                .setUserAgent("millrace")
                .build();
        client.start();
        tls.watch(() -> connections.closeIdle(TimeValue.ZERO_MILLISECONDS));
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
        try {
            String host = String.valueOf(call.target().getHost());
            if (proxy.leadsTo(host)) {
                guard.admitByName(host);
            }
            exchange(accepting(call), reply, call.repeatable());
        } catch (EgressRefused refused) {
            reply.completeExceptionally(refused.failure());
        }
        return reply;
    }

    @Override
    public void close() {
        closing = true;
        tls.close();
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

    private HttpCall accepting(HttpCall call) {
        boolean asks = replies.compression() == ReplySettings.Compression.GZIP
                && call.headers().stream().noneMatch(header -> header.name().equalsIgnoreCase("Accept-Encoding"));
        return asks ? call.with(ACCEPTS_GZIP) : call;
    }

    private void exchange(HttpCall call, CompletableFuture<HttpReply> reply, boolean mayRepeat) {
        ReplyReader reader = new ReplyReader(replies.maxBytes());
        HttpClientContext context = proxy.context();
        AtomicBoolean reached = Reached.in(context);
        try {
            Future<HttpReply> exchange =
                    client.execute(null, producer(call), reader, null, context, new FutureCallback<HttpReply>() {
                        @Override
                        public void completed(HttpReply result) {
                            if (!reached.get()) {
                                reply.completeExceptionally(proxy.refusal(result.status()));
                            } else if (proxy.refusesLogin(call.target(), result.status())) {
                                reply.completeExceptionally(proxy.loginRefused());
                            } else {
                                reply.complete(result);
                            }
                        }

                        @Override
                        public void failed(Exception failure) {
                            if (reader.cutOff().isPresent()) {
                                reply.complete(reader.cutOff().get());
                                return;
                            }
                            Exception fault = faults.of(failure, reached.get(), reader.began());
                            // The server closed a kept connection while the request was on its way to it.
                            boolean closed = fault instanceof HttpFault unanswered
                                    && unanswered.stage() == HttpFault.Stage.UNANSWERED;
                            if (mayRepeat && closed && !reply.isDone()) {
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
            reply.completeExceptionally(faults.of(unsendable, reached.get(), false));
        }
    }

    private static AsyncRequestProducer producer(HttpCall call) {
        AsyncRequestBuilder request =
                AsyncRequestBuilder.create(call.method().name()).setUri(call.target());
        call.headers().forEach(header -> request.addHeader(header.name(), header.value()));
        if (call.body().length > 0) {
            if (call.sendsContentType()) {
                // As it is written: a signature may cover it.
                request.addHeader(HttpHeaders.CONTENT_TYPE, call.contentType());
            }
            request.setEntity(new BasicAsyncEntityProducer(call.body(), null));
        }
        return request.build();
    }
}
