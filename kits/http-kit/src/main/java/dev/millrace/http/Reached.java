package dev.millrace.http;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.hc.client5.http.async.AsyncExecCallback;
import org.apache.hc.client5.http.async.AsyncExecChain;
import org.apache.hc.client5.http.async.AsyncExecChainHandler;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.http.nio.AsyncEntityProducer;

/**
 * Remembers whether a request came as far as a connection to its receiver: through the proxy, and with TLS around it. What
 * fails or answers before is not the receiver.
 */
final class Reached implements AsyncExecChainHandler {

    private static final String ATTRIBUTE = "millrace.reached";

    /** Begins to watch one exchange. */
    static AtomicBoolean in(HttpClientContext context) {
        AtomicBoolean reached = new AtomicBoolean();
        context.setAttribute(ATTRIBUTE, reached);
        return reached;
    }

    @Override
    public void execute(
            HttpRequest request,
            AsyncEntityProducer entity,
            AsyncExecChain.Scope scope,
            AsyncExecChain chain,
            AsyncExecCallback callback)
            throws HttpException, IOException {
        if (scope.clientContext.getAttribute(ATTRIBUTE) instanceof AtomicBoolean reached) {
            reached.set(true);
        }
        chain.proceed(request, entity, scope, callback);
    }
}
