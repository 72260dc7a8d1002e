package dev.millrace.http.auth;

import dev.millrace.http.Authenticator;
import dev.millrace.http.HttpCall;
import java.util.concurrent.CompletableFuture;

/** An authenticator that waits for nobody. */
interface AtOnce extends Authenticator {

    /**
     * The call with its proof.
     *
     * @throws dev.millrace.kit.ConnectorFailure when this call can't be proven
     */
    HttpCall proven(HttpCall call);

    @Override
    default CompletableFuture<HttpCall> prove(HttpCall call) {
        try {
            return CompletableFuture.completedFuture(proven(call));
        } catch (RuntimeException failure) {
            return CompletableFuture.failedFuture(failure);
        }
    }
}
