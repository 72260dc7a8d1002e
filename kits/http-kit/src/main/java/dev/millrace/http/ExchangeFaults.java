package dev.millrace.http;

import dev.millrace.http.address.EgressRefused;
import dev.millrace.kit.ConnectorFailure;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import javax.net.ssl.SSLException;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.core5.http.ConnectionClosedException;
import org.apache.hc.core5.http.NoHttpResponseException;
import org.apache.hc.core5.http.RequestNotExecutedException;

/** Says what the failure of an exchange means: how far the request came, and whose word it is. */
final class ExchangeFaults {

    private final ClientProxy proxy;

    ExchangeFaults(ClientProxy proxy) {
        this.proxy = proxy;
    }

    /**
     * An {@link HttpFault}, or a {@link ConnectorFailure} that no other attempt would mend.
     *
     * @param reached whether the request came as far as a connection to the receiver
     */
    Exception of(Exception failure, boolean reached, boolean replyBegan) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof EgressRefused refused) {
                return refused.failure();
            }
        }
        if (failure instanceof HttpFault known) {
            return known;
        }
        if (proxy.isSocks() && !reached && String.valueOf(failure.getMessage()).startsWith("Authentication failed")) {
            return proxy.loginRefused();
        }
        return replyBegan
                ? fault(HttpFault.Stage.BROKEN, "the reply broke off", failure)
                : unanswered(failure, reached);
    }

    private static HttpFault unanswered(Exception failure, boolean reached) {
        if (failure instanceof UnknownHostException) {
            return fault(HttpFault.Stage.CONNECT, "the host name can't be resolved", failure);
        }
        if (failure instanceof ConnectTimeoutException) {
            return fault(HttpFault.Stage.CONNECT, "the connection takes too long", failure);
        }
        if (failure instanceof SSLException) {
            return fault(HttpFault.Stage.CONNECT, "TLS failed: " + failure.getMessage(), failure);
        }
        if (failure instanceof ConnectException || failure instanceof NoRouteToHostException) {
            return fault(HttpFault.Stage.CONNECT, "the connection was refused", failure);
        }
        if (failure instanceof SocketTimeoutException) {
            return reached
                    ? fault(HttpFault.Stage.TIMEOUT, "no reply in time", failure)
                    : fault(HttpFault.Stage.CONNECT, "the connection takes too long", failure);
        }
        if (failure instanceof ConnectionClosedException
                || failure instanceof NoHttpResponseException
                || failure instanceof RequestNotExecutedException
                || failure instanceof SocketException) {
            return fault(HttpFault.Stage.UNANSWERED, "the connection ended before the reply", failure);
        }
        if (failure instanceof IOException) {
            return reached
                    ? fault(HttpFault.Stage.UNANSWERED, "the exchange failed: " + kind(failure), failure)
                    : fault(HttpFault.Stage.CONNECT, "no connection could be made: " + kind(failure), failure);
        }
        return fault(HttpFault.Stage.BROKEN, "the exchange failed: " + kind(failure), failure);
    }

    private static String kind(Exception failure) {
        return failure.getClass().getSimpleName();
    }

    private static HttpFault fault(HttpFault.Stage stage, String sentence, Exception cause) {
        return new HttpFault(stage, sentence, cause);
    }
}
