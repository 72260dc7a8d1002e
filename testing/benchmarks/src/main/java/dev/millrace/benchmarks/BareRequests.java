package dev.millrace.benchmarks;

import java.net.URI;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.hc.client5.http.async.methods.SimpleHttpResponse;
import org.apache.hc.client5.http.async.methods.SimpleRequestBuilder;
import org.apache.hc.client5.http.async.methods.SimpleRequestProducer;
import org.apache.hc.client5.http.async.methods.SimpleResponseConsumer;
import org.apache.hc.client5.http.impl.async.CloseableHttpAsyncClient;
import org.apache.hc.client5.http.impl.async.HttpAsyncClientBuilder;
import org.apache.hc.client5.http.impl.nio.PoolingAsyncClientConnectionManagerBuilder;
import org.apache.hc.core5.concurrent.FutureCallback;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.reactor.IOReactorConfig;
import org.jspecify.annotations.Nullable;

/** The client alone: so many requests at once, in no order, nothing committed. */
final class BareRequests {

    private BareRequests() {}

    /** Sends all and returns when the last is answered. */
    static void send(URI target, List<String> bodies, int inFlight) throws InterruptedException {
        Semaphore free = new Semaphore(inFlight);
        AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
        CloseableHttpAsyncClient client = HttpAsyncClientBuilder.create()
                .setConnectionManager(PoolingAsyncClientConnectionManagerBuilder.create()
                        .setMaxConnTotal(inFlight)
                        .setMaxConnPerRoute(inFlight)
                        .build())
                .setIOReactorConfig(IOReactorConfig.custom()
                        .setIoThreadCount(1)
                        .setTcpNoDelay(true)
                        .build())
                .disableAutomaticRetries()
                .build();
        try {
            client.start();
            for (String body : bodies) {
                free.acquire();
                Future<?> unused = client.execute(
                        SimpleRequestProducer.create(SimpleRequestBuilder.post(target)
                                .setBody(body, ContentType.APPLICATION_JSON)
                                .build()),
                        SimpleResponseConsumer.create(),
                        new FutureCallback<SimpleHttpResponse>() {
                            @Override
                            public void completed(SimpleHttpResponse answer) {
                                free.release();
                            }

                            @Override
                            public void failed(Exception why) {
                                failure.compareAndSet(null, why);
                                free.release();
                            }

                            @Override
                            public void cancelled() {
                                free.release();
                            }
                        });
            }
            free.acquire(inFlight);
        } finally {
            client.close(CloseMode.IMMEDIATE);
        }
        Exception why = failure.get();
        if (why != null) {
            throw new IllegalStateException("a request failed", why);
        }
    }
}
