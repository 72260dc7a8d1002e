package dev.millrace.webhook;

import dev.millrace.feed.format.Read;
import dev.millrace.http.ReceivedRequest;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A request with its body unpacked, and the documents in that body, which are read when somebody asks for them first and then
 * kept: the key of an event and its records are made of the same ones. For one thread at a time.
 */
final class UnpackedRequest {

    private final ReceivedRequest request;
    private @Nullable List<Read.Value> documents;
    private @Nullable EventRefused refusal;

    UnpackedRequest(ReceivedRequest request) {
        this.request = request;
    }

    ReceivedRequest request() {
        return request;
    }

    MediaType type() {
        return request.header("Content-Type").map(MediaType::parse).orElse(MediaType.NONE);
    }

    /**
     * The documents of the body as {@link EventBody.Take#WHOLE} takes them.
     *
     * @param bodies reads them; all that ask do so by equal settings
     * @throws EventRefused when they can't be read, now or when they were asked for first
     */
    List<Read.Value> documents(EventBody bodies) throws EventRefused {
        if (refusal != null) {
            throw refusal;
        }
        if (documents == null) {
            try {
                documents = List.copyOf(bodies.records(request.body(), type(), EventBody.Take.WHOLE));
            } catch (EventRefused unreadable) {
                refusal = unreadable;
                throw unreadable;
            }
        }
        return documents;
    }

    /** The documents if they were asked for before and could be read; reads nothing. */
    Optional<List<Read.Value>> known() {
        return Optional.ofNullable(documents);
    }
}
