package dev.millrace.webhook.listener;

import dev.millrace.http.HttpAnswer;
import dev.millrace.http.HttpHeader;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** One request and the way to answer it, once, from any thread. */
final class Exchange {

    static final String REQUEST_ID = "X-Request-Id";

    private final String id;
    private final Request request;
    private final Response response;
    private final Callback callback;
    private final Watch watch;
    private final AtomicBoolean over = new AtomicBoolean();

    Exchange(String id, Request request, Response response, Callback callback, Watch watch) {
        this.id = id;
        this.request = request;
        this.response = response;
        this.callback = callback;
        this.watch = watch;
    }

    String id() {
        return id;
    }

    Request request() {
        return request;
    }

    Watch watch() {
        return watch;
    }

    /** Answers; a body that was not read whole is given a little time to arrive, so that the sender sees the answer. */
    void refuse(HttpAnswer answer) {
        if (Leftover.mayFollow(request)) {
            send(answer, new Leftover(request, callback, watch));
        } else {
            send(answer, callback);
        }
    }

    /** Answers, and tells the sender that the connection ends. */
    void refuseAndClose(HttpAnswer answer) {
        response.getHeaders().put("Connection", "close");
        refuse(answer);
    }

    /** Answers a sender whose body does not arrive; it is not waited for any more. */
    void abandon(HttpAnswer answer) {
        response.getHeaders().put("Connection", "close");
        send(answer, callback);
    }

    /** Answers a request whose body was read. */
    void answer(HttpAnswer answer) {
        send(answer, callback);
    }

    /** Ends without an answer of ours: the server answers by itself where there is somebody to read it. */
    void fail(Throwable failure) {
        if (over.compareAndSet(false, true)) {
            callback.failed(failure);
        }
    }

    private void send(HttpAnswer answer, Callback then) {
        if (!over.compareAndSet(false, true)) {
            return;
        }
        response.setStatus(answer.status());
        HttpFields.Mutable fields = response.getHeaders();
        for (HttpHeader header : answer.headers()) {
            fields.add(header.name(), header.value());
        }
        response.write(true, ByteBuffer.wrap(answer.body()), then);
    }
}
