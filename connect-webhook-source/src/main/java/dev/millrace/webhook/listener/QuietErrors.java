package dev.millrace.webhook.listener;

import java.nio.ByteBuffer;
import java.util.function.Supplier;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Answers what the server refuses by itself, without a word about why: no version, no trace, nothing of the request. */
final class QuietErrors implements Request.Handler {

    private final Supplier<String> ids;
    private final RefusalMeters refusals;

    QuietErrors(Supplier<String> ids, RefusalMeters refusals) {
        this.ids = ids;
        this.refusals = refusals;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        int status = response.getStatus() < 400 ? 500 : response.getStatus();
        if (status < 500) {
            refusals.count(Refusal.MALFORMED);
        }
        response.setStatus(status);
        if (!response.getHeaders().contains(Exchange.REQUEST_ID)) {
            response.getHeaders().put(Exchange.REQUEST_ID, ids.get());
        }
        response.getHeaders().put("Content-Type", "text/plain");
        response.write(true, ByteBuffer.wrap(Answers.ofServer(status).body()), callback);
        return true;
    }
}
