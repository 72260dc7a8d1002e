package dev.millrace.webhook.listener;

import dev.millrace.http.HttpAnswer;
import java.nio.ByteBuffer;
import java.util.function.Supplier;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers what the server refuses by itself, without a word about why: no version, no trace, nothing of the request. What went
 * wrong on this side is a 503 that asks for another try, as everywhere, and the log says what it was.
 */
final class QuietErrors implements Request.Handler {

    private static final Logger LOG = LoggerFactory.getLogger(QuietErrors.class);
    private static final int DEFECT = 500;

    private final Supplier<String> ids;
    private final RefusalMeters refusals;

    QuietErrors(Supplier<String> ids, RefusalMeters refusals) {
        this.ids = ids;
        this.refusals = refusals;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        HttpFields.Mutable headers = response.getHeaders();
        if (!headers.contains(Exchange.REQUEST_ID)) {
            headers.put(Exchange.REQUEST_ID, ids.get());
        }
        int status = response.getStatus() < 400 ? DEFECT : response.getStatus();
        HttpAnswer answer = status == DEFECT ? defect(request, headers) : Answers.ofServer(status);
        if (status < DEFECT) {
            refusals.count(Refusal.MALFORMED);
        }
        response.setStatus(answer.status());
        answer.headers().forEach(header -> headers.put(header.name(), header.value()));
        response.write(true, ByteBuffer.wrap(answer.body()), callback);
        return true;
    }

    private static HttpAnswer defect(Request request, HttpFields.Mutable headers) {
        LOG.error(
                "the listener failed on request {}",
                headers.get(Exchange.REQUEST_ID),
                request.getAttribute(ErrorHandler.ERROR_EXCEPTION));
        headers.put("Connection", "close");
        return Answers.unavailable(Answers.DEFECT);
    }
}
