package dev.millrace.http;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.TreeMap;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.http.nio.entity.AbstractBinAsyncEntityConsumer;
import org.apache.hc.core5.http.nio.support.AbstractAsyncResponseConsumer;
import org.jspecify.annotations.Nullable;

/** Reads one reply and keeps the beginning of its body. */
final class ReplyReader extends AbstractAsyncResponseConsumer<HttpReply, byte[]> {

    private final Body body;

    ReplyReader(int limit) {
        this(new Body(limit));
    }

    private ReplyReader(Body body) {
        super(body);
        this.body = body;
    }

    /** Whether the reply had begun, so that what failed can't be a connection that was closed all along. */
    boolean began() {
        return body.began;
    }

    @Override
    protected HttpReply buildResult(HttpResponse response, byte @Nullable [] entity, ContentType contentType) {
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (Header header : response.getHeaders()) {
            headers.putIfAbsent(header.getName(), header.getValue());
        }
        return new HttpReply(response.getCode(), headers, entity == null ? new byte[0] : entity);
    }

    @Override
    public void informationResponse(HttpResponse response, org.apache.hc.core5.http.protocol.HttpContext context) {
        // 1xx answers nothing (RFC 9110 section 15.2).
    }

    /** Holds at most so many bytes of an entity of any length. */
    private static final class Body extends AbstractBinAsyncEntityConsumer<byte[]> {
        private final int limit;
        private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
        private volatile boolean began;

        Body(int limit) {
            this.limit = limit;
        }

        @Override
        protected void streamStart(ContentType contentType) {
            began = true;
        }

        @Override
        protected int capacityIncrement() {
            return Integer.MAX_VALUE;
        }

        @Override
        protected void data(ByteBuffer source, boolean endOfStream) {
            int length = Math.min(source.remaining(), limit - kept.size());
            byte[] part = new byte[length];
            source.get(part);
            source.position(source.limit());
            kept.writeBytes(part);
        }

        @Override
        protected byte[] generateContent() {
            return kept.toByteArray();
        }

        @Override
        public void releaseResources() {
            kept.reset();
        }
    }
}
