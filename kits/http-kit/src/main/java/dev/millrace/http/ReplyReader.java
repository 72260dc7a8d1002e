package dev.millrace.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.hc.core5.concurrent.FutureCallback;
import org.apache.hc.core5.http.EntityDetails;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.http.nio.AsyncResponseConsumer;
import org.apache.hc.core5.http.nio.CapacityChannel;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.jspecify.annotations.Nullable;

/** Reads one reply and keeps the beginning of its body. A body that goes on for much longer is not read to its end. */
final class ReplyReader implements AsyncResponseConsumer<HttpReply> {

    /** Reading so much in vain is cheaper than a new connection. */
    private static final int WORTH_READING = 256 * 1024;

    private final int limit;
    private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
    private long passed;
    private @Nullable HttpResponse head;
    private @Nullable FutureCallback<HttpReply> result;
    private volatile boolean began;
    private volatile @Nullable HttpReply cutOff;

    /** @param limit how many bytes of the body are kept, after decompression */
    ReplyReader(int limit) {
        this.limit = limit;
    }

    /** Whether the reply had begun, so that what failed can't be a connection that was closed all along. */
    boolean began() {
        return began;
    }

    /** The reply, where the exchange failed only because this reader did not want the rest of it. */
    Optional<HttpReply> cutOff() {
        return Optional.ofNullable(cutOff);
    }

    @Override
    public void consumeResponse(
            HttpResponse response,
            @Nullable EntityDetails entity,
            HttpContext context,
            FutureCallback<HttpReply> callback) {
        began = true;
        head = response;
        result = callback;
        if (entity == null) {
            complete();
        }
    }

    @Override
    public void informationResponse(HttpResponse response, HttpContext context) {
        // 1xx answers nothing (RFC 9110 section 15.2).
    }

    @Override
    public void updateCapacity(CapacityChannel channel) throws IOException {
        channel.update(Integer.MAX_VALUE);
    }

    @Override
    public void consume(ByteBuffer source) throws IOException {
        passed += source.remaining();
        byte[] part = new byte[Math.min(source.remaining(), limit - kept.size())];
        source.get(part);
        source.position(source.limit());
        kept.writeBytes(part);
        if (passed - limit > WORTH_READING) {
            cutOff = reply();
            throw new IOException("the reply goes on for more than is read");
        }
    }

    @Override
    public void streamEnd(@Nullable List<? extends Header> trailers) {
        complete();
    }

    @Override
    public void failed(Exception cause) {
        // The exchange itself tells.
    }

    @Override
    public void releaseResources() {
        kept.reset();
    }

    private void complete() {
        if (result != null) {
            try {
                result.completed(reply());
            } catch (IOException damaged) {
                result.failed(new HttpFault(HttpFault.Stage.BROKEN, "the reply's compression is damaged", damaged));
            }
        }
    }

    private HttpReply reply() throws IOException {
        if (head == null) {
            throw new IllegalStateException("no reply began");
        }
        Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (Header header : head.getHeaders()) {
            headers.computeIfAbsent(header.getName(), name -> new ArrayList<>(1))
                    .add(header.getValue());
        }
        boolean cut = passed > kept.size();
        List<String> encodings = headers.getOrDefault("Content-Encoding", List.of());
        Optional<ContentDecoding> decoding =
                encodings.size() == 1 && kept.size() > 0 ? ContentDecoding.named(encodings.get(0)) : Optional.empty();
        if (decoding.isEmpty()) {
            return new HttpReply(head.getCode(), headers, kept.toByteArray(), cut);
        }
        ContentDecoding.Decoded decoded = decoding.get().decode(kept.toByteArray(), cut, limit);
        headers.remove("Content-Encoding");
        headers.remove("Content-Length");
        return new HttpReply(head.getCode(), headers, decoded.bytes(), decoded.truncated());
    }
}
